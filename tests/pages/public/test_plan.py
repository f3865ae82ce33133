"""The page Plan: what it judges, what it leaves unjudged, and what it says to whom."""

from __future__ import annotations

import math
import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data.catalogue import load_catalogue
from data.countries import load_country
from data.model import Kind, Role
from data.words import text
from pages.parts.summary import core_indicators
from tests.pages.map_world import page, settle
from tests.pages.public.conftest import Open
from tests.pages.public.reading import as_read
from tests.pages.small_world import NEVER, NEWEST, QUARTERS, SILENT, only_empty, only_small, value

SIGNS = "★●◐○▼"
ENDED = """
names: {en: An old plan, id: Rencana lama}
status: adopted
starts: "2023-01-01"
ends: "2025-12-31"
source: act
sources: {act: {title: {en: An act, id: Sebuah aturan}, number: ACT 1/2023, status: ended}}
targets:
  PRO-07: {by_year: {"2025": 900}, source: act}
  PRO-10: {baseline: 90, since: 2022-Q4, by_year: {"2025": 10}, source: act}
milestones:
- {key: guide, names: {en: A guide, id: Sebuah pedoman}, pillar: policy, state: issued, source: act,
   evidence: {number: GUIDE 1}}
- {key: law, names: {en: A law, id: Sebuah undang-undang}, pillar: policy, state: open, due: "2025-06-30", source: act}
"""


def said(app: AppTest) -> str:
    kinds = ("title", "info", "warning", "caption", "markdown", "header")
    return as_read("\n".join(str(each.value) for kind in kinds for each in app.get(kind)))


def rows(app: AppTest, number: int) -> list[dict[str, str]]:
    table = app.table[number].value.map(as_read).to_dict("records")
    return [{str(key): str(cell) for key, cell in row.items()} for row in table]


def row_of(app: AppTest, measure: str) -> dict[str, str]:
    found = [
        row
        for number in range(len(app.table))
        for row in rows(app, number)
        if f"[{measure}]" in next(iter(row.values()))
    ]
    assert len(found) == 1
    return found[0]


def of_country(measure: str) -> list[float]:
    """The sums of a measure over the districts of the small world, quarter by quarter."""
    country, catalogue = load_country("TLS"), load_catalogue()
    sums = []
    for quarter in QUARTERS:
        core = core_indicators(catalogue, country, quarter)
        parts = [part.measure for each in core for part in each.parts if part.kind is not Kind.RATIO]
        filed = [
            number
            for number, place in enumerate(country.districts(quarter))
            if place.code != NEVER and not (place.code == SILENT and quarter > NEWEST - 2)
        ]
        sums.append(sum(value(parts.index(measure), number, quarter) for number in filed))
    return sums


@pytest.mark.parametrize(("office", "language"), [("", "id"), ("TL03", "en")])
def test_it_opens_in_every_world_and_lists_what_nobody_counts(open_page: Open, office: str, language: str) -> None:
    app = open_page("plan", office=office, lang=language)
    assert app.title[0].value == text("plan.title", language)
    blind = rows(app, len(app.table) - 1)
    assert "Palermo" in blind[-1][text("plan.columns.instrument", language)]
    assert any(text("plan.number_to_be_checked", language) in str(row) for row in blind)
    assert text("plan.milestones", language) in said(app)


@only_small
def test_a_flow_is_added_up_over_the_quarters_that_have_a_figure(open_page: Open) -> None:
    row, sums = row_of(open_page("plan"), "PRO-07"), of_country("PRO-07")
    expected = (3 * 12 + 3 * 14) / 4
    assert f"{sum(sums):,.0f}, expected {expected:,.0f}" in row["Ratio and standing"]
    assert "over the 6 of 7 quarters that have a figure" in row["Ratio and standing"]
    assert row["This quarter"].startswith(f"**{sums[-1]:,.0f}**")
    assert "12 of 14" in row["This quarter"]


@only_small
def test_a_state_is_measured_from_its_baseline(open_page: Open) -> None:
    row, now = row_of(open_page("plan"), "PRO-10"), of_country("PRO-10")[-1]
    ratio = ((now - 12) / (5 - 12)) / (7 / 20)
    told = row["Ratio and standing"]
    assert f"−{abs(math.floor(ratio * 100) / 100):,.2f}" in told  # noqa: RUF001 - a real minus
    assert "▼" in told
    assert "from 12 (Q4 2024) · to 5 by 2029 · quarter 7 of 20" in row["Measure and target"]


@only_small
def test_what_is_neither_good_nor_bad_has_no_band(open_page: Open) -> None:
    app = open_page("plan")
    for measure in ("PRT-01", "PRT-02", "PRO-01", "PRO-05"):
        assert row_of(app, measure)["Ratio and standing"].startswith(":gray[not judged]")
    assert "expected" in row_of(app, "PRT-02")["Ratio and standing"]  # the plan wants a number of it
    assert max(len(each.value.columns) for each in app.table) == 4  # a phone shows no more without scrolling aside


@only_small
def test_how_sure_the_numbers_are_is_told_with_its_components(open_page: Open) -> None:
    app = open_page("plan")
    assert "Returns in time: 4 of 14." in said(app)
    assert "Returns with a question still open: 0 of 12." in said(app)
    assert "●○○ weakly founded" in row_of(app, "PRO-07")["This quarter"]


@only_small
def test_the_demo_says_that_its_plan_is_invented_and_the_real_one_can_be_chosen(open_page: Open) -> None:
    app = open_page("plan")
    assert text("plan.invented") in said(app)
    app.selectbox(key="plan").set_value("pan-2026-2030").run()
    assert text("plan.invented") not in said(app)
    assert "The plan runs from 1 January 2026 to 31 December 2030." in said(app)
    assert row_of(app, "PRO-07")["Ratio and standing"] == ":gray[no target entered]"


@only_small
def test_a_task_force_sees_the_plan_and_not_the_country_s_figures(open_page: Open) -> None:
    app = open_page("plan", office="TL03")
    assert text("plan.withheld") in [each.value for each in app.info]
    assert not any("Ratio and standing" in row for number in range(len(app.table)) for row in rows(app, number))
    assert "Standing" in rows(app, 0)[0]
    assert text("plan.scorecard") not in [each.value for each in app.header]  # no heading over nothing


@only_empty
def test_before_anybody_files_there_are_targets_and_no_bands(open_page: Open) -> None:
    row = row_of(open_page("plan"), "PRO-10")
    assert row["Ratio and standing"] == ":gray[no figure]  \nnot known, expected 10"
    assert row["This quarter"] == "**no report**"
    assert "to 5 by 2029" in row["Measure and target"]


@pytest.mark.parametrize("filled", [True, False])
def test_every_role_that_reads_figures_has_the_page_and_no_other(
    filled: bool, small_var: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settle(monkeypatch, small_var if filled else tmp_path)
    for role in (Role.REVIEWER, Role.LEADERSHIP):
        assert "Ratio and standing" in rows(page("plan", **{"as": role}), 0)[0]
    own = page("plan", **{"as": Role.TASKFORCE, "office": "TL03"})
    assert (text("plan.withheld") in said(own)) is filled
    # Who administers has no page of figures: they are sent to their own.
    with pytest.raises(ValueError, match="Could not find"):
        page("plan", **{"as": Role.ADMINISTRATOR}).switch_page("../public/plan.py")


@pytest.fixture
def ended(tmp_path: Path, small_var: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    file = tmp_path / "countries" / "tls" / "plan" / "pan-2026-2030.yaml"
    file.parent.mkdir(parents=True)
    file.write_text(ENDED, "utf-8")
    settle(monkeypatch, small_var, LIMA_CONTENT=str(tmp_path))
    return page("plan", plan="pan-2026-2030")


def test_after_its_end_values_stand_in_grey_beside_the_last_target_and_nothing_is_judged(ended: AppTest) -> None:
    [warning] = ended.warning
    assert warning.value.startswith("This plan ended on 31 December 2025. A successor has not been entered.")
    year = sum(of_country("PRO-07")[-4:])
    told = row_of(ended, "PRO-07")
    assert f":gray[last four quarters: {year:,.0f}, last year's target 900]" in told["Ratio and standing"]
    assert f"{of_country('PRO-10')[-1]:,.0f}, last target 10" in row_of(ended, "PRO-10")["Ratio and standing"]
    assert told["Ratio and standing"].startswith(":gray[plan ended]")
    standings = [row["Ratio and standing"] for number in range(5) for row in rows(ended, number)]
    assert not [each for each in standings if re.search(f"[{SIGNS}]", each)]
    assert "Furthest behind" not in said(ended)


def test_issued_without_a_document_stays_amber_and_what_is_late_comes_first(ended: AppTest) -> None:
    late, unproven = (row for row in rows(ended, 5))
    assert ("A law" in late["Milestone"], late["Standing"], late["Due"]) == (True, ":red[○ overdue]", "30 June 2025")
    assert unproven["Standing"].startswith(":orange[◐ issued, proof incomplete]")
    assert "missing: the document, its day" in unproven["Standing"]


@only_small
def test_the_overview_names_the_pillar_furthest_behind_and_leads_to_the_plan(open_page: Open) -> None:
    app = open_page("overview")
    [line] = [each.value for each in app.markdown if each.value.startswith("Furthest behind the country's plan: ")]
    assert f"Furthest behind: **{line.split(': ')[1].split('.')[0]}**." in said(open_page("plan"))
    [link] = [each.proto for each in app.get("page_link") if each.proto.page == "plan"]
    assert {f"quarter={NEWEST}", "plan=tls"} <= set(link.query_string.split("&"))


@only_empty
def test_the_overview_says_nothing_of_the_plan_where_nothing_can_be_judged(open_page: Open) -> None:
    app = open_page("overview")
    assert [
        each for each in app.markdown if each.value.startswith(("Furthest behind", "Every measure of the plan"))
    ] == []
    assert not [each.proto for each in app.get("page_link") if each.proto.page == "plan"]
