"""The pages Assistance and Justice as each kind of visitor finds them."""

from __future__ import annotations

import re

import pytest
from streamlit.testing.v1 import AppTest

from data.words import text
from pages.parts import links, opened
from pages.parts.spreadsheets import CSV
from tests.pages.public.conftest import Open
from tests.pages.public.reading import as_read
from tests.pages.small_world import NEWEST, only_empty, only_small

PAGES = ("assistance", "justice")


def said(app: AppTest) -> str:
    kinds = ("title", "info", "warning", "caption", "markdown", "header", "subheader")
    return as_read("\n".join(str(each.value) for kind in kinds for each in app.get(kind)))


@pytest.mark.parametrize("world", ["real"], indirect=True)
@pytest.mark.parametrize(("page", "office", "language"), [("assistance", "TL03", "id"), ("justice", "", "id")])
def test_it_opens_for_every_visitor(open_page: Open, page: str, office: str, language: str) -> None:
    app = open_page(page, office=office, lang=language)
    assert app.title[0].value == text(f"{page}.title", language)
    place = app.selectbox(key="place")
    assert place.value == (office or "TLS")
    assert len(app.header) >= 5


@only_empty
@pytest.mark.parametrize("page", PAGES)
def test_where_nobody_has_filed_nothing_is_made_of_nothing(open_page: Open, page: str) -> None:
    app = open_page(page)
    told = said(app)
    assert ("none of 14 municipalities" in told) == (page == "assistance")
    assert ("0 of 14 municipalities have figures" in told) == (page == "justice")
    assert not re.search(r"\b0%|\bnan\b", told)
    tables = "\n".join(table.value.to_csv() for table in app.table)
    assert "no report" in tables
    assert "nan" not in tables


@only_small
def test_convictions_stand_at_the_top_beside_the_protection_of_victims(open_page: Open) -> None:
    app = open_page("justice", quarter=str(NEWEST))
    first = as_read(app.markdown[0].value)
    assert re.match(
        r"People convicted under the trafficking law: \*\*\d+\*\* in Q3 2026, \*\*\d+\*\* in Q3 2025", first
    )
    assert "Counted in the 12 of 14 municipalities" in first
    cards = "\n".join(as_read(each.value) for each in app.markdown[1:6])
    for name in ("under the trafficking law", "another law", "protection measure", "legal aid", "assisted"):
        assert name in cards


@only_small
def test_a_lag_and_a_breakdown_stand_in_the_address(open_page: Open) -> None:
    app = open_page("justice", quarter=str(NEWEST), lag="4")
    assert app.selectbox(key="lag").value == "4"
    assert any("Q3 2025" in table.value.columns for table in app.table)
    app = open_page("assistance", of="PRT-04")
    assert app.selectbox(key="of").value == "PRT-04"
    assert "The form does not ask this of this number: Within the country or across a border" in said(app)
    assert app.query_params["of"] == ["PRT-04"] or app.query_params["of"] == "PRT-04"


@only_small
def test_every_table_can_be_taken_away_with_the_numbers_of_the_page(open_page: Open) -> None:
    from pages.api import downloads

    house = opened.house()
    for page in PAGES:
        app = open_page(page)
        app.session_state["chain_files"] = True
        offered = "\n".join(each.value for each in app.run().markdown)
        tokens = re.findall(r"/download/table\.csv\?token=([^)]+)\)", offered)
        assert len(tokens) >= 6
        for token in tokens:
            wanted = links.read(house, "table.csv", token)
            answer = downloads.table_csv(house, wanted.visitor, wanted.parameters)
            assert answer.media_type == CSV
            assert b"Timor-Leste" in answer.body


@only_small
def test_the_overview_leads_to_both_answers(open_page: Open) -> None:
    app = open_page("overview", quarter=str(NEWEST))
    ways = {each.proto.label: each.proto.query_string for each in app.get("page_link")}
    for page in PAGES:
        assert str(NEWEST) in ways[text(f"{page}.to_page", "en")]
