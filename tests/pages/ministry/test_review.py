"""Review, as conversations: a return sent back with notes on cells and mended, several accepted, one reopened."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data.errors import UnknownReceipt
from data.intake import receive
from data.intake.findings import Finding, Severity
from data.intake.nil import nil_return
from data.model import Level, Role, Visitor
from data.store.engine import writing
from data.store.house import House
from data.store.new_return import Receipt
from data.store.receipts import Standing
from data.store.returns import file_returns
from data.words import text
from pages.parts import desk, opened, past_returns, review_cases
from tests.data.intake import forms
from tests.data.store.world import new_return, total
from tests.pages import frame
from tests.pages.taskforce.test_submit import HERE, NEIGHBOUR, Open, bring, country, offers_to_file, open_page, workbook

__all__ = ["country", "open_page", "workbook"]

REVIEW, MINE, SUBMIT = "../ministry/review.py", "../taskforce/my_returns.py", "../taskforce/submit.py"
Workbook = Callable[..., bytes]


def officer(place: str = HERE) -> Visitor:
    return Visitor(f"{place}@demo.invalid", Role.TASKFORCE, frozenset({place}), f"Task force {place}")


REVIEWER = Visitor("reviewer@example.org", Role.REVIEWER)


def filed(content: bytes, place: str = HERE, **answers: str) -> Receipt:
    house = opened.house()
    return receive.file(receive.examine(content, house=house), house=house, by=officer(place), answers=answers)


def shown(app: AppTest) -> str:
    told = (*app.markdown, *app.error, *app.warning, *app.info, *app.success, *app.caption)
    return "\n".join(each.value for each in told).replace("\\", "")


def go(app: AppTest, page: str = REVIEW, **address: str) -> AppTest:
    for key, value in address.items():
        app.query_params[key] = value
    app.switch_page(page).run()
    assert not app.exception
    return app


def click(app: AppTest, key: str) -> AppTest:
    app.button(key=key).click().run()
    assert not app.exception
    return app


def keys(app: AppTest) -> set[str | None]:
    return {button.key for button in app.button}


def in_tables(app: AppTest) -> str:
    return "\n".join(each.value.to_csv() for each in app.table).replace("\\", "")


def standing(receipt: Receipt) -> Standing:
    return past_returns.look_up(opened.house(), REVIEWER, receipt.receipt).standing


def test_a_return_is_sent_back_with_notes_mended_and_accepted(open_page: Open, workbook: Workbook) -> None:
    app = open_page()
    first = filed(workbook(**{"PRT-02": 7}))
    go(app)
    assert [row["Municipality"] for row in app.dataframe[0].value.to_dict("records")] == ["Ainaro"]
    app.selectbox(key="review_open").set_value(first.receipt).run()
    assert not app.exception
    assert "The checks found nothing in it when it was filed" in shown(app)
    click(app, "review_send_back")
    assert app.button(key="review_send_back_now").disabled
    assert any("PRT-02" in option and option.endswith(": 7") for option in app.selectbox(key="review_cell").options)
    app.selectbox(key="review_cell").set_value(cell_named(first, "PRT-02")).run()
    app.text_input(key="review_cell_note").set_value("Are *these* persons or cases?").run()
    click(app, "review_note_add")
    app.text_area(key="review_note").set_value("Please look at the number of persons.").run()
    click(app, "review_send_back_now")
    assert "is sent back" in app.success[0].value
    assert standing(first) is Standing.SENT_BACK

    mine = go(open_page(office=HERE), MINE)
    assert "Sent back: please correct" in in_tables(mine)
    assert "Please look at the number of persons." in shown(mine)
    [noted] = mine.table[0].value.to_dict("records")
    assert noted["What is to be mended"] == "Are \\*these\\* persons or cases?"
    assert f"{noted['Sheet']}!{noted['Cell']}" == cell_named(first, "PRT-02")
    submit = go(open_page(office=HERE), SUBMIT)
    assert "was sent back by" in shown(submit)
    bring(submit, workbook(**{"PRT-02": 6}))
    submit.button(key="submit_file").click().run()
    assert not submit.exception

    [mended] = [each for each in review_cases.waiting(opened.house(), REVIEWER) if each.revision == 2]
    app = go(open_page(), receipt=mended.receipt)
    assert "What changed since revision 1" in shown(app)
    click(app, "review_accept")
    assert "is accepted" in app.success[0].value
    assert "review_reopen" in keys(app)
    with pytest.raises(UnknownReceipt):
        review_cases.case(opened.house(), officer(), mended.receipt)


def cell_named(receipt: Receipt, measure: str) -> str:
    case = review_cases.case(opened.house(), REVIEWER, receipt.receipt)
    [cell] = [f"{each.sheet}!{each.cell}" for each in case.says if each.subject == measure and not each.item]
    return cell


def test_several_are_accepted_at_once_but_for_those_with_answers(open_page: Open, workbook: Workbook) -> None:
    app = open_page()
    clean, asked = filed(workbook()), filed(workbook(NEIGHBOUR, **{"PRT-02": ""}), NEIGHBOUR, blank_cell="Nobody knew.")
    go(app)
    assert [row["Questions"] != "" for row in app.dataframe[0].value.to_dict("records")] == [True, False]
    app.text_input(key="review_sought").set_value(clean.receipt.lower()).run()
    assert [row["Receipt"] for row in app.dataframe[0].value.to_dict("records")] == [clean.receipt]
    app.text_input(key="review_sought").set_value("").run()
    click(app, "review_several")
    assert "Left as they are: 1" in shown(app)
    click(app, "review_several_now")
    assert "Accepted: 1 returns." in app.success[0].value
    waiting = review_cases.waiting(opened.house(), REVIEWER)
    assert [each.receipt for each in waiting] == [asked.receipt]
    assert "review_several" not in keys(app)
    go(app, receipt=asked.receipt)
    assert "Nobody knew." in shown(app)
    click(app, "review_accept")
    assert review_cases.waiting(opened.house(), REVIEWER) == []
    assert standing(clean) is Standing.COUNTS


def test_what_is_accepted_is_refused_on_every_way_in_and_opened_on_request(open_page: Open, workbook: Workbook) -> None:
    app = open_page(office=HERE)
    first = filed(workbook())
    house = opened.house()
    desk.accept(house, REVIEWER, [first.receipt])
    place = house.country.places[HERE]
    other = workbook(**{"PRT-02": 8})
    ways_in = (
        receive.examine(other, house=house),
        nil_return(house, visitor=officer(), place=place, quarter=forms.QUARTER, language="en"),
    )
    for examination in ways_in:
        assert [found.code for found in examination.findings if found.severity == "stop"] == ["accepted_already"]
    go(app, SUBMIT)
    assert "has accepted the return of Ainaro" in shown(app)
    assert not app.file_uploader
    assert "submit_nil_button" not in keys(app)
    app.text_area(key="correction_reason").set_value("Two were counted twice.").run()
    click(app, "correction_ask")
    assert "Two were counted twice." in shown(app)
    assert "correction_ask" not in keys(app)
    mine = go(app, MINE)
    assert "✓✓ Accepted" in in_tables(mine)
    assert "my_returns_withdraw" not in keys(mine)

    app = go(open_page())
    assert "Two were counted twice." in shown(app)
    of = f"{HERE}_{forms.QUARTER}"
    app.text_input(key=f"review_answer_{of}").set_value("Yes, please.").run()
    click(app, f"review_grant_{of}")
    assert "can file for 2026-Q3 again" in app.success[0].value
    app = go(open_page(office=HERE), SUBMIT)
    assert "is open for your municipality" in shown(app)
    bring(app, other)
    assert offers_to_file(app)


def test_a_district_that_was_silent_asks_to_be_let_into_a_closed_quarter(open_page: Open, workbook: Workbook) -> None:
    app = open_page(office=HERE)
    house = opened.house()
    desk.close(house, REVIEWER, forms.QUARTER)
    go(app, SUBMIT)
    assert "has closed" in shown(app)
    assert not app.file_uploader
    app.text_area(key="correction_reason").set_value("The officer was ill.").run()
    click(app, "correction_ask")
    desk.reopen(house, REVIEWER, place=HERE, quarter=forms.QUARTER, reason="Granted.")
    go(app, SUBMIT)
    assert "is open for your municipality" in shown(app)
    bring(app, workbook())
    click(app, "submit_file")
    assert [each.place.code for each in review_cases.waiting(house, REVIEWER)] == [HERE]
    neighbour = go(open_page(office=NEIGHBOUR, place=NEIGHBOUR), SUBMIT)
    assert "has closed" in shown(neighbour)


def test_a_request_is_declined_with_a_reason_that_its_office_reads(open_page: Open, workbook: Workbook) -> None:
    app = open_page()
    receipt = filed(workbook())
    house = opened.house()
    desk.accept(house, REVIEWER, [receipt.receipt])
    desk.ask_to_correct(house, officer(), place=HERE, quarter=forms.QUARTER, reason="A typing error.")
    go(app)
    of = f"{HERE}_{forms.QUARTER}"
    app.text_input(key=f"review_answer_{of}").set_value("It changes nothing.").run()
    click(app, f"review_decline_{of}")
    assert review_cases.requests(house, REVIEWER) == []
    assert "It changes nothing." in shown(go(open_page(office=HERE), SUBMIT))


def test_an_accepted_return_is_opened_again_with_a_reason(open_page: Open, workbook: Workbook) -> None:
    app = open_page()
    receipt = filed(workbook())
    desk.accept(opened.house(), REVIEWER, [receipt.receipt])
    go(app, receipt=receipt.receipt)
    assert app.button(key="review_reopen").disabled
    app.text_area(key="review_reopen_reason").set_value("A centre was counted twice.").run()
    click(app, "review_reopen")
    assert "opened again by" in shown(app)
    assert "A centre was counted twice." in shown(app)


def test_what_somebody_filed_themselves_waits_for_somebody_else(open_page: Open, workbook: Workbook) -> None:
    app = open_page()
    house = opened.house()
    content = workbook()
    who = of_the_demo()
    receipt = receive.file(receive.examine(content, house=house), house=house, by=who)
    go(app, receipt=receipt.receipt)
    assert "You filed the return" in shown(app)
    assert not {"review_accept", "review_send_back"} & keys(app)


def of_the_demo() -> Visitor:
    """The reviewer whom the demo lets a visitor be."""
    return Visitor(text("visitor.ministry_mail"), Role.REVIEWER)


def test_a_receipt_that_is_unknown_says_so_and_a_personal_note_is_refused(open_page: Open, workbook: Workbook) -> None:
    app = go(open_page(), receipt="TL01-2026-Q3-R9-00000000")
    assert "There is no such receipt" in shown(app)
    receipt = filed(workbook())
    go(app, receipt=receipt.receipt)
    click(app, "review_send_back")
    app.text_area(key="review_note").set_value("Ring 0812 3456 7890, she knows.").run()
    click(app, "review_send_back_now")
    assert app.error
    assert standing(receipt) is Standing.COUNTS


@pytest.mark.parametrize("language", ["en", "id"])
def test_on_an_empty_demo_the_page_stands_ready(open_page: Open, language: str) -> None:
    app = open_page(lang=language, page=REVIEW)
    assert app.title[0].value
    assert not app.error


def test_a_task_force_has_no_such_page(open_page: Open) -> None:
    app = open_page(office=HERE)
    with pytest.raises(ValueError, match="review"):
        app.switch_page(REVIEW)


@pytest.fixture
def indonesia(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    """A country that asks its provinces first, with three returns of two provinces."""
    for name, value in {"LIMA_VAR": str(tmp_path), "COUNTRY": "IDN"}.items():
        monkeypatch.setenv(name, value)
    for name in ("DATABASE_URL", "LIMA_CONTENT"):
        monkeypatch.delenv(name, raising=False)
    house = opened.house()
    news = [new_return(place, total("PRT-02", 3)) for place in ("32.02", "32.03", "11.01")]
    with writing(house.engine) as connection:
        file_returns(connection, news, country=house.country)
    yield house
    house.engine.dispose()


def test_a_province_passes_on_what_is_its_own_and_the_ministry_accepts_it_then(indonesia: House) -> None:
    def playing(role: str) -> AppTest:
        return go(frame.at_the_menu(**{"as": role, "office": "32"}))

    app = playing("reviewer")
    assert [metric.value for metric in app.metric][:3] == ["0", "not known", "3"]
    assert "Nothing waits here." in shown(app)
    app = playing("province")
    rows = app.dataframe[0].value.to_dict("records")
    assert {row["District"] for row in rows} == {"Kabupaten Sukabumi", "Kabupaten Cianjur"}
    click(app, "review_several")
    click(app, "review_several_now")
    assert "Passed on to the ministry: 2 returns." in app.success[0].value
    receipt = next(each for each in review_cases.waiting(indonesia, REVIEWER) if each.place.code == "32.03")
    go(app, receipt=receipt.receipt)
    assert "You have passed it on" in shown(app)
    assert not {"review_send_back", "review_forward"} & keys(app)
    app = go(playing("reviewer"), receipt=receipt.receipt)
    click(app, "review_accept")
    waiting = review_cases.waiting(indonesia, REVIEWER)
    assert {(each.place.code, each.turn) for each in waiting} == {
        ("32.02", Level.COUNTRY),
        ("11.01", Level.PROVINCE),
    }
    elsewhere = next(each.receipt for each in waiting if each.place.code == "11.01")
    go(app, receipt=elsewhere)
    click(app, "review_forward")
    assert "is passed on to the ministry" in app.success[0].value
    assert "There is no such receipt" in shown(go(playing("province"), receipt=elsewhere))


def test_a_reviewer_sees_what_the_office_was_shown_and_what_the_checks_say_today(
    open_page: Open, workbook: Workbook
) -> None:
    app = open_page()
    house = opened.house()
    content = workbook(**{"PRT-02": ""})
    examination = receive.examine(content, house=house)
    asked = receive.file(examination, house=house, by=officer(), answers={"blank_cell": "Nobody knew."})
    case = review_cases.case(house, REVIEWER, asked.receipt)
    found = review_cases.findings(house, case)
    assert found.same
    assert [each.code for each in found.then or ()] == [each.code for each in examination.findings]
    assert found.either == found.then
    go(app, receipt=asked.receipt)
    assert "the checks say the same today" in shown(app)

    other = Finding("part_over_total", Severity.ASK, "3 Protection", "C9", {"part": 8.0, "total": 7.0, "cell": "C8"})
    then = receive.examine(workbook(NEIGHBOUR), house=house)
    differs = receive.file(then, house=house, by=officer(NEIGHBOUR), shown=[other])
    found = review_cases.findings(house, review_cases.case(house, REVIEWER, differs.receipt))
    assert (found.same, [each.code for each in found.then or ()], found.today) == (False, ["part_over_total"], ())
    go(app, receipt=differs.receipt)
    told = shown(app)
    assert "Hold the office to what it was shown" in told
    assert told.index("The part says 8") < told.index("The checks find nothing in it today")


def test_on_an_earlier_day_the_list_is_what_waited_then_and_nothing_is_decided(
    open_page: Open, workbook: Workbook
) -> None:
    app = open_page()
    house, now = opened.house(), dt.datetime.now(dt.UTC)
    examination = receive.examine(workbook(), house=house)
    receipt = receive.file(examination, house=house, by=officer(), at=now - dt.timedelta(days=3))
    desk.accept(house, REVIEWER, [receipt.receipt])
    assert not go(app).dataframe
    day = (now - dt.timedelta(days=2)).date().isoformat()
    before = go(open_page(), as_of=day, receipt=receipt.receipt)
    assert [row["Receipt"] for row in before.dataframe[0].value.to_dict("records")] == [receipt.receipt]
    assert "Accepted" not in shown(before)
    assert not {"review_several", "review_accept", "review_send_back", "review_reopen"} & keys(before)
    assert "Nothing can be changed while you look at an earlier day" in shown(before)
