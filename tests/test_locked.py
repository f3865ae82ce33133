"""An accepted return, and a closed quarter, are changed by no way in: the database is the same after each."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from typer.testing import CliRunner

from data.errors import QuarterClosed, ReturnAccepted
from data.intake import receive, several
from data.intake.nil import nil_return
from data.model import Role, Visitor
from data.store import schema
from data.store.engine import reading
from data.store.house import House
from data.store.new_return import Receipt
from manage import app
from pages.parts import desk
from pages.parts.filing import file_each, file_nil
from tests.data.intake import forms
from tests.pages.api import send_world
from tests.pages.api.send_world import HERE, QUARTER, hidden, workbook
from tests.pages.api.send_world import text as text_of
from tests.pages.api.test_send import begin, file, send

REVIEWER = Visitor("reviewer@example.org", Role.REVIEWER)
OFFICER = Visitor("TL01@demo.invalid", Role.TASKFORCE, frozenset({HERE}), "Task force of Ainaro")


@pytest.fixture(params=["accepted", "closed"])
def world(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[House, Path, Receipt, str]]:
    """A demo with one return, which was accepted, or whose quarter was closed."""
    house = send_world.opened(tmp_path)
    receipt = receive.file(receive.examine(workbook(house), house=house), house=house, by=OFFICER)
    if request.param == "accepted":
        desk.accept(house, REVIEWER, [receipt.receipt])
    else:
        desk.close(house, REVIEWER, forms.QUARTER)
    yield house, tmp_path, receipt, {"accepted": "accepted_already", "closed": "quarter_closed"}[request.param]
    house.engine.dispose()


def everything(house: House) -> list[list[tuple[object, ...]]]:
    with reading(house.engine) as connection:
        tables = schema.metadata.sorted_tables
        return [sorted(map(tuple, connection.execute(sa.select(table))), key=str) for table in tables]


def zipped(**files: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for name, content in files.items():
            archive.writestr(f"{name}.xlsx", content)
    return packed.getvalue()


def test_no_way_in_changes_what_is_locked(world: tuple[House, Path, Receipt, str]) -> None:
    house, _, receipt, code = world
    corrected = workbook(house, **{"PRT-02": 7})
    before = everything(house)

    examined = receive.examine(corrected, house=house, visitor=OFFICER)
    assert [found.code for found in examined.findings if found.severity == "stop"] == [code]
    place = house.country.places[HERE]
    nil = nil_return(house, visitor=OFFICER, place=place, quarter=forms.QUARTER, language="en")
    assert code in [found.code for found in nil.findings]
    brought = several.brought("all.zip", zipped(one=corrected, two=workbook(house, **{"PRT-02": 8})))
    for who in (OFFICER, REVIEWER):
        lines = list(file_each(house, brought, by=who, answers={}, language="en"))
        lines.append(file_nil(house, place=place, quarter=forms.QUARTER, by=who, answers={}, language="en"))
        assert [line["receipt"] for line in lines] == [None] * 3
        assert all(code in str(line["findings"]) for line in lines)
        with pytest.raises((ReturnAccepted, QuarterClosed)):
            receive.withdraw(receipt.receipt, house=house, by=who, reason="It was wrong.")
    with send_world.client(house) as browser:
        start = begin(browser)
        told = "has accepted" if code == "accepted_already" else "is closed"
        assert told in text_of(start)
        sent = send(browser, start, corrected)
        assert 'name="answer' not in sent.text
        assert told in text_of(sent.text)
        browser.post(
            "/send/nil",
            params={"as": "taskforce", "office": HERE, "quarter": QUARTER},
            data={"token": hidden(start, "token")},
        )
    assert everything(house) == before


def test_the_command_line_changes_nothing_that_is_locked(world: tuple[House, Path, Receipt, str]) -> None:
    house, var, receipt, code = world
    path = var / "corrected.xlsx"
    path.write_bytes(workbook(house, **{"PRT-02": 7}))
    before = everything(house)
    by = ("--by", "operator@example.org", "--country", "TLS")
    for words in (
        ("file", str(path), *by, "--json"),
        ("file", "--nil", "--district", HERE, "--quarter", QUARTER, *by, "--json"),
        ("withdraw", receipt.receipt, "--reason", "It was wrong.", *by),
    ):
        environment = {"LIMA_VAR": str(var), "COUNTRY": "", "DATABASE_URL": "", "LIMA_CONTENT": ""}
        ended = CliRunner().invoke(app, list(words), env=environment)
        assert ended.exit_code != 0, words
        assert code in ended.output or isinstance(ended.exception, ReturnAccepted | QuarterClosed), words
    assert everything(house) == before


@pytest.mark.parametrize("lock", [desk.accept, desk.close])
def test_what_is_locked_while_somebody_looks_at_it_is_refused_where_it_is_written(
    tmp_path: Path, lock: Callable[..., None]
) -> None:
    house = send_world.opened(tmp_path)
    receipt = receive.file(receive.examine(workbook(house), house=house), house=house, by=OFFICER)
    examined = receive.examine(workbook(house, **{"PRT-02": 7}), house=house, visitor=OFFICER)
    with send_world.client(house) as browser:
        page = send(browser, begin(browser), workbook(house, **{"PRT-02": 7}))
        lock(house, REVIEWER, [receipt.receipt] if lock is desk.accept else forms.QUARTER)
        before = everything(house)
        told = file(browser, page.text)
        assert told.status_code == 409
        assert ("has accepted" if lock is desk.accept else "is closed") in text_of(told.text)
    with pytest.raises((ReturnAccepted, QuarterClosed)):
        receive.file(examined, house=house, by=OFFICER)
    assert everything(house) == before
    house.engine.dispose()
