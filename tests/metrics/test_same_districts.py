"""What is laid side by side is summed over the districts that told it all; assistance and justice reckon with that."""

from __future__ import annotations

import math

import pandas as pd
import pytest

from data.model import Quarter, Status
from metrics import assistance, justice
from metrics.comparison import Movement, between
from metrics.rollup import VALUES
from metrics.same_districts import sums

NOW = Quarter(2026, 3)
PARENTS = {"11.01": "11", "11.02": "11", "12.01": "12"}
ITSELF = {place: place for place in PARENTS}
EXACT = math.nan


def values(*rows: tuple[str, Quarter, str, float | None], step: float = EXACT) -> pd.DataFrame:
    """Rows of values by measure, quarter, place and number; None: no report."""
    return pd.DataFrame(
        [
            (
                measure,
                str(quarter),
                place,
                EXACT if number is None else float(number),
                EXACT,
                EXACT,
                (Status.MISSING if number is None else Status.REPORTED).value,
                int(number is not None),
                1,
                step,
            )
            for measure, quarter, place, number in rows
        ],
        columns=list(VALUES),
    )


def test_only_districts_that_told_both_are_summed_and_counted() -> None:
    told = values(
        ("A", NOW, "11.01", 10),
        ("B", NOW, "11.01", 4),
        ("A", NOW, "11.02", 100),
        ("B", NOW, "11.02", None),
        ("A", NOW, "12.01", None),
        ("B", NOW, "12.01", 7),
    )
    terms = {"of": ("A", str(NOW)), "served": ("B", str(NOW))}
    found = sums(told, terms=terms, parents=PARENTS).set_index("place")
    assert found.loc["11", ["of", "served", "districts", "expected"]].tolist() == [10, 4, 1, 2]
    assert math.isnan(found.loc["12", "of"])
    assert found.loc["12", ["districts", "expected"]].tolist() == [0, 1]


def test_a_nil_return_is_a_number_and_what_does_not_apply_is_not_expected() -> None:
    told = values(("A", NOW, "11.01", 0), ("A", NOW, "11.02", 3))
    told.loc[0, "status"], told.loc[1, "status"] = Status.NIL.value, Status.NOT_EXPECTED.value
    found = sums(told, terms={"of": ("A", str(NOW))}, parents=PARENTS).set_index("place")
    assert found.loc["11", ["of", "districts", "expected"]].tolist() == [0, 1, 1]


def test_a_district_that_did_not_exist_a_year_ago_is_not_expected_to_compare() -> None:
    told = values(("A", NOW, "11.01", 5), ("A", NOW, "11.02", 6), ("A", NOW - 4, "11.01", 9))
    terms = assistance.two_quarters("A", NOW, back=4)
    found = sums(told, terms=terms, parents=PARENTS).set_index("place")
    assert found.loc["11", ["now", "before", "districts", "expected"]].tolist() == [5, 9, 1, 1]


def falls(now: float | None, before: float | None, *, step: float = EXACT, least: float = 25) -> tuple[object, ...]:
    told = values(("A", NOW, "11.01", now), ("A", NOW - 1, "11.01", before), step=step)
    summed = sums(told, terms=assistance.two_quarters("A", NOW, back=1), parents=ITSELF)
    return tuple(assistance.compared(summed, least=least).loc[0, ["change", "movement"]])


def test_where_it_fell_and_where_nothing_is_clear() -> None:
    assert falls(3, 15) == (-12, Movement.FELL)
    assert falls(10, 15) == (-5, Movement.UNCLEAR)
    assert falls(40, 15) == (25, Movement.ROSE)
    assert all(map(pd.isna, falls(None, 15)))


def test_released_figures_are_compared_from_25_on_and_with_room_for_rounding() -> None:
    assert all(map(pd.isna, falls(20, 100, step=5)))  # too few are shown
    assert falls(40, 60, step=5) == (-20, Movement.UNCLEAR)  # 50 against 50 is possible
    assert falls(30, 100, step=5) == (-70, Movement.FELL)
    assert between(20, 100, step=0, least=25) is None  # released, though in no steps


def test_the_coverage_is_of_those_identified_and_those_carried_over_and_may_pass_all() -> None:
    told = values(("I", NOW, "11.01", 8), ("O", NOW - 1, "11.01", 12), ("A", NOW, "11.01", 25))
    terms = assistance.coverage_terms(identified="I", assisted="A", open_cases="O", quarter=NOW)
    found = assistance.coverage(sums(told, terms=terms, parents=PARENTS)).loc[0]
    assert found[["served", "of", "share"]].tolist() == [25, 20, 1.25]


def test_a_share_of_few_released_people_is_not_told() -> None:
    rows = ("A", NOW, "11.01", 20), ("B", NOW, "11.01", 10)
    terms = {"of": ("A", str(NOW)), "served": ("B", str(NOW))}
    exact, shown = (sums(values(*rows, step=step), terms=terms, parents=PARENTS) for step in (EXACT, 5.0))
    assert assistance.service_gap(exact, least=25).loc[0, ["served", "of", "share"]].tolist() == [10, 20, 0.5]
    assert math.isnan(assistance.service_gap(shown, least=25).loc[0, "share"])


def defendants(**numbers: float) -> pd.DataFrame:
    terms = justice.identity_terms(
        charged="C", convicted="T", convicted_otherwise="O", acquitted="A", pending="P", quarter=NOW
    )
    rows = [(*terms[name], number) for name, number in numbers.items()]
    told = values(*((measure, Quarter.parse(quarter), "11.01", number) for measure, quarter, number in rows))
    return sums(told, terms=terms, parents=PARENTS)


def test_the_identity_of_defendants() -> None:
    told = defendants(before=30, charged=12, convicted=9, convicted_otherwise=3, acquitted=2, pending=27)
    assert justice.unaccounted(told).tolist() == [1]
    assert justice.share_of_decided(told).loc[0, ["of", "by", "ratio"]].tolist() == [12, 14, pytest.approx(12 / 14)]
    assert justice.clearance(told).loc[0, ["of", "by", "ratio"]].tolist() == [14, 42, pytest.approx(1 / 3)]


def test_more_may_be_convicted_than_charged_in_one_quarter_and_the_identity_still_holds() -> None:
    told = defendants(before=30, charged=2, convicted=20, convicted_otherwise=0, acquitted=0, pending=12)
    assert justice.unaccounted(told).tolist() == [0]


def test_convictions_are_laid_against_the_charges_of_an_earlier_quarter() -> None:
    told = values(("T", NOW, "11.01", 6), ("C", NOW, "11.01", 99), ("C", NOW - 3, "11.01", 8))
    terms = justice.lagged_terms("T", "C", quarter=NOW, lag=3)
    found = justice.lagged(sums(told, terms=terms, parents=PARENTS)).loc[0]
    assert found[["of", "by", "ratio"]].tolist() == [6, 8, 0.75]


def test_of_nobody_charged_there_is_no_ratio() -> None:
    told = values(("T", NOW, "11.01", 6), ("C", NOW - 3, "11.01", 0))
    terms = justice.lagged_terms("T", "C", quarter=NOW, lag=3)
    assert math.isnan(justice.lagged(sums(told, terms=terms, parents=PARENTS)).loc[0, "ratio"])
