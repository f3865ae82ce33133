import math
from dataclasses import replace

import pandas as pd
import pytest

from data.catalogue import load_catalogue
from data.countries import load_country
from data.model import Pillar, Quarter
from data.rules import Balance
from metrics.trend import POINTS, Sense
from pages.parts import summary

CATALOGUE = load_catalogue()
QUARTER = Quarter(2026, 3)
INDONESIA, TIMOR = load_country("IDN"), load_country("TLS")


def points(*rows):
    """Points of one place from (measure, quarter, value, reporting, change, sense)."""
    return pd.DataFrame(
        [
            {
                "measure": measure,
                "quarter": quarter,
                "place": "X",
                "value": value,
                "status": "missing" if value is None else "reported",
                "reporting": reporting,
                "expected": 10,
                "change_on_quarter": change,
                "sense_on_quarter": sense,
            }
            for measure, quarter, value, reporting, change, sense in rows
        ],
        columns=list(POINTS),
    )


def figure(code="PRO-07", **more):
    indicator = CATALOGUE.indicators[code]
    known = points((summary.leading_part(indicator).measure, "2026-Q3", 5.0, 9, None, None))
    return replace(summary.figures(known, [indicator], QUARTER)[0], **more)


def test_the_core_comes_in_the_order_of_the_form_and_its_ratio_stands_for_an_indicator():
    core = summary.core_indicators(CATALOGUE, INDONESIA, QUARTER)
    assert {indicator.code for indicator in core} == set(INDONESIA.core)
    assert [indicator.code for indicator in core] == sorted(INDONESIA.core, key=list(CATALOGUE.indicators).index)
    assert summary.leading_part(CATALOGUE.indicators["PAR-07"]).measure == "PAR-07"
    assert summary.leading_part(CATALOGUE.indicators["PRT-13"]).measure == "PRT-13a"


def test_a_figure_stands_beside_the_quarter_before():
    known = points(
        ("PRO-07", "2026-Q2", 3.0, 8, None, None),
        ("PRO-07", "2026-Q3", 5.0, 9, 2.0, "better"),
        ("PRO-07", "2026-Q1", 99.0, 9, None, None),
    )
    [found] = summary.figures(known, [CATALOGUE.indicators["PRO-07"]], QUARTER)
    assert (found.now, found.before, found.change, found.sense) == (5.0, 3.0, 2.0, Sense.BETTER)
    assert (found.reporting, found.reporting_before, found.expected) == (9, 8, 10)


def test_what_nobody_reported_is_missing_and_not_zero():
    [found] = summary.figures(points(), [CATALOGUE.indicators["PRO-07"]], QUARTER)
    assert (found.now, found.before, found.change, found.status) == (None, None, None, "missing")


@pytest.mark.parametrize(
    ("code", "reporting", "before", "change", "only_reports"),
    [
        ("PRO-07", 8, 10, -2.0, -1),
        ("PRO-07", 10, 8, 2.0, 1),
        ("PRO-07", 8, 10, 2.0, 0),
        ("PRO-07", 10, 8, -2.0, 0),
        ("PRO-07", 9, 9, -2.0, 0),
        ("PRO-07", 8, 10, 0.0, 0),
        ("PRO-07", 8, 10, None, 0),
        ("PAR-07", 8, 10, -0.1, 0),
    ],
)
def test_a_sum_may_change_by_the_number_of_reports_alone_and_a_share_may_not(
    code, reporting, before, change, only_reports
):
    found = figure(code, reporting=reporting, reporting_before=before, change=change)
    assert found.only_reports == only_reports


def test_every_pillar_is_there_with_or_without_a_figure():
    found = summary.by_pillar([figure("PRO-07"), figure("PRO-01")])
    assert list(found) == list(Pillar)
    assert [each.indicator.code for each in found[Pillar.PROSECUTION]] == ["PRO-07", "PRO-01"]
    assert found[Pillar.POLICY] == ()


@pytest.mark.parametrize(
    ("statuses", "withheld"),
    [
        (["withheld", "missing"], True),
        (["withheld", "reported"], False),
        (["missing", "not_expected"], False),
        ([], False),
    ],
)
def test_withheld_is_more_than_missing(statuses, withheld):
    assert summary.all_withheld([figure(status=status) for status in statuses]) is withheld


def test_the_longest_silent_come_first_and_provinces_by_their_share():
    silence = pd.DataFrame([("32.02", 1), ("11.01", 3), ("93.01", 1), ("32.01", 3)], columns=["place", "quarters"])
    found = summary.silent(silence, INDONESIA, QUARTER)
    assert [(place.code, quarters) for place, quarters in found.districts] == [
        ("11.01", 3),
        ("32.01", 3),
        ("93.01", 1),
        ("32.02", 1),
    ]
    counts = {province.code: (count, districts) for province, count, districts in found.provinces}
    assert counts["32"] == (2, 27)
    shares = [count / districts for _, count, districts in found.provinces]
    assert shares == sorted(shares, reverse=True)


def test_a_country_without_provinces_has_none_that_are_silent():
    silence = pd.DataFrame([("TL01", 2)], columns=["place", "quarters"])
    assert summary.silent(silence, TIMOR, QUARTER).provinces == ()


def test_sums_that_should_be_about_the_same_are_named_where_both_are_known_and_apart():
    pairs = [Balance("A", "B", 0.1, 5), Balance("C", "D", 0.1), Balance("E", "F", 0.1), Balance("G", "H", 0.1, 5)]
    values = {"A": 100.0, "B": 80.0, "C": 100.0, "D": 95.0, "E": 100.0, "F": None, "G": 1.0, "H": 0.0}
    sums = pd.DataFrame([{"measure": measure, "value": value} for measure, value in values.items()])
    found = summary.out_of_balance(pairs, sums)
    assert [(each.pair.one, each.one, each.other) for each in found] == [("A", 100.0, 80.0)]


@pytest.mark.parametrize(
    ("now", "before", "change", "step", "hides"),
    [
        (20.0, 30.0, None, 5.0, True),
        (30.0, 40.0, -10.0, 5.0, False),
        (20.0, None, None, 5.0, False),
        (2.0, 3.0, None, math.nan, False),
    ],
)
def test_a_change_between_too_small_figures_is_hidden_and_not_absent(now, before, change, step, hides):
    assert figure(now=now, before=before, change=change, step=step).hides_change is hides
