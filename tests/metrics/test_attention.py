import pandas as pd
import pytest

from data.model import Direction, Quarter
from metrics.attention import Since, largest_changes, out_of_balance, silence, since
from metrics.centre import Risk
from metrics.rollup import VALUES
from metrics.trend import series

NA = float("nan")
CHANGES = {"11": 3, "12": -8, "13": 0, "14": 5, "15": NA}


@pytest.fixture
def points(parts):
    """Five places from 10 to 10 and the change above."""
    rows = [
        ("M", quarter, place, value, value, NA, "reported", 1, 1, NA)
        for place, change in CHANGES.items()
        for quarter, value in (("2026-Q2", 10.0), ("2026-Q3", 10.0 + change))
    ]
    return series(pd.DataFrame(rows, columns=list(VALUES)), parts=parts("M"))


def test_the_largest_changes_come_first_whatever_their_sign(points, parts):
    found = largest_changes(points, quarter=Quarter(2026, 3), part=parts("M")["M"], most=2)
    assert found[["place", "change_on_quarter"]].to_numpy().tolist() == [["12", -8], ["14", 5]]


def test_places_are_not_ranked_where_more_is_neither_good_nor_bad(points, parts):
    part = parts("M", direction=Direction.NEITHER)["M"]
    found = largest_changes(points, quarter=Quarter(2026, 3), part=part, most=1)
    assert found["place"].tolist() == ["11", "12", "14"]


def test_silence_counts_expected_quarters_up_to_the_latest():
    expected = {"2026-Q1": ["11", "12", "13"], "2026-Q2": ["11", "12", "13"], "2026-Q3": ["11", "12", "14"]}
    filed = pd.DataFrame([("11", "2026-Q1"), ("12", "2026-Q3")], columns=["place", "quarter"])
    assert silence(expected, filed).to_numpy().tolist() == [["11", 2], ["14", 1]]


def test_a_return_ends_a_silence_however_long_it_was_before():
    filed = pd.DataFrame([("11", "2026-Q2")], columns=["place", "quarter"])
    assert silence({"2026-Q1": ["11"], "2026-Q2": ["11"], "2026-Q3": ["11"]}, filed).to_numpy().tolist() == [["11", 1]]


def test_where_nobody_was_expected_nobody_is_silent():
    assert len(silence({}, pd.DataFrame({"place": [], "quarter": []}))) == 0


@pytest.mark.parametrize(
    ("one", "other", "apart"),
    [
        (100.0, 90.0, None),
        (100.0, 89.0, 0.11),
        (89.0, 100.0, 0.11),
        (5.0, 0.0, 1.0),
        (0.0, 0.0, None),
        (None, 9.0, None),
        (9.0, None, None),
    ],
)
def test_sums_that_should_be_the_same_may_differ_by_a_tenth(
    one: float | None, other: float | None, apart: float | None
) -> None:
    assert out_of_balance(one, other, within=0.1) == (None if apart is None else pytest.approx(apart))


@pytest.mark.parametrize(("one", "other", "told"), [(1.0, 0.0, False), (25.0, 28.0, False), (25.0, 30.0, True)])
def test_one_person_more_or_less_of_few_is_no_question(one: float, other: float, told: bool) -> None:
    assert (out_of_balance(one, other, within=0.1, least=5) is not None) == told


def test_since_when_a_centre_stands_where_it_stands():
    def stood(*risks: Risk) -> Since:
        """The last of them in the newest quarter."""
        return since({Quarter(2026, 3) - back: risk for back, risk in enumerate(reversed(risks))})

    assert stood(Risk.WATCH, Risk.AT_RISK, Risk.AT_RISK) == Since(Quarter(2026, 2), Risk.WATCH, at_least=False)
    assert stood(Risk.CRITICAL) == Since(Quarter(2026, 3), None, at_least=True)
    assert stood(Risk.WATCH, Risk.WATCH, Risk.WATCH) == Since(Quarter(2026, 1), None, at_least=True)
    assert stood(Risk.CRITICAL, Risk.SECURE, Risk.CRITICAL) == Since(Quarter(2026, 3), Risk.SECURE, at_least=False)
