"""The page Checks: every rule in the visitor's language, to be searched."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data.words import languages, text
from pages.parts.rule_lines import rule_lines
from tests.pages import frame, small_world


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    for variable, value in small_world.settings(tmp_path).items():
        monkeypatch.setenv(variable, value)
    monkeypatch.delenv("LIMA_CONTENT", raising=False)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    return frame.at_the_menu()


def said(app: AppTest) -> str:
    return "\n".join(each.value for each in (*app.markdown, *app.caption, *app.info)).replace("\\", "")


@pytest.mark.parametrize("language", languages())
def test_every_rule_is_told_with_what_it_does_and_where_it_comes_from(opened: AppTest, language: str) -> None:
    opened.query_params["lang"] = language
    page = opened.switch_page("../taskforce/checks.py").run()
    assert not page.exception
    for line in rule_lines({}, language, small_world.HERE):
        assert line.rule in said(page)
        assert line.do in said(page)
    assert text("checks.source", language, numbers="C-15, C-50") in said(page)
    assert text("checks.house", language) in said(page)


def test_it_can_be_searched_and_says_when_nothing_is_found(opened: AppTest) -> None:
    page = opened.switch_page("../taskforce/checks.py").run()
    page.text_input(key="rule_search").set_value("C-18").run()
    assert "Restitution paid so far" in said(page)
    assert "No more villages" not in said(page)
    assert text("checks.found", "en", count=1, all=len(rule_lines({}, "en"))) in said(page)
    page.text_input(key="rule_search").set_value("nosuchword").run()
    assert text("checks.nothing", "en") in said(page)
