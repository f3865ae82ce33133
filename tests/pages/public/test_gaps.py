"""The page Gaps as each kind of visitor finds it: needs and money of the same centres, once, and as far as they may."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from streamlit.testing.v1 import AppTest

from data.funding.vocabulary import AgreedTranche, Agreement, CostKind, CostLine, Instrument, SourceKind
from data.model import Role, Visitor
from data.settings import read_settings
from data.store import ledger
from data.store.engine import writing
from data.store.house import open_house
from data.words import text
from pages.parts import gap_files, released_gaps
from tests.pages import small_world
from tests.pages.public.conftest import Open
from tests.pages.public.reading import as_read
from tests.pages.small_world import HERE, only_empty, only_small

REVIEWER = Visitor("reviewer@example.org", Role.REVIEWER)
DAY = dt.date(2026, 11, 20)


def tables(app: AppTest) -> dict[str, list[list[str]]]:
    """Every table by its first two headings, without what keeps letters from being Markdown; / parts the lines."""
    found = {}
    for each in app.table:
        cells = each.value.map(lambda cell: _plain(as_read(cell)))
        found["/".join(cells.columns[:2])] = cells.to_numpy().tolist()
    return found


def _plain(cell: str) -> str:
    lines = re.sub(r":gray\[(.*?)\]", r"\1", cell.replace("\N{NO-BREAK SPACE}", " "))
    return lines.replace("  \n", " / ")


def said(app: AppTest) -> str:
    return "\n".join(each.value for each in (*app.markdown, *app.caption, *app.info)).replace("\\", "")


@only_small
@pytest.mark.parametrize("by", ["place", "year", "service", "pillar", "source"])
def test_needs_and_money_are_told_by_whatever_is_chosen(open_page: Open, by: str) -> None:
    app = open_page("gaps", lang="en", year="2027", by_what=by)
    found = tables(app)
    if by == "year":
        needed = "USD 840,000 / Committed: USD 400,000"
        assert found["Year/Needed"][-1] == ["2027", needed, "USD 480,000 / Covered: 43% / By own budgets: 0%"]
        assert found["Year/Needed"][-2][1:] == [text("gaps.insufficient")] * 2  # its first quarters were never reported
    elif by == "pillar":
        assert found["Pillar/Needed"][0][1:] == [
            "USD 840,000 / Committed: USD 400,000",
            "USD 480,000 / Covered: 43% / By own budgets: 0%",
        ]
    elif by == "place":
        assert sorted(row[1].partition(" / ")[0] for row in found["Place/Needed"]) == [
            *("USD 120,000", "USD 360,000", "USD 360,000", "USD 840,000")
        ]
        assert found["Place/Needed"][-1][0] == "Together"
        assert "**43%** of what 3 of 3 centres need in 2027" in said(app)
        assert "beyond what a centre needs" in said(app)
    elif by == "source":
        assert found["Source/Paid"] == [["Others: Foundation", "0", "USD 400,000", "0"]]
        app.session_state["gaps_flows"] = True
        assert tables(app.run())["Source/Paid"][-1][0] == (
            "Foundation of the tests / Kind of source: Foundation / Pillar: Protection"
        )
    assert any("Protection: 1 · USD 400,000" in row for row in found["Place/Who pays, and how much"])


@only_small
def test_whose_money_ends_first_is_told_with_the_way_to_each(open_page: Open) -> None:
    app = open_page("gaps", lang="en", year="2027")
    assert text("gaps.closing") in [each.value for each in app.header]
    (told,) = (each.value for each in app.markdown if text("gaps.all_centres") in each.value)
    first, *_, last = told.splitlines()
    assert re.match(r"- \[.+\]\(/centre\?.*centre=.+\), .+: money gone in \w+ \d{4}, .+", first)
    assert last.startswith(f"- [{text('gaps.all_centres')}](/centres?")


@only_small
def test_an_officer_reads_nothing_before_a_release(open_page: Open) -> None:
    app = open_page("gaps", office="TL03", lang="id")
    assert [each.value for each in app.info] == [text("gaps.nothing", "id")]
    assert not app.table


@only_empty
def test_where_nothing_is_known_it_says_so(open_page: Open) -> None:
    assert [each.value for each in open_page("gaps").info] == [text("gaps.none", "en", HERE)]


@pytest.fixture
def house(world: str, tmp_path):
    """The small world with a ledger: a budget of the plan in another currency, of which a part is passed on."""
    found = open_house(read_settings(small_world.settings(tmp_path)))
    found.engine.dispose()
    found = small_world.make(small_world.settings(tmp_path / "own"))
    budget = Agreement(
        code="PLAN-1", source="Treasury", source_kind=SourceKind.NATIONAL, instrument=Instrument.GRANT, currency="EUR",
        place="TLS", pillar="prevention", committed=100.0, signed_on=DAY, evidence="Law 1", evidence_on=DAY,
        tranches=(AgreedTranche(amount=100.0, due_on=dt.date(2027, 1, 1)),),
    )  # fmt: skip
    books = CostLine(
        facility="TL02-C1", quarter=small_world.NEWEST, kind=CostKind.STAFF, fixed=True, amount=18_000.0,
        currency="USD", evidence="Books",
    )  # fmt: skip
    with writing(found.engine) as connection:
        ledger.keep_costs(connection, [books], by=REVIEWER, at=dt.datetime.now(dt.UTC))
        ledger.keep(connection, budget, reason="", by=REVIEWER, at=dt.datetime.now(dt.UTC), country=found.country)
    yield found
    found.engine.dispose()


@only_small
def test_the_tables_are_files_with_numbers_and_what_has_no_rate_is_told_and_not_counted(house) -> None:
    asked = {"year": "2027", "currency": "USD", "by": "place", "language": "en"}
    for name in gap_files.TABLES:
        told = gap_files.table(house, REVIEWER, asked | {"table": name}, today=DAY)
        assert told.rows or name == "gap_others"
        assert any("Fiscal year 2027, amounts in USD" in str(line) for line in told.head)
    told = gap_files.table(house, REVIEWER, asked | {"table": "gap_flows"}, today=DAY)
    assert [row[0] for row in told.rows] == ["Foundation of the tests"]
    assert any("EUR 100 is not counted" in str(line) for line in told.head)
    in_euro = gap_files.table(house, REVIEWER, asked | {"table": "gap_agreements", "currency": "EUR"}, today=DAY)
    plan = next(row for row in in_euro.rows if row[0] == "PLAN-1")
    assert plan[5:] == [100.0, "Law 1 · 20 November 2026", 100.0]
    by_service = gap_files.table(house, REVIEWER, asked | {"table": "gap_needs", "by": "service"}, today=DAY)
    assert by_service.columns[2:5] == ("Paid", "Committed", "Pledged")  # what holds for the sum too
    staff, untold, unbound, whole = ([*row] for row in by_service.rows)
    assert [staff[0], *staff[1:5]] == [text("ledger.options.staff"), 72_000, 0, 0, 0]
    assert staff[5:] == [72_000, 72_000, 72_000, "1 of 3"]
    assert [untold[5:8], unbound[3]] == [[408_000] * 3, 400_000]
    assert whole[1:] == [840_000, 0, 400_000, 0, 480_000, 480_000, 480_000, "3 of 3"]
    assert released_gaps.funds(house, Visitor("", Role.DONOR), day=DAY) is None
