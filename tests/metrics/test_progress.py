"""The bands of a plan, each rule by examples reckoned by hand."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

from data.model import Direction, Kind, OverQuarters, Part, Pillar, Quarter
from metrics.progress import Aim, Band, Progress, Rule, Why, furthest_behind, progress, readings, rule_of

Q = Quarter
FIRST, LAST = Q(2025, 1), Q(2029, 4)
NOW = Q(2026, 3)  # the seventh quarter of twenty


def judged(
    value: float | None,
    aim: Aim,
    *,
    direction: Direction = Direction.UP,
    rule: Rule = Rule.STATE,
    quarter: Quarter = NOW,
) -> Progress:
    return progress({} if value is None else {quarter: value}, aim, rule=rule, direction=direction, quarter=quarter)


def aim(baseline: float | None = 100, target: float = 300, **more: object) -> Aim:
    return Aim(**{"first": FIRST, "last": LAST, "baseline": baseline, "by_year": {2029: target}} | more)  # type: ignore[arg-type]


def test_a_state_is_measured_from_its_baseline_and_every_component_is_told() -> None:
    found = judged(170, aim())
    assert (found.elapsed, found.planned) == (7, 20)
    assert found.expected == pytest.approx(100 + 200 * 7 / 20)
    assert found.ratio == pytest.approx(((170 - 100) / (300 - 100)) / (7 / 20))
    assert (found.band, found.actual, found.baseline, found.target) == (Band.ON_TRACK, 170, 100, 300)


@pytest.mark.parametrize(
    ("value", "band"),
    [
        (300, Band.REACHED),
        (166.5, Band.ON_TRACK),  # 0.95 to the last bit
        (166.4, Band.BEHIND),
        (142, Band.BEHIND),
        (141.9, Band.OFF_TRACK),
        (100, Band.OFF_TRACK),
        (99.9, Band.AWAY),
    ],
)
def test_the_bounds_of_the_bands(value: float, band: Band) -> None:
    assert judged(value, aim()).band is band


def test_less_is_better_falls_out_of_the_same_formula() -> None:
    down = aim(300, 100)
    assert judged(230, down, direction=Direction.DOWN).ratio == pytest.approx(1.0)
    assert judged(301, down, direction=Direction.DOWN).band is Band.AWAY
    assert judged(99, down, direction=Direction.DOWN).band is Band.REACHED


def test_each_year_s_target_is_a_corner_of_the_line() -> None:
    found = judged(120, Aim(FIRST, LAST, 100, by_year={2025: 110, 2026: 150, 2029: 300}))
    assert found.expected == pytest.approx(110 + 40 * 3 / 4)


@pytest.mark.parametrize(("value", "band"), [(101, Band.REACHED), (91, Band.ON_TRACK), (89, Band.AWAY)])
@pytest.mark.parametrize("target", [100, 99.999999999999])
def test_what_is_only_to_be_kept_may_be_a_tenth_off(value: float, band: Band, target: float) -> None:
    found = judged(value, aim(100, target))
    assert (found.band, found.keep, found.ratio) == (band, True, None)


def test_a_target_below_what_there_was_is_no_step_forward() -> None:
    assert judged(150, aim(120, 100)).band is Band.REACHED
    assert judged(80, aim(120, 100)).band is Band.AWAY


def test_without_a_baseline_there_is_no_band_unless_the_target_is_reached() -> None:
    assert judged(120, aim(None)).why is Why.NO_BASELINE
    assert judged(310, aim(None)).band is Band.REACHED


def test_contextual_measures_never_have_a_band() -> None:
    for value in (0.0, 100, 300, 900):
        found = judged(value, aim(), direction=Direction.NEITHER)
        assert (found.band, found.ratio, found.why, found.target) == (None, None, Why.CONTEXTUAL, 300)


def test_after_the_end_there_are_values_beside_the_last_target_and_no_band() -> None:
    later = LAST + 1
    found = judged(500, aim(), quarter=later)
    assert (found.actual, found.target, found.band, found.ratio, found.why) == (500, 300, None, None, Why.ENDED)
    flow = {later - back: 10.0 for back in range(4)}
    said = {"rule": Rule.TO_DATE, "direction": Direction.UP, "quarter": later}
    assert progress(flow, aim(), **said).actual == 40  # type: ignore[arg-type]
    del flow[later - 2]
    assert progress(flow, aim(), **said).actual is None  # type: ignore[arg-type]


def test_what_is_missing_is_told_apart() -> None:
    assert judged(None, aim()).why is Why.NO_VALUE
    assert judged(120, Aim(FIRST, LAST, 100)).why is Why.NO_TARGET
    assert judged(120, aim(), quarter=FIRST - 1).why is Why.NOT_BEGUN
    assert judged(120, aim(since=NOW)).why is Why.NOTHING_DUE


def test_a_flow_is_its_sum_to_date_and_a_silent_quarter_is_not_zero() -> None:
    wanted = Aim(FIRST, LAST, by_year={2025: 40, 2026: 80})
    values = {FIRST + number: 10.0 for number in range(7)}
    found = progress(values, wanted, rule=Rule.TO_DATE, direction=Direction.UP, quarter=NOW)
    assert (found.actual, found.expected, found.target, found.ratio) == (70, 100, 120, pytest.approx(0.7))
    del values[Q(2026, 1)]
    found = progress(values, wanted, rule=Rule.TO_DATE, direction=Direction.UP, quarter=NOW)
    assert (found.actual, found.expected, found.counted, found.elapsed, found.planned) == (60, 80, 6, 7, 8)


def test_a_flow_of_which_less_is_better_needs_a_baseline() -> None:
    values = {FIRST: 8.0, FIRST + 1: 8.0}
    said = {"rule": Rule.TO_DATE, "direction": Direction.DOWN, "quarter": FIRST + 1}
    found = progress(values, Aim(FIRST, LAST, 40, by_year={2025: 20}), **said)  # type: ignore[arg-type]
    assert (found.baseline, found.expected, found.ratio) == (20, 10, pytest.approx(0.4))
    assert progress(values, Aim(FIRST, LAST, by_year={2025: 20}), **said).why is Why.NO_BASELINE  # type: ignore[arg-type]


def test_what_begins_again_each_year_is_held_against_the_part_of_the_year_that_has_passed() -> None:
    wanted = Aim(FIRST, LAST, by_year={2026: 0.8})
    found = judged(0.45, wanted, rule=Rule.WITHIN_YEAR)
    assert (found.expected, found.ratio, found.band) == (pytest.approx(0.6), pytest.approx(0.75), Band.BEHIND)
    assert judged(0.8, wanted, rule=Rule.WITHIN_YEAR).band is Band.REACHED
    assert judged(0.8, wanted, rule=Rule.WITHIN_YEAR, quarter=Q(2025, 3)).why is Why.NO_TARGET


def test_a_fiscal_year_may_begin_in_another_month() -> None:
    wanted = Aim(FIRST, LAST, by_year={2027: 100})
    said = {"rule": Rule.WITHIN_YEAR, "direction": Direction.UP, "fiscal_year_start": 7}
    found = progress({NOW: 30}, wanted, quarter=NOW, **said)  # type: ignore[arg-type]
    assert (found.expected, found.elapsed) == (25, 1)
    state = progress(
        {Q(2027, 2): 90}, wanted, quarter=Q(2027, 2), rule=Rule.STATE, direction=Direction.UP, fiscal_year_start=7
    )
    assert state.elapsed == state.planned


def part(kind: Kind, over: OverQuarters) -> Part:
    return Part("X", {"en": "x"}, "persons", kind, Direction.UP, over)


@pytest.mark.parametrize(
    ("kind", "over", "rule"),
    [
        (Kind.FLOW, OverQuarters.SUM, Rule.TO_DATE),
        (Kind.FLOW, OverQuarters.NONE, Rule.STATE),
        (Kind.FLOW, OverQuarters.LAST, Rule.STATE),
        (Kind.STOCK, OverQuarters.LAST, Rule.STATE),
        (Kind.YES_NO, OverQuarters.LAST, Rule.STATE),
        (Kind.RATIO, OverQuarters.LAST, Rule.STATE),
        (Kind.CUMULATIVE, OverQuarters.LAST, Rule.WITHIN_YEAR),
    ],
)
def test_each_kind_has_its_rule(kind: Kind, over: OverQuarters, rule: Rule) -> None:
    assert rule_of(part(kind, over)) is rule


def test_a_share_of_what_begins_again_each_year_does_so_too() -> None:
    share = part(Kind.RATIO, OverQuarters.LAST)
    assert rule_of(share, part(Kind.CUMULATIVE, OverQuarters.LAST)) is Rule.WITHIN_YEAR


def test_a_yes_no_is_read_as_a_share_and_what_is_missing_or_withheld_is_not_read(parts: Callable[..., dict]) -> None:
    points = pd.DataFrame(
        [
            ("X", "2026-Q1", 3.0, "reported", 4),
            ("X", "2026-Q2", None, "missing", 0),
            ("X", "2026-Q3", None, "withheld", 4),
            ("X", "2026-Q4", 0.0, "nil", 4),
            ("Y", "2026-Q1", 9.0, "reported", 4),
        ],
        columns=["measure", "quarter", "value", "status", "reporting"],
    )
    assert readings(points, parts("X", kind=Kind.YES_NO)["X"]) == {Q(2026, 1): 0.75, Q(2026, 4): 0.0}
    assert readings(points, parts("X")["X"]) == {Q(2026, 1): 3.0, Q(2026, 4): 0.0}


def told(band: Band | None, ratio: float | None = None) -> Progress:
    return Progress(Rule.STATE, band=band, ratio=ratio)


def test_the_pillar_furthest_behind() -> None:
    found = {
        Pillar.POLICY: [told(Band.ON_TRACK, 1), told(Band.BEHIND, 0.7)],
        Pillar.PREVENTION: [told(Band.REACHED, 2), told(Band.OFF_TRACK, 0.2)],
        Pillar.PROTECTION: [told(None)],
        Pillar.PROSECUTION: [told(Band.ON_TRACK, 1)],
        Pillar.PARTNERSHIP: [],
    }
    assert furthest_behind(found) is Pillar.PREVENTION
    found[Pillar.POLICY] = [told(Band.BEHIND, 0.9)]
    assert furthest_behind(found) is Pillar.POLICY
    assert furthest_behind({Pillar.POLICY: [told(Band.ON_TRACK, 1)], Pillar.PROTECTION: [told(None)]}) is None
