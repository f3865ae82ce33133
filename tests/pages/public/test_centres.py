"""The page Centres as each kind of visitor finds it."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from streamlit.testing.v1 import AppTest

from data.model import Quarter
from data.words import money, text
from metrics.funding import Position, Tranche, TrancheStatus, outlook
from pages.parts import centre_choice
from tests.pages.public.conftest import Open
from tests.pages.public.reading import as_read
from tests.pages.small_world import HERE, MISLEADING, NEWEST, SHUT, STEADY, UNCLEAR, only_empty, only_small

NO_BREAK = "\N{NO-BREAK SPACE}"


def rows(app: AppTest) -> list[dict[str, str]]:
    """The table of centres, without the signs that keep Markdown away."""
    cells = app.table[0].value.map(lambda cell: as_read(cell).replace(NO_BREAK, " "))
    return [_apart(row) for row in cells.to_dict("records")]


def _apart(row: dict[str, str]) -> dict[str, str]:
    """What stands beneath a cell under a name of its own; what has none there is the district, above it the status."""
    status, _, row["Centre"] = row["Centre"].partition("  \n")
    found = {"Status": status}
    for name, cell in row.items():
        found[name], *beneath = cell.split("  \n")
        for line in beneath:
            label, _, told = line.removeprefix(":gray[").removesuffix("]").rpartition(": ")
            found[label or "District"] = told
    return found


def said(app: AppTest) -> str:
    return "\n".join(each.value for each in (*app.markdown, *app.caption)).replace(NO_BREAK, " ").replace("\\", "")


@only_small
def test_the_centre_whose_money_ends_first_is_at_the_top(open_page: Open) -> None:
    found = rows(open_page("centres"))
    assert [(row["Centre"], row["Status"], row["Money gone in"]) for row in found] == [
        (MISLEADING, "◆ at risk", "January 2027"),
        (STEADY, "■ secure", "April 2034"),
        (UNCLEAR, "? not known", "not known"),
        (SHUT, "× closed", "closed"),  # noqa: RUF001 - the sign of closed centres
    ]


@only_small
def test_the_numbers_of_the_misleading_case_are_those_of_the_metrics(open_page: Open) -> None:
    """On average its money lasts 16.3 months; it is gone in the fourth."""
    position = Position(
        currency="USD", cash=90_000, quarter_cost=90_000, residents=3, beds=12, sheet_quarter=Quarter(2026, 3)
    )
    payments = [
        Tranche(400_000, "USD", "Foundation of the tests", TrancheStatus.SIGNED, dt.date(2027, 7, 1)),
        Tranche(55_000, "USD", "Somebody_s *pledge*", TrancheStatus.PLEDGED, dt.date(2026, 11, 1)),
    ]
    ahead = outlook(position, payments, as_of=NEWEST.last_day)
    app = open_page("centres")
    assert rows(app)[0] == {
        "Status": "◆ at risk",
        "Centre": MISLEADING,
        "District": "Ainaro",
        "Money gone in": f"{ahead.cash_out:%B %Y}",
        "Months left": f"{ahead.cash_out_months:.1f}",
        "Cost a month": money(ahead.burn or 0, "USD"),
        "Secured, 12 months": money(ahead.secured_12m or 0, "USD"),
        "Beds": "12",
        "Residents": "<5",
    }
    app.switch_page("../public/centre.py").run()
    assert f"it would last {int((ahead.runway_months or 0) * 10) / 10} months" in said(app)
    assert "The money is gone in January 2027, 3.0 months from now." in said(app)


@only_small
def test_a_pledge_is_listed_and_not_counted(open_page: Open) -> None:
    app = open_page("centre")
    payments = (
        next(each for each in app.table if "Stage" in each.value)
        .value.map(lambda cell: cell.replace("\\", ""))
        .values.tolist()
    )
    assert payments == [
        ["1 November 2026", "Somebody_s *pledge*", "USD 55,000", "pledged  \n:gray[not counted]"],
        ["1 July 2027", "Foundation of the tests", "USD 400,000", "signed  \n:gray[counts from its day]"],
    ]
    assert text("centres.pledges") in said(app)


@only_small
def test_what_closes_and_what_keeps_it_open_comes_before_all_figures_and_no_table_is_wide(open_page: Open) -> None:
    app = open_page("centre")
    told = said(app)
    order = [told.index(each) for each in ("is gone in January 2027", "it needs", "beds would be lost", "Cost a month")]
    assert order == sorted(order)
    assert max(len(each.value.columns) for each in app.table) == 4


@only_small
def test_few_residents_are_never_told_exactly(open_page: Open) -> None:
    app = open_page("centres")
    assert [row.get("Residents") for row in rows(app)] == ["<5", "9", "<5", None]


@only_small
def test_the_line_of_the_balance_touches_zero_and_rises_with_the_payment(open_page: Open) -> None:
    [figure] = open_page("centre").get("plotly_chart")
    line, payments, cross, promised = json.loads(figure.proto.spec)["data"]
    corners = dict(zip(line["x"], line["y"], strict=True))
    assert (corners["2027-01-01"], corners["2027-07-01"]) == (0.0, 400_000.0)
    assert payments["x"] == ["2027-07-01"]
    assert cross["x"] == ["2027-01-01"]
    assert (promised["line"]["dash"], promised["hoverinfo"]) == ("dot", "skip")
    assert dict(zip(promised["x"], promised["y"], strict=True))["2026-11-01"] == 60_000 + 55_000


@only_small
def test_calendar_and_cliff_say_when_and_how_much_is_not_paid_for(open_page: Open) -> None:
    app = open_page("centres")
    bars, cliff = (json.loads(each.proto.spec)["data"] for each in app.get("plotly_chart"))
    assert bars[0]["x"] == [3.0, 24.0]
    calendar, table = (each.value.map(as_read) for each in app.table[1:3])
    named = {month: (names, beds) for month, names, _, beds in calendar.itertuples(index=False)}
    assert named["January 2027"] == (f"◆ {MISLEADING}", "12")
    assert named["December 2026"] == ("", "0")
    assert named["Later, or with no end"] == ("", "12")
    assert named["Insufficient data"] == (f"? {UNCLEAR}", "12")
    lacking = dict(zip(table["Quarter"], table["Not paid for"], strict=True))
    assert [lacking[f"Q{quarter}"] for quarter in ("4 2026", "1 2027", "2 2027", "3 2027")] == [
        "USD 0",
        "USD 90,000",
        "USD 90,000",
        "USD 0",
    ]
    assert cliff[1]["y"][:4] == [0, 90_000, 90_000, 0]
    assert "1 open centres are not in it" in said(app)


@only_small
def test_a_link_opens_one_centre_with_what_keeps_it_open_to_a_month(open_page: Open) -> None:
    app = open_page("centre", centre="TL01-C1", month="2027-03")
    assert app.selectbox(key="centre").value == "TL01-C1"
    assert "To stay open to the end of March 2027 it needs USD 90,000 more, in hand by 1 January 2027." in said(app)
    app.selectbox(key="month").select("2026-12").run()
    assert "To the end of December 2026 it is paid for" in said(app)
    app.selectbox(key="month").select("2027-12").run()
    assert "it needs USD 180,000 more" in said(app)  # the payment of July is bridged, not paid twice


@only_small
def test_of_very_many_centres_a_province_is_chosen_first_and_a_link_brings_its_own(
    open_page: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(centre_choice, "MANY", 1)
    app = open_page("centre", centre="TL03-C1")
    assert app.selectbox(key="centre_province").value == "TL03"
    assert app.selectbox(key="centre").value == "TL03-C1"
    app.selectbox(key="centre_province").select("TL01").run()
    assert app.selectbox(key="centre").value == "TL01-C1"
    app.query_params["centre"] = "TL02-C1"
    assert app.run().selectbox(key="centre_province").value == "TL02"
    assert (app.selectbox(key="centre").value, len(app.selectbox(key="centre").options)) == ("TL02-C1", 1)


@only_small
def test_what_a_closure_would_cost(open_page: Open) -> None:
    app = open_page("centre", centre="TL01-C1", reach="50")
    assert "12 beds would be lost. Timor-Leste has 36 in centres that are open (3 of 3 centres told theirs)." in said(
        app
    )
    nearest = next(each for each in app.table if "Straight line" in each.value).value.map(as_read)
    assert {name.partition("  \n")[0] for name in nearest["Centre"]} == {STEADY, UNCLEAR}
    assert set(nearest["Free beds"]) == {"3", "at least 8"}  # of three residents the exact number would tell
    assert any(each.value.startswith("1: Ainaro") or "Ainaro" in each.value for each in app.markdown)


@only_small
@pytest.mark.parametrize(("code", "why"), [("TL03-C1", "The cash in hand was not reported."), ("TL03-C2", "1 August")])
def test_of_a_centre_without_data_or_closed_no_amount_is_guessed(open_page: Open, code: str, why: str) -> None:
    app = open_page("centre", centre=code)
    assert why in said(app)
    assert text("centre.insufficient") in said(app)
    assert text("centres.no_balance") in said(app)


@only_small
def test_before_its_first_sheet_a_centre_is_not_there(open_page: Open) -> None:
    app = open_page("centres", quarter="2026-Q2")
    assert [each.value for each in app.info] == [text("centres.none", "en", HERE)]


@only_small
def test_a_task_force_sees_its_own_centres(open_page: Open) -> None:
    found = rows(open_page("centres", office="TL03"))
    assert [row["Centre"] for row in found] == [UNCLEAR, SHUT]


@only_small
def test_a_task_force_without_a_centre_is_told_that_others_are_not_shown(open_page: Open) -> None:
    assert [each.value for each in open_page("centres", office="TL13").info] == [text("centres.none_of_yours")]


@only_empty
def test_before_anybody_files_it_says_so(open_page: Open) -> None:
    app = open_page("centres")
    assert [each.value for each in app.info] == [text("centres.none", "en", HERE)]
    assert not app.table
