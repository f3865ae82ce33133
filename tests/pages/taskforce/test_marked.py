"""The button that gives a sender their own workbook back with its cells marked."""

from __future__ import annotations

import io
from collections.abc import Callable

import openpyxl
import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest

from data.intake import receive
from data.intake.findings import Finding, Severity
from data.intake.receive import Examination
from data.words import text
from pages.api import downloads
from pages.parts import opened
from tests.data.intake import forms
from tests.pages.taskforce.test_submit import HERE, Open, bring, country, open_page, workbook

__all__ = ["country", "open_page", "workbook"]

BUTTON = "submit_marked_copy"


def url(app: AppTest) -> str:
    [found] = [each.proto.url for each in app.link_button if each.key == BUTTON]
    return str(found)


def offered(app: AppTest) -> bool:
    return any(each.key == BUTTON for each in app.link_button)


def test_the_sender_of_a_broken_workbook_fetches_it_with_the_cells_marked(
    open_page: Open, workbook: Callable[..., bytes]
) -> None:
    content = workbook(**{"PRT-02": "seven", "PRT-04": -1})
    app = bring(open_page(office=HERE), content)
    [button] = [each for each in app.link_button if each.key == BUTTON]
    assert button.value == text("marked.download", "en")
    with TestClient(Starlette(routes=[downloads.route(opened.house)])) as client:
        answer = client.get(url(app))
    assert answer.status_code == 200, answer.text
    book = openpyxl.load_workbook(io.BytesIO(answer.content))
    sheet, letters, row = forms.spot(content, "PRT-02")
    comment = book[sheet][f"{letters}{row}"].comment.text
    assert text("marked.stop", "en") in comment
    assert text("findings.not_a_number", "en", found="seven") in comment
    assert "PRT" not in comment


def test_nothing_is_offered_where_nothing_was_found_in_a_cell(
    open_page: Open, workbook: Callable[..., bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not offered(open_page(office=HERE))
    for findings in ((), (Finding("old_template", Severity.STOP),)):
        found = Examination(workbook(), findings)
        monkeypatch.setattr(receive, "examine", lambda *_, found=found, **__: found)
        assert not offered(bring(open_page(office=HERE), workbook()))


def test_nothing_is_offered_of_a_file_that_is_not_opened(open_page: Open) -> None:
    app = bring(open_page(office=HERE), b"PK\x03\x04 no workbook")
    assert app.error
    assert not offered(app)


def test_a_rerun_for_another_reason_keeps_what_waits_and_a_fetched_one_is_made_anew(
    open_page: Open, workbook: Callable[..., bytes]
) -> None:
    app = bring(open_page(office=HERE), workbook(**{"PRT-02": "seven"}))
    key = app.session_state["submit_marked"][0]
    app.run()
    assert app.session_state["submit_marked"][0] == key
    with TestClient(Starlette(routes=[downloads.route(opened.house)])) as client:
        assert client.get(url(app)).status_code == 200
        app.run()
        assert app.session_state["submit_marked"][0] != key
        assert client.get(url(app)).status_code == 200
