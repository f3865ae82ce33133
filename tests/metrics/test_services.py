"""What is missing by kind of cost makes what is missing in all, and lies between its ends."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.funding.vocabulary import CostKind, CostLine, SourceKind
from data.model import Quarter
from metrics.gaps import Need, gaps, together
from metrics.money import Far
from metrics.services import UNTOLD, lacks, shares
from tests.metrics.test_gaps import RATES, money, sheet

FOOD, LEGAL, STAFF = CostKind.FOOD, CostKind.LEGAL, CostKind.STAFF
NOW = Quarter(2026, 3)


def line(kind, amount, quarter=NOW, currency="USD", *, fixed=False):
    return CostLine(
        facility="C-1", quarter=quarter, kind=kind, fixed=fixed, amount=amount, currency=currency, evidence="Books"
    )


def told(lines, *sheets, until=NOW):
    return shares(lines, sheets, until=until, old=2, rates=RATES)


def test_a_kind_takes_its_share_of_the_newest_quarter_and_what_is_not_told_is_told_as_such():
    lines = [line(FOOD, 20), line(FOOD, 10, fixed=True), line(STAFF, 30), line(LEGAL, 99, NOW - 1)]
    assert told(lines) == {FOOD: 0.5, STAFF: 0.5}
    assert told(lines, sheet(2026, 3, 30, spent=40)) == {FOOD: 0.25, STAFF: 0.25, None: 0.5}
    assert told(lines, sheet(2026, 3, 10, spent=10)) == {FOOD: 0.5, STAFF: 0.5}
    assert told(lines, until=NOW - 1) == {LEGAL: 1.0}


@pytest.mark.parametrize("lines", [[], [line(FOOD, 5, NOW - 3)], [line(FOOD, 5, currency="EUR")], [line(FOOD, 0)]])
def test_without_lines_that_tell_anything_no_kind_takes_anything(lines):
    assert told(lines) == UNTOLD


def test_bound_money_pays_for_its_kind_first_and_all_other_is_spread():
    found = lacks(
        {"C-1": Need(360.0, 4, 4), "C-2": Need(None, 4, 1)},
        [
            money(30, cost_kind=LEGAL),
            money(120, Far.COMMITTED),
            money(60, Far.PLEDGED, cost_kind=STAFF),
            money(9, source_kind=SourceKind.IN_KIND),
            money(500, centre="C-2"),
        ],
        parts={"C-1": {LEGAL: 0.25, STAFF: 0.75}},
        rates=RATES,
    )
    legal, staff = found.of[LEGAL], found.of[STAFF]
    assert (legal.need, legal.bound[Far.PAID], legal.centres) == (90, 30, 1)
    assert legal.unmet == pytest.approx(60 * (1 - 120 / 330))
    assert (legal.least, legal.most) == (0, 60)
    assert (staff.least, staff.most) == (150, 210)
    assert staff.hoped == pytest.approx(60)
    assert legal.paid == 30
    assert legal.committed == pytest.approx(60 * 120 / 330)
    assert (found.unbound[Far.COMMITTED], found.astray, found.most) == (120, 0, 210)


def test_what_is_bound_beyond_its_kind_is_told_and_without_lines_it_pays_for_what_is_not_told():
    needs = {"C-1": Need(100.0, 4, 4)}
    found = lacks(needs, [money(70, cost_kind=FOOD)], parts={"C-1": {FOOD: 0.25, STAFF: 0.75}}, rates=RATES)
    assert (found.astray, found.most) == (45, 75)
    assert (found.of[STAFF].unmet, found.of[STAFF].most) == (pytest.approx(30), 75)
    found = lacks(needs, [money(70, cost_kind=FOOD)], parts={}, rates=RATES)
    assert (found.of[None].unmet, found.of[FOOD].centres, found.astray) == (pytest.approx(30), 0, 0)


AMOUNTS = st.floats(min_value=0, max_value=1e6)
PARTS = st.sampled_from([{}, {"C-1": {FOOD: 0.5, STAFF: 0.5}}, {"C-1": {FOOD: 0.2, LEGAL: 0.3, None: 0.5}}])


@given(
    need=AMOUNTS,
    given_=st.lists(st.tuples(AMOUNTS, st.sampled_from(Far), st.sampled_from([None, FOOD, STAFF, LEGAL])), max_size=5),
    parts=PARTS,
)
def test_the_kinds_make_what_is_unmet_in_all_and_lie_between_their_ends(need, given_, parts):
    needs = {"C-1": Need(need, 4, 4)}
    moneys = [money(amount, far, cost_kind=kind) for amount, far, kind in given_]
    whole = together(gaps(needs, moneys, rates=RATES, by=lambda code: code).values())
    found = lacks(needs, moneys, parts=parts, rates=RATES)
    near = {"rel": 1e-9, "abs": 1e-6}
    assert sum(each.need for each in found.of.values()) == pytest.approx(whole.need, **near)
    assert sum(each.unmet for each in found.of.values()) == pytest.approx(whole.unmet, **near)
    assert whole.unmet - 1e-6 <= found.most <= whole.unmet + found.astray + 1e-6
    for each in found.of.values():
        assert each.least - 1e-6 <= each.unmet <= each.most + 1e-6
        assert each.paid + each.committed + each.unmet == pytest.approx(each.need, **near)
    for far in (Far.PAID, Far.COMMITTED, Far.PLEDGED):
        bound = sum(each.bound[far] for each in found.of.values())
        assert bound + found.unbound[far] == pytest.approx(whole.money[far], **near)
