"""The page Overview as each kind of visitor finds it."""

from __future__ import annotations

import re

import pytest
from streamlit.testing.v1 import AppTest

from data.catalogue import load_catalogue
from data.countries import load_country
from data.words import text
from tests.pages.public.conftest import Open
from tests.pages.public.reading import as_read
from tests.pages.small_world import HERE, MISLEADING, QUARTERS, only_empty, only_small


def said(app: AppTest) -> str:
    """Everything that is written on the page."""
    written = [*app.markdown, *app.caption, *app.info, *app.warning, *app.header, *app.title]
    return "\n".join(each.value for each in written)


def changes(app: AppTest) -> dict[str, dict[str, str]]:
    """The table of changes, a row by the indicator's name, without the signs that keep Markdown away.

    What stands in grey beneath a cell has a name of its own.
    """
    [table] = [each for each in app.table if "Change" in each.value.columns]
    assert len(table.value.columns) == 3  # a phone shows no more without scrolling aside
    rows = table.value.map(lambda cell: as_read(cell).replace("**", "")).to_dict("records")
    for row in rows:
        row["This quarter"] = row.pop("This quarter, and before")
        for name, beneath in (("Indicator", "Districts"), ("This quarter", "Quarter before"), ("Change", "Sense")):
            row[name], _, told = row[name].partition("  \n:gray[")
            row[beneath] = told.removesuffix("]")
    return {row["Indicator"]: row for row in rows}


@pytest.mark.parametrize(
    ("world", "office", "language"),
    [("small", "", "en"), ("empty", "", "en"), ("empty", "", "id"), ("small", "TL03", "id")],
    indirect=["world"],
)
def test_it_has_five_pillars_for_every_visitor_of_whose_places_something_is_known(
    open_page: Open, office: str, language: str
) -> None:
    app = open_page("overview", office=office, lang=language)
    for pillar in ("policy", "prevention", "protection", "prosecution", "partnership"):
        assert f"**{text(f'workbook.pillars.{pillar}', language)}**" in said(app)


@only_small
def test_it_tells_who_reported_who_in_time_and_who_is_silent_longest(open_page: Open) -> None:
    app = open_page("overview")
    assert "12 of 14 municipalities have reported for Quarter 3, 2026" in said(app)
    assert [(card.label, card.value) for card in app.metric] == [
        ("Municipalities that reported", "12 of 14"),
        ("On time", "4 of 14"),
    ]
    assert "by 20 October 2026" in app.metric[1].delta
    silent = next(each.value for each in app.markdown if "in a row" in each.value)
    assert re.sub(r"\[(.+?)\]\(.+?\)", r"\1", silent).splitlines() == [
        "**Silent for longest**",
        "",
        "- **Dili**: 6 quarters in a row",
        "- **Covalima**: 2 quarters in a row",
    ]
    assert re.findall(r"\[(\w+)\]\(/district\?place=([^&]+)&quarter=2026-Q3&", silent) == [
        ("Dili", "TL06"),
        ("Covalima", "TL05"),
    ]


@only_small
def test_the_centre_that_closes_first_stands_at_the_head(open_page: Open) -> None:
    app = open_page("overview")
    first = next(each.value for each in app.markdown if MISLEADING in each.value)
    assert "at risk" in first
    assert "January 2027" in first
    [link] = [each.proto for each in app.get("page_link") if each.proto.label == text("overview.to_centre")]
    assert (link.page, "centre=TL01-C1" in link.query_string) == ("centre", True)


@only_small
def test_every_number_says_from_how_many_districts_it_comes(open_page: Open) -> None:
    app = open_page("overview")
    country, catalogue = load_country("TLS"), load_catalogue(HERE)
    cards = [each.value for each in app.markdown if ":gray[" in each.value]
    assert len(cards) == 4 + 2 + 4 + 4 + 2
    assert all("12 of 14" in card for card in cards)
    rows = changes(app)
    assert set(rows) == {catalogue.indicators[code].parts[-1].names["en"] for code in country.core}
    assert {row["Districts"] for row in rows.values()} == {"12 of 14 reported; before 12"}


@only_small
def test_better_or_worse_is_said_only_where_a_measure_has_a_direction(open_page: Open) -> None:
    rows = changes(open_page("overview"))
    assert rows["Victims identified (confirmed)"]["Change"] == "+12"
    assert rows["Victims identified (confirmed)"]["Sense"] == ""
    assert rows["Persons convicted under the trafficking law"]["Sense"] == "▲ better"
    waiting = "Defendants awaiting a first-instance judgment at the end of the quarter"
    assert (rows[waiting]["Change"], rows[waiting]["Sense"]) == ("+12", "▼ worse")
    assert rows["Municipal action plan on trafficking in persons in force"]["Change"] == "no change"


@only_small
def test_a_change_that_missing_reports_alone_may_have_made_is_not_judged(open_page: Open) -> None:
    # In the second quarter of 2026 one district fewer reported, and the counts fell.
    row = changes(open_page("overview", quarter="2026-Q2"))["Persons convicted under the trafficking law"]
    assert row["Change"].startswith("−")  # noqa: RUF001 - a real minus
    assert row["Sense"] == "fewer reports"


@only_small
def test_the_first_quarter_has_nothing_to_be_compared_with(open_page: Open) -> None:
    app = open_page("overview", quarter=str(QUARTERS[0]))
    assert {row["Quarter before"] for row in changes(app).values()} == {"no report"}
    assert {row["Change"] for row in changes(app).values()} == {"nothing to compare with"}


@only_small
def test_a_task_force_sees_its_own_district_and_nobody_else_s(open_page: Open) -> None:
    app = open_page("overview", office="TL03")
    assert "those of Baucau" in said(app)
    assert MISLEADING not in said(app)
    assert all("of 14" not in each.value for each in app.markdown if ":gray[" in each.value)


@pytest.mark.parametrize("world", ["small", "empty"], indirect=True)
def test_a_district_without_a_report_has_no_numbers_and_no_zeros(open_page: Open) -> None:
    app = open_page("overview", office="TL06")
    sentence = "has not reported for Quarter 3, 2026 (July to September) yet; nothing is known of it."
    assert as_read(said(app)).count(sentence) == 1
    assert "What changed" not in said(app)
    assert not any("Change" in each.value.columns for each in app.table)


@only_small
def test_an_officer_is_told_first_what_the_district_has_to_send_and_where(open_page: Open) -> None:
    app = open_page("overview", office="TL06")
    place = load_country("TLS").places["TL06"].name
    assert said(app).index(f"**What {place} has to send**") < said(app).index("**Quarter 3, 2026 (July to September): ")
    assert [each.proto.query_string for each in app.get("page_link") if each.proto.page == "submit"] == ["place=TL06"]


@only_small
@pytest.mark.parametrize("role", ["ministry", "province", "donor"])
def test_nobody_else_is_asked_to_send(open_page: Open, role: str) -> None:
    assert "has to send" not in said(open_page("overview", role=role))


@only_small
def test_a_quarter_nobody_knows_is_named(open_page: Open) -> None:
    assert "1999\\-Q1" in said(open_page("overview", quarter="1999-Q1"))


@only_empty
def test_before_anybody_files_it_says_so(open_page: Open) -> None:
    app = open_page("overview")
    assert text("overview.nobody", "en", HERE) in said(app)
    assert app.metric[0].value == "0 of 14"
    assert {row["This quarter"] for row in changes(app).values()} == {"no report"}


@only_small
def test_two_pages_to_take_along_for_those_who_may(open_page: Open) -> None:
    [link] = open_page("overview", lang="id").get("link_button")
    assert link.proto.label == text("briefing.offer", "id")
    assert link.proto.url.startswith("/download/briefing.html?token=")
    assert not open_page("overview", office="TL03").get("link_button")
