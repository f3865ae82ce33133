"""The page Centres as each kind of visitor finds it."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from streamlit.testing.v1 import AppTest

from data.model import Quarter
from data.words import money, text
from metrics.funding import Position, Tranche, TrancheStatus, outlook
from tests.pages.public.conftest import Open
from tests.pages.small_world import MISLEADING, NEWEST, SHUT, STEADY, UNCLEAR, only_empty, only_small

NO_BREAK = "\N{NO-BREAK SPACE}"


def rows(app: AppTest) -> list[dict[str, str]]:
    """The table of centres, without the signs that keep Markdown away."""
    cells = app.table[0].value.map(lambda cell: cell.replace("\\", "").replace(NO_BREAK, " "))
    return list(cells.to_dict("records"))


def said(app: AppTest) -> str:
    return "\n".join(each.value for each in (*app.markdown, *app.caption)).replace(NO_BREAK, " ").replace("\\", "")


@pytest.mark.parametrize(("office", "language"), [("", "en"), ("", "id"), ("TL03", "id"), ("TL06", "en")])
def test_it_opens_for_every_visitor(open_page: Open, office: str, language: str) -> None:
    app = open_page("centres", office=office, lang=language)
    assert app.title[0].value == text("centres.title", language)


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
    assert f"it would last {int((ahead.runway_months or 0) * 10) / 10} months" in said(app)
    assert "The money is gone in January 2027, 3.0 months from now." in said(app)


@only_small
def test_a_pledge_is_listed_and_not_counted(open_page: Open) -> None:
    app = open_page("centres")
    payments = app.table[1].value.map(lambda cell: cell.replace("\\", "")).values.tolist()
    assert payments == [
        ["1 November 2026", "Somebody_s *pledge*", "USD 55,000", "pledged", "not counted"],
        ["1 July 2027", "Foundation of the tests", "USD 400,000", "signed", "counts from its day"],
    ]
    assert text("centres.pledges") in said(app)


@only_small
def test_few_residents_are_never_told_exactly(open_page: Open) -> None:
    app = open_page("centres")
    assert [row["Residents"] for row in rows(app)] == ["<5", "9", "<5", ""]


@only_small
def test_the_line_of_the_balance_touches_zero_and_rises_with_the_payment(open_page: Open) -> None:
    bars, balance = (json.loads(each.proto.spec) for each in open_page("centres").get("plotly_chart"))
    assert bars["data"][0]["x"] == [3.0, 24.0]
    line, payments, cross, promised = balance["data"]
    corners = dict(zip(line["x"], line["y"], strict=True))
    assert (corners["2027-01-01"], corners["2027-07-01"]) == (0.0, 400_000.0)
    assert payments["x"] == ["2027-07-01"]
    assert cross["x"] == ["2027-01-01"]
    assert (promised["line"]["dash"], promised["hoverinfo"]) == ("dot", "skip")
    assert dict(zip(promised["x"], promised["y"], strict=True))["2026-11-01"] == 60_000 + 55_000


@only_small
def test_a_link_opens_one_centre(open_page: Open) -> None:
    app = open_page("centres", centre="TL03-C1")
    assert app.selectbox(key="centre").value == "TL03-C1"
    assert "The cash in hand was not reported." in said(app)
    assert text("centres.no_balance") in said(app)
    app.selectbox(key="centre").select("TL03-C2").run()
    assert "The centre closed on 1 August 2026." in said(app)


@only_small
def test_before_its_first_sheet_a_centre_is_not_there(open_page: Open) -> None:
    app = open_page("centres", quarter="2026-Q2")
    assert [each.value for each in app.info] == [text("centres.none")]


@only_small
def test_a_task_force_sees_its_own_centres(open_page: Open) -> None:
    found = rows(open_page("centres", office="TL03"))
    assert [row["Centre"] for row in found] == [UNCLEAR, SHUT]


@only_empty
def test_before_anybody_files_it_says_so(open_page: Open) -> None:
    app = open_page("centres")
    assert [each.value for each in app.info] == [text("centres.none")]
    assert not app.table
