"""Several workbooks at once on the page Submit: a line for each, the clean ones filed, the others opened one by one."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

import openpyxl
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest

from data.intake import receive
from pages.api import downloads
from pages.parts import links, opened
from tests.data.intake.test_several import zipped
from tests.pages.taskforce.test_submit import HERE, MINISTRY, NEIGHBOUR, Open, country, open_page, press, said, workbook

__all__ = ["country", "open_page", "workbook"]

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

Workbook = Callable[..., bytes]


def bring(app: AppTest, **files: bytes) -> AppTest:
    app.toggle(key="submit_several").set_value(True).run()
    sent = [(f"{name}.{'zip' if name.startswith('zip') else 'xlsx'}", content, XLSX) for name, content in files.items()]
    app.file_uploader[0].set_value(sent).run()
    assert not app.exception
    return app


def table(app: AppTest) -> dict[str, dict[str, str]]:
    rows = app.dataframe[0].value.to_dict("records")
    return {row["File"]: row for row in rows}


def file_clean(app: AppTest) -> AppTest:
    app.button(key="submit_many_file").click().run()
    assert not app.exception
    return app


@pytest.fixture
def three(open_page: Open, workbook: Workbook) -> AppTest:
    """The ministry brings a clean workbook, and a zip of one with a question and one that is broken."""
    packed = zipped({"asks.xlsx": workbook(NEIGHBOUR, **{"PRT-02": None}), "bad.xlsx": b"PK broken"})
    return bring(open_page(), clean=workbook(), zip=packed)


def test_each_file_has_its_line_and_only_the_clean_are_filed(three: AppTest) -> None:
    assert "Files: 3. Filed: 0. Can be filed: 1. With questions: 1. To be corrected: 1." in said(three)
    assert {name: row["Outcome"] for name, row in table(three).items()} == {
        "clean.xlsx": "Can be filed",
        "zip.zip/asks.xlsx": "Has questions",
        "zip.zip/bad.xlsx": "To be corrected",
    }
    file_clean(three)
    assert "Filed: 1." in said(three)
    assert table(three)["clean.xlsx"]["What to do"].startswith("TL01-2026-Q3-R1-")
    assert "submit_many_file" not in [button.key for button in three.button]


def test_one_with_a_question_is_opened_answered_and_filed(three: AppTest) -> None:
    chooser = three.selectbox(key="submit_many_open")
    assert chooser.options == ["clean.xlsx", "zip.zip/asks.xlsx", "zip.zip/bad.xlsx"]
    chooser.select("zip.zip/asks.xlsx").run()
    assert three.button(key="submit_file").disabled
    [asked] = three.text_area
    asked.set_value("The register was lost in July.").run()
    press(three)
    assert table(three)["zip.zip/asks.xlsx"]["What to do"].startswith("TL02-2026-Q3-R1-")
    assert "zip.zip/asks.xlsx" not in three.selectbox(key="submit_many_open").options


def test_the_summary_is_fetched_as_both_kinds_of_file_by_its_visitor_alone(three: AppTest) -> None:
    addresses = {button.key: button.proto.url for button in three.link_button}
    with TestClient(Starlette(routes=[downloads.route(opened.house)])) as client:
        answers = {kind: client.get(addresses[f"submit_many_{kind}"]) for kind in ("xlsx", "csv")}
        assert client.get(addresses["submit_many_csv"]).status_code == 200
        key = three.session_state["submit_many_held"][0]["csv"]
        stolen = links.signed(opened.house(), "summary.csv", visitor=MINISTRY, key=key)
        assert client.get(stolen).status_code == 403
    assert {kind: answer.status_code for kind, answer in answers.items()} == {"xlsx": 200, "csv": 200}
    rows = list(csv.reader(io.StringIO(answers["csv"].content.decode("utf-8-sig"))))
    assert [row[0] for row in rows[-3:]] == ["clean.xlsx", "zip.zip/asks.xlsx", "zip.zip/bad.xlsx"]
    sheet = openpyxl.load_workbook(io.BytesIO(answers["xlsx"].content)).worksheets[0]
    assert sheet.max_row == len(rows)


def test_two_of_one_district_are_not_filed_over_each_other(open_page: Open, workbook: Workbook) -> None:
    app = bring(open_page(office=HERE), one=workbook(**{"PRT-02": 7}), two=workbook(**{"PRT-02": 8}))
    file_clean(app)
    outcomes = [row["Outcome"] for row in table(app).values()]
    assert outcomes == ["Filed", "To be corrected"]
    assert "filed in between" in table(app)["two.xlsx"]["What to do"]
    app.selectbox(key="submit_many_open").select("two.xlsx").run()
    assert "Cells changed: 1." in said(app)
    press(app)
    assert "R2" in table(app)["two.xlsx"]["What to do"]


def test_what_is_filed_already_and_what_would_be_replaced_is_told(open_page: Open, workbook: Workbook) -> None:
    house_of = open_page(office=HERE)
    house = opened.house()
    content = workbook()
    first = receive.file(receive.examine(content, house=house), house=house, by=MINISTRY)
    app = bring(house_of, same=content, other=workbook(**{"PRT-02": 7}))
    rows = table(app)
    assert (rows["same.xlsx"]["Outcome"], rows["same.xlsx"]["What to do"]) == ("Filed", first.receipt)
    assert "1 would replace a return" in app.warning[0].value
    assert rows["other.xlsx"]["What to do"] == "Cells changed: 1, added: 0, removed: 0."
    file_clean(app)
    assert "R2" in table(app)["other.xlsx"]["What to do"]


def test_a_task_force_files_nothing_of_others(open_page: Open, workbook: Workbook) -> None:
    app = bring(open_page(office=HERE), mine=workbook(), theirs=workbook(NEIGHBOUR))
    file_clean(app)
    assert [row["Outcome"] for row in table(app).values()] == ["Filed", "To be corrected"]
    assert "may not file for" in table(app)["theirs.xlsx"]["What to do"]


def test_a_file_is_looked_at_once(open_page: Open, workbook: Workbook, monkeypatch: pytest.MonkeyPatch) -> None:
    app = bring(open_page(office=HERE), one=workbook())
    monkeypatch.setattr(receive, "examine", lambda *_, **__: pytest.fail("looked at again"))
    app.run()
    assert not app.exception
    assert table(app)["one.xlsx"]["Outcome"] == "Can be filed"
