"""My returns and Check a receipt: what is owed, what was filed, taking it back, and who may see it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from urllib.parse import parse_qs, urlsplit

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest

from data.errors import NotAllowed, UnknownReceipt
from data.intake import receive
from data.intake.nil import nil_return
from data.model import Role, Visitor
from data.store.new_return import Receipt
from data.words import text
from pages.api import downloads
from pages.parts import links, opened, past_returns
from tests.data.intake import forms
from tests.pages.taskforce.test_submit import HERE, NEIGHBOUR, Open, country, open_page, workbook

__all__ = ["country", "open_page", "workbook"]

OFFICER = Visitor("TL01@demo.invalid", Role.TASKFORCE, frozenset({HERE}), "Task force of Ainaro")
OTHER = Visitor("TL02@demo.invalid", Role.TASKFORCE, frozenset({NEIGHBOUR}))
MINISTRY = Visitor("ministry@example.org", Role.REVIEWER)
MINE, CHECK = "../taskforce/my_returns.py", "../taskforce/receipt.py"


def filed(content: bytes) -> Receipt:
    house = opened.house()
    return receive.file(receive.examine(content, house=house), house=house, by=OFFICER)


def shown(app: AppTest) -> str:
    told = (*app.markdown, *app.error, *app.warning, *app.info, *app.success)
    return "\n".join(each.value for each in told)


def go(app: AppTest, page: str, **address: str) -> AppTest:
    for key, value in address.items():
        app.query_params[key] = value
    app.switch_page(page).run()
    assert not app.exception
    return app


def of_quarter(app: AppTest, quarter: str = "Q3 2026") -> dict[str, str]:
    rows = next(each.value for each in app.table if "Due by" in each.value).to_dict("records")
    [row] = [row for row in rows if row["Quarter"].startswith(quarter)]
    told = {str(key): str(value).replace("\\", "") for key, value in row.items()}
    state, _, receipt = told["Status"].partition("  \n")
    return {**told, "Status": state, "Receipt": receipt.removeprefix(":gray[").removesuffix("]")}


def test_what_is_owed_and_what_came_is_told_for_each_quarter(open_page: Open, workbook: Callable[..., bytes]) -> None:
    app = go(open_page(office=HERE), MINE)
    assert of_quarter(app)["Status"][2:] in ("Due now", "Overdue", "Not yet due")
    receipt = filed(workbook())
    row = of_quarter(go(app, MINE))
    assert (row["Status"], row["Revision"], row["Receipt"]) == ("✓ Submitted", "1", receipt.receipt)
    plain = shown(app).replace("\\", "")
    assert receipt.receipt in plain
    assert OFFICER.email in plain


def test_a_return_is_withdrawn_with_a_reason_and_asked_for_again(
    open_page: Open, workbook: Callable[..., bytes]
) -> None:
    receipt = filed(workbook())
    app = go(open_page(office=HERE), MINE)
    app.button(key="my_returns_withdraw").click().run()
    assert "asked for again" in app.warning[0].value
    assert app.button(key="my_returns_withdraw_now").disabled
    app.button(key="my_returns_keep").click().run()
    assert of_quarter(app)["Status"] == "✓ Submitted"
    app.button(key="my_returns_withdraw").click().run()
    app.text_area(key="my_returns_reason").set_value("It was last year's *file*.").run()
    app.button(key="my_returns_withdraw_now").click().run()
    assert not app.exception
    assert receipt.receipt in app.success[0].value
    assert of_quarter(app)["Status"] == "↩ Withdrawn: please send again"
    assert "last year's \\*file\\*" in shown(app)
    assert "my_returns_withdraw" not in [button.key for button in app.button]


def test_withdrawing_a_correction_says_which_return_counts_again(
    open_page: Open, workbook: Callable[..., bytes]
) -> None:
    first, second = filed(workbook()), filed(workbook(**{"PRT-02": 7}))
    app = go(open_page(office=HERE), MINE)
    app.button(key="my_returns_withdraw").click().run()
    assert first.receipt in app.warning[0].value
    app.text_area(key="my_returns_reason").set_value("Wrong file.").run()
    app.button(key="my_returns_withdraw_now").click().run()
    assert first.receipt in app.success[0].value
    row = of_quarter(app)
    assert (row["Receipt"], row["Revision"]) == (first.receipt, "1")
    assert past_returns.look_up(opened.house(), OFFICER, second.receipt).reason == "Wrong file."


def test_a_nil_return_is_told_as_one(open_page: Open) -> None:
    app = open_page(office=HERE)
    house = opened.house()
    place = house.country.places[HERE]
    examined = nil_return(house, visitor=OFFICER, place=place, quarter=forms.QUARTER, language="en")
    receive.file(examined, house=house, by=OFFICER)
    assert of_quarter(go(app, MINE))["Status"] == "✓ Submitted: nothing to report"


def test_a_receipt_is_checked_by_its_address(open_page: Open, workbook: Callable[..., bytes]) -> None:
    content = workbook(**{"PRT-02": 7})
    first = filed(content)
    app = go(open_page(office=HERE), CHECK, receipt=first.receipt)
    assert "This return counts" in app.success[0].value
    told = {str(key): str(value) for key, value in app.table[0].value.iloc[:, 0].items()}
    assert told["Revision"] == "1"
    assert told["Municipality"].startswith("Ainaro")
    assert first.sha256 is not None
    assert first.sha256 in told["Fingerprint of the file (SHA-256)"]
    assert f"Numbers: {first.numbers}," in told["What it holds"].replace("\\", "")
    second = filed(workbook(**{"PRT-02": 8}))
    go(app, CHECK, receipt=first.receipt.lower())
    assert "replaced by a newer one" in app.info[0].value
    assert second.receipt in app.info[0].value


def test_a_file_is_compared_with_the_one_that_was_filed(open_page: Open, workbook: Callable[..., bytes]) -> None:
    content = workbook()
    app = go(open_page(office=HERE), CHECK, receipt=filed(content).receipt)
    app.file_uploader[0].upload("mine.xlsx", content).run()
    assert any(each.value == text("receipt.same") for each in app.success)
    app.file_uploader[0].upload("other.xlsx", content + b" ").run()
    assert any(each.value == text("receipt.other") for each in app.warning)


def test_another_office_finds_no_receipt_and_no_file(open_page: Open, workbook: Callable[..., bytes]) -> None:
    content = workbook()
    code = filed(content).receipt
    app = go(open_page(office=NEIGHBOUR), CHECK, receipt=code)
    unknown = app.error[0].value
    go(app, CHECK, receipt="TL01-2026-Q3-R9-00000000")
    assert app.error[0].value == unknown
    house = opened.house()
    for stranger in (OTHER, Visitor("", "public"), Visitor("d@example.org", "donor")):
        for refused in (past_returns.look_up, past_returns.bytes_of):
            with pytest.raises(UnknownReceipt):
                refused(house, stranger, code)
        with pytest.raises(NotAllowed):
            past_returns.owed(
                house, stranger, house.country.places[HERE], quarters=[forms.QUARTER], today=forms.QUARTER.last_day
            )
    for entitled in (OFFICER, MINISTRY):
        assert past_returns.bytes_of(house, entitled, code) == content


def test_the_file_is_fetched_as_it_was_filed_and_by_nobody_else(
    open_page: Open, workbook: Callable[..., bytes]
) -> None:
    content = workbook()
    code = filed(content).receipt
    app = go(open_page(office=HERE), MINE)
    [button] = app.link_button
    address = urlsplit(button.proto.url)
    assert address.path == "/download/filed.xlsx"
    assert links.read(opened.house(), "filed.xlsx", parse_qs(address.query)["token"][0]).visitor.places == {HERE}
    with TestClient(Starlette(routes=[downloads.route(opened.house)])) as client:
        answer = client.get(button.proto.url)
        assert (answer.status_code, answer.content) == (200, content)
        assert f"lima-{code}.xlsx" in answer.headers["content-disposition"]
        theirs = links.signed(opened.house(), "filed.xlsx", visitor=OTHER, receipt=code)
        refused = client.get(theirs)
        assert refused.status_code == 400
        assert refused.text == text("returns.unknown_receipt")


@pytest.mark.parametrize("page", [MINE, CHECK])
@pytest.mark.parametrize("language", ["en", "id"])
def test_on_an_empty_demo_the_pages_stand_ready(open_page: Open, page: str, language: str) -> None:
    app = open_page(office=HERE, lang=language, page=page)
    assert app.title[0].value
    assert not app.error


def test_on_an_earlier_day_the_returns_stand_as_they_stood_and_nothing_can_be_taken_back(
    open_page: Open, workbook: Callable[..., bytes]
) -> None:
    app = open_page(office=HERE)
    house, now = opened.house(), dt.datetime.now(dt.UTC)
    examination = receive.examine(workbook(), house=house)
    receipt = receive.file(examination, house=house, by=OFFICER, at=now - dt.timedelta(days=3))
    receive.withdraw(receipt.receipt, house=house, by=OFFICER, reason="It was last year's.")
    assert "Submitted" not in of_quarter(go(app, MINE))["Status"]
    before = go(open_page(office=HERE), MINE, as_of=(now - dt.timedelta(days=2)).date().isoformat())
    assert of_quarter(before)["Status"] == "✓ Submitted"
    assert before.button(key="my_returns_withdraw").disabled
    assert "Nothing can be changed while you look at an earlier day" in before.warning[0].value
    checked = go(before, CHECK, receipt=receipt.receipt)
    assert "withdrawn" not in shown(checked).lower()
    assert "withdrawn" in shown(go(open_page(office=HERE), CHECK, receipt=receipt.receipt)).lower()
