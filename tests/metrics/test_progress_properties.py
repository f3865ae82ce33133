"""What holds of every plan and every value."""

from __future__ import annotations

import math

from hypothesis import given
from hypothesis import strategies as st

from data.model import Direction, Quarter
from metrics.progress import Aim, Band, Rule, Why, band_of, progress

FIRST, LAST = Quarter(2025, 1), Quarter(2029, 4)
numbers = st.floats(-1e6, 1e6, allow_nan=False).map(lambda x: round(x, 3))
counts = st.floats(0, 1e6, allow_nan=False).map(lambda x: round(x, 3))
quarters = st.integers(-8, 32).map(lambda number: FIRST + number)
inside = st.integers(0, 19).map(lambda number: FIRST + number)
directions = st.sampled_from(Direction)
rules = st.sampled_from(Rule)
years = st.dictionaries(st.integers(2025, 2029), numbers, max_size=5)
aims = st.builds(Aim, st.just(FIRST), st.just(LAST), st.none() | numbers, st.none() | quarters, years)
series = st.dictionaries(quarters, numbers, max_size=12)


@given(series, aims, rules, directions, quarters)
def test_there_is_either_a_band_or_a_reason_and_no_number_is_made_up(values, aim, rule, direction, quarter) -> None:
    found = progress(values, aim, rule=rule, direction=direction, quarter=quarter)
    assert (found.band is None) != (found.why is None)
    assert all(each is None or math.isfinite(each) for each in (found.actual, found.expected, found.ratio))
    assert found.counted <= max(found.elapsed, found.counted if rule is Rule.STATE else 0)
    if direction is Direction.NEITHER or quarter > LAST or quarter < FIRST or not aim.by_year:
        assert found.band is None
        assert found.ratio is None
    if found.ratio is not None and found.band is not Band.REACHED:
        assert found.band is band_of(found.ratio)


@given(counts, counts, counts, inside)
def test_one_target_gives_the_published_formula(value, baseline, target, quarter) -> None:
    """((actual - baseline) / (target - baseline)) / e, where e is the share of the planned quarters that has passed."""
    aim = Aim(FIRST, LAST, baseline, by_year={2029: target})
    direction = Direction.UP if target > baseline else Direction.DOWN
    found = progress({quarter: value}, aim, rule=Rule.STATE, direction=direction, quarter=quarter)
    if abs(target - baseline) > 1e-2:
        elapsed = found.elapsed / found.planned
        assert found.ratio is not None
        assert math.isclose(found.ratio, (value - baseline) / (target - baseline) / elapsed, rel_tol=1e-6, abs_tol=1e-6)


@given(counts, counts, counts, inside)
def test_less_is_better_is_the_mirror_of_more_is_better(value, baseline, target, quarter) -> None:
    up = Aim(FIRST, LAST, baseline, by_year={2029: target})
    down = Aim(FIRST, LAST, -baseline, by_year={2029: -target})
    one = progress({quarter: value}, up, rule=Rule.STATE, direction=Direction.UP, quarter=quarter)
    other = progress({quarter: -value}, down, rule=Rule.STATE, direction=Direction.DOWN, quarter=quarter)
    assert (one.band, one.ratio, one.keep) == (other.band, other.ratio, other.keep)


@given(counts, counts, aims, st.sampled_from([Direction.UP, Direction.DOWN]), rules, inside)
def test_a_better_value_never_has_a_worse_band(one, other, aim, direction, rule, quarter) -> None:
    better, worse = (
        (max(one, other), min(one, other)) if direction is Direction.UP else (min(one, other), max(one, other))
    )
    order = list(Band)
    found = [
        progress({quarter: value}, aim, rule=rule, direction=direction, quarter=quarter).band
        for value in (better, worse)
    ]
    assert (found[0] is None) == (found[1] is None) or found[0] is Band.REACHED
    if found[0] and found[1]:
        assert order.index(found[0]) <= order.index(found[1])


@given(
    st.dictionaries(inside, counts, max_size=20), st.dictionaries(st.integers(2025, 2029), counts, min_size=1), inside
)
def test_a_quarter_without_a_value_counts_on_neither_side(values, by_year, quarter) -> None:
    aim = Aim(FIRST, LAST, by_year=by_year)
    found = progress(values, aim, rule=Rule.TO_DATE, direction=Direction.UP, quarter=quarter)
    told = [each for each in values if each <= quarter and each.year in by_year]
    assert found.counted == len(told)
    if told:
        assert found.actual is not None
        assert math.isclose(found.actual, sum(values[each] for each in told), abs_tol=1e-6)
        assert math.isclose(found.expected or 0, sum(by_year[each.year] / 4 for each in told), abs_tol=1e-6)
    else:
        assert found.why in (Why.NO_VALUE, Why.NOTHING_DUE)


@given(series, aims, rules, directions, quarters)
def test_what_comes_later_changes_nothing(values, aim, rule, direction, quarter) -> None:
    known = {each: value for each, value in values.items() if each <= quarter}
    said = {"rule": rule, "direction": direction, "quarter": quarter}
    assert progress(values, aim, **said) == progress(known, aim, **said)
