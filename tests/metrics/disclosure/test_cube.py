"""How the figures of a measure lie, and which published rules bind what is shown of it."""

from __future__ import annotations

import subprocess
import sys

from data.catalogue import load_catalogue
from data.disclosure import load_disclosure
from data.rules import Gravity, rulebook
from data.settings import ROOT
from metrics.disclosure.cube import FACILITY, Bound, Ref, Shape, bounds_of, families, shapes_of

CATALOGUE = load_catalogue()
SAYS = load_disclosure()
SHAPES = shapes_of(
    (part for each in CATALOGUE.indicators.values() for part in each.parts),
    units=SAYS.units,
    country_only=SAYS.country_only,
)
ERRORS = [
    comparison
    for rule in CATALOGUE.rules.values()
    if any(rulebook()[number].severity is Gravity.ERROR for number in rule.numbers)
    for comparison in rule.comparisons
]
BOUNDS = bounds_of(ERRORS, SHAPES)


def test_people_are_counted_in_steps_and_everything_else_is_released_as_it_is() -> None:
    steps = {measure: SHAPES[measure].step(5) for measure in ("PRT-04", "PRT-16c", "PRT-16a", "PAR-02", "POL-07")}
    assert steps == {"PRT-04": 5, "PRT-16c": 450, "PRT-16a": 0, "PAR-02": 0, "POL-07": 0}


def test_ratios_texts_and_extras_have_no_shape() -> None:
    assert {"POL-09", "PRT-14x", "POL-01x"} & set(SHAPES) == set()


def test_nationality_lies_within_sex_and_age_and_forms_of_exploitation_promise_no_sum() -> None:
    lies = {each.key: each for each in SHAPES["PRT-02"].breakdowns}
    assert (lies["nationality"].within, lies["nationality"].rows) == ("sex_age", True)
    assert lies["exploitation"].several
    assert not lies["identifying_agency"].complete
    assert [len(axis) for axis in lies["sex_age"].axes] == [3, 3]


def test_residents_lie_by_facility_below_the_district() -> None:
    assert [each.key for each in SHAPES["PRT-16b"].breakdowns] == [FACILITY]
    assert SHAPES["PRT-04"].breakdowns[0].key != FACILITY


def test_flows_add_over_the_year_and_assisted_persons_and_stocks_do_not() -> None:
    adds = {measure: SHAPES[measure].adds_over_year for measure in ("PRT-02", "PRT-04", "PRT-06", "PRT-14")}
    assert adds == {"PRT-02": True, "PRT-04": False, "PRT-06": False, "PRT-14": False}


def test_awards_are_released_for_the_country_alone() -> None:
    assert [measure for measure, shape in SHAPES.items() if shape.country_only] == ["PRO-11b", "PRO-11c"]


def test_the_rules_whose_breach_is_an_error_bind_what_is_shown() -> None:
    assert Bound((Ref("PRT-05"),), (Ref("PRT-04"),)) in BOUNDS
    assert Bound((Ref("PRT-13a"),), (Ref("PRT-14"),)) in BOUNDS
    so_far = Bound((Ref("PRT-11"), Ref("PRT-11", when="so_far")), (Ref("PRT-10"), Ref("PRT-10", when="so_far")))
    assert so_far in BOUNDS


def test_of_an_equation_with_a_number_never_released_the_weaker_side_is_kept() -> None:
    decided = ("PRO-10", "PRO-07", "PRO-08", "PRO-09")
    assert Bound(tuple(map(Ref, decided)), (Ref("PRO-10", when="before"), Ref("PRO-05"))) in BOUNDS
    assert not any(Ref("PRO-10x") in (*each.these, *each.at_most) for each in BOUNDS)
    assert not any({ref.measure for ref in each.at_most} >= set(decided) for each in BOUNDS)


def test_what_is_not_counted_in_people_binds_nobody() -> None:
    assert not any(ref.measure.startswith(("PRE-10", "POL")) for each in BOUNDS for ref in each.these)


def test_measures_that_bounds_join_are_one_family() -> None:
    found = families(SHAPES, BOUNDS)
    assert tuple(f"PRT-{number:02}" for number in range(4, 12)) in found
    assert ("PRO-05", "PRO-07", "PRO-08", "PRO-09", "PRO-10") in found
    assert ("PRT-01",) in found
    assert sorted(measure for family in found for measure in family) == sorted(
        measure for measure, shape in SHAPES.items() if shape.unit
    )


def test_a_measure_without_people_has_no_family() -> None:
    shapes = {"A": Shape("A", 1), "B": Shape("B", 0)}
    assert families(shapes, ()) == (("A",),)


def test_what_pages_read_of_it_does_not_load_scipy() -> None:
    said = "import sys, data.disclosure, metrics.disclosure.cube; print('scipy' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", said], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
