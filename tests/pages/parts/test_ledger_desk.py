"""Taking in a file of funding: all or nothing, a second time nothing, always in the log; and centres reckon with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from data.errors import NotAllowed, PersonalSentence
from data.funding.vocabulary import Agreement
from data.model import Role, Visitor
from data.settings import read_settings
from data.store import audit, ledger
from data.store.engine import reading, writing
from data.store.house import House, open_house
from data.store.tables import audit as log
from data.store.tables import facilities
from pages.parts import ledger_desk
from tests.data.store.test_ledger import CENTRE, GRANT

AT = dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC)
REVIEWER = Visitor("reviewer@example.org", Role.REVIEWER)
FILE = f"""code,source,source_kind,currency,facility,parent,committed,signed_on,evidence,evidence_on
C-1,Network,foundation,USD,{CENTRE},P-1,300,2026-06-01,Letter 2,2026-06-01
P-1,Partner A,donor,USD,,,1000,2026-05-01,Letter 1,2026-05-01
"""


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    found = open_house(read_settings({"LIMA_VAR": str(tmp_path), "COUNTRY": "TLS"}))
    row = {"code": CENTRE, "place": "TL06", "name": "Centre", "kind": "shelter", "operator": "ngo"}
    with writing(found.engine) as connection:
        connection.execute(facilities.insert(), [row])
    yield found
    found.engine.dispose()


def take(house: House, content: str, **more: bool) -> ledger_desk.Imported:
    return ledger_desk.take_in(house, REVIEWER, "grants.csv", content.encode(), at=AT, **more)


def there(house: House) -> dict[str, Agreement]:
    return {each.agreement.code: each.agreement for each in ledger_desk.whole(house, REVIEWER).agreements}


def actions(house: House) -> list[str]:
    with reading(house.engine) as connection:
        assert audit.examine(connection).whole
        return [row.action for row in connection.execute(log.select().order_by(log.c.id))]


def test_a_file_is_taken_in_once_and_is_in_the_log_each_time(house: House) -> None:
    assert vars(take(house, FILE)) | {"wrong": ()} == vars(ledger_desk.Imported(new=2))
    assert list(there(house)) == ["C-1", "P-1"]
    before = [ledger_desk.history(house, REVIEWER, code) for code in there(house)]
    assert take(house, FILE) == ledger_desk.Imported(same=2)
    assert [ledger_desk.history(house, REVIEWER, code) for code in there(house)] == before
    assert actions(house).count("funding_imported") == 2
    assert actions(house).count("agreement_entered") == 2
    assert take(house, FILE.replace(",300,", ",400,")) == ledger_desk.Imported(changed=1, same=1)
    assert [each.agreement.committed for each in ledger_desk.history(house, REVIEWER, "C-1")] == [300, 400]


def test_a_check_says_what_would_be_and_keeps_nothing(house: House) -> None:
    assert take(house, FILE, check=True) == ledger_desk.Imported(new=2)
    assert there(house) == {}
    assert "funding_imported" not in actions(house)


@pytest.mark.parametrize(
    ("was", "now", "cell", "key"),
    [
        (CENTRE, "TL06-C9", "E2", "unknown_facility"),
        (",P-1,", ",P-9,", "F2", "unknown_parent"),
        (",,1000", ",C-1,1000", "F", "unknown_parent"),
    ],
)
def test_where_anything_is_wrong_nothing_is_taken_in(house: House, was: str, now: str, cell: str, key: str) -> None:
    done = take(house, FILE.replace(was, now))
    assert [(each.cell[: len(cell)], each.key) for each in done.wrong][:1] == [(cell, f"ledger.wrong.{key}")]
    assert there(house) == {}


def test_a_cost_of_a_centre_that_there_is_not_is_told_where_it_stands(house: House) -> None:
    head = "facility,quarter,cost_kind,fixed,amount,currency,evidence\n"
    line = "2026-Q3,staff,yes,900,USD,Accounts\n"
    done = take(house, f"{head}{CENTRE},{line}TL06-C9,{line}")
    assert [(each.cell, each.key) for each in done.wrong] == [("A3", "ledger.wrong.unknown_facility")]
    assert take(house, f"{head}{CENTRE},{line}").costs == 1
    assert take(house, f"facility,serves,evidence\n{CENTRE},women girls,Decree\n").centres == 1
    assert take(house, f"facility,serves,evidence\n{CENTRE},women girls,Decree\n").centres == 0
    with reading(house.engine) as connection:
        assert ledger.facts(connection)[CENTRE].serves == ("women", "girls")


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.REVIEWER])
def test_nobody_else_takes_in_a_file_and_the_ministry_alone_reads_all(house: House, role: Role) -> None:
    who = Visitor("somebody@example.org", role, frozenset({"TL06"}))
    with pytest.raises(NotAllowed):
        ledger_desk.take_in(house, who, "grants.csv", FILE.encode(), at=AT)
    if role is not Role.LEADERSHIP:
        with pytest.raises(NotAllowed):
            ledger_desk.whole(house, who)


def test_a_sentence_that_could_lead_to_a_person_is_not_kept(house: House) -> None:
    with pytest.raises(PersonalSentence):
        ledger_desk.keep(house, REVIEWER, GRANT, reason="Call +62 812 3456 7890")
    assert there(house) == {}
