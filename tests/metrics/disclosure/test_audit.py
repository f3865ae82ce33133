"""The audit finds out every method that must not be used, and finds nothing in ours, after corrections too."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from metrics.disclosure.adding import added_up
from metrics.disclosure.attack import Knowledge, attack
from metrics.disclosure.audit import audited, recovered
from metrics.disclosure.cube import TOTAL, Shape
from metrics.disclosure.knowing import Statement, readable, upper_figures
from metrics.disclosure.laying import KEYS, is_leaf, laid_out
from metrics.disclosure.overlaying import known_of
from metrics.disclosure.rounding import as_released, rounded
from tests.metrics.disclosure import small_country as land

SHAPES = {"found": Shape("found", 1, (land.SEX_AGE, land.ROUTE))}
SOME = ("A1", "A2", "A3", "B1", "B2", "B3")
ABOVE = {place: land.ABOVE[place] for place in SOME}
WHERE = {"shapes": SHAPES, "above": ABOVE, "base": 5}


def country(seed: int) -> pd.DataFrame:
    truth = land.truth_of(seed, districts=SOME)
    return truth[(truth["measure"] == "found") & truth["dimension"].isin([TOTAL, "sex_age", "route"])]


@pytest.fixture(scope="module")
def truth() -> pd.DataFrame:
    return country(5)


@pytest.fixture(scope="module")
def laid(truth: pd.DataFrame) -> pd.DataFrame:
    return laid_out(truth, SHAPES).assign(step=5.0)


@pytest.fixture(scope="module")
def figures(truth: pd.DataFrame) -> pd.DataFrame:
    return rounded(truth, secret=land.SECRET, **WHERE)


@pytest.fixture(scope="module")
def cells(figures: pd.DataFrame) -> pd.DataFrame:
    return cells_of(figures)


@pytest.fixture(scope="module")
def known(laid: pd.DataFrame, truth: pd.DataFrame, cells: pd.DataFrame) -> pd.DataFrame:
    """What is known of ours."""
    own = laid.assign(shown=as_released(truth, cells, SHAPES)["shown"], leaf=is_leaf(laid))
    return known_of(own, cells, above=ABOVE)


def cells_of(figures: pd.DataFrame) -> pd.DataFrame:
    nobody = pd.DataFrame({"measure": [], "place": [], "status": []})
    return added_up(figures, quarter=land.QUARTER, shapes=SHAPES, above=ABOVE, answered=nobody, expected=SOME)


def every(laid: pd.DataFrame) -> pd.DataFrame:
    """The true figures of every level."""
    columns = [*KEYS, "value", "under"]
    return pd.concat([laid[columns], upper_figures(laid, ABOVE)[0][columns]], ignore_index=True)


def suppressed(figures: pd.DataFrame, *, hidden: pd.Series, also_hidden: pd.Series | None = None) -> pd.DataFrame:
    """Everything is told as it is, but what is hidden because it is few, or to hide that."""
    low, high = figures["value"].where(~hidden, 1.0), figures["value"].where(~hidden, 4.0)
    if also_hidden is not None:
        low, high = low.where(~also_hidden, 0.0), high.where(~also_hidden, np.inf)
    return figures.assign(low=low, high=high, shown=np.nan)


def primary(figures: pd.DataFrame) -> pd.DataFrame:
    return suppressed(figures, hidden=figures["value"].between(1, 4))


def one_more(figures: pd.DataFrame) -> pd.DataFrame:
    hidden = figures["value"].between(1, 4)
    more = pd.Series(False, index=figures.index)
    for _, group in figures[figures["dimension"] != TOTAL].groupby(["place", "dimension"]):
        others = group[~hidden[group.index]].sort_values("value", kind="stable")
        if hidden[group.index].sum() == 1:
            more[others.index[:1]] = True
    return suppressed(figures, hidden=hidden, also_hidden=more)


def independently(figures: pd.DataFrame) -> pd.DataFrame:
    chance = random.Random(3)  # noqa: S311 - an invented method
    shown = figures["value"].map(lambda each: 5 * (each // 5 + (chance.random() < each % 5 / 5)))
    return figures.assign(shown=shown, low=(shown - 4).clip(lower=0), high=shown + 4)


@pytest.mark.parametrize("method", [primary, one_more])
def test_hiding_small_numbers_is_found_out(laid: pd.DataFrame, method: Callable[[pd.DataFrame], pd.DataFrame]) -> None:
    found = recovered(laid, method(every(laid)), **WHERE)
    assert found["outsider_exact"] > 10
    assert found["insider_exact"] > 5


def test_rounding_every_cell_for_itself_is_found_out(laid: pd.DataFrame) -> None:
    found = recovered(laid, independently(every(laid)), **WHERE)
    assert found["outsider_narrow"] > 5


def test_one_file_with_exact_totals_is_found_out(laid: pd.DataFrame, known: pd.DataFrame) -> None:
    assert recovered(laid, known, **WHERE)["outsider_narrow"] == 0
    exact = known["place"].isin(["A", "B"])
    told = known.assign(
        low=known["low"].where(~exact, known["value"]), high=known["high"].where(~exact, known["value"])
    )
    found = recovered(laid, told.assign(shown=known["shown"].where(~exact)), **WHERE)
    assert found["outsider_exact"] + found["outsider_narrow"] > 5


def numbers(truth: pd.DataFrame) -> pd.Series:
    return truth[truth["dimension"] == TOTAL].set_index("place")["value"]


def test_percentages_of_true_counts_are_found_out(truth: pd.DataFrame, cells: pd.DataFrame) -> None:
    said = []
    for place, number in numbers(truth).items():
        women = {("found", "sex_age", f"F.{age}", place): 1.0 for age in ("child", "adult")}
        told = truth[(truth["place"] == place) & truth["item"].isin(["F.child", "F.adult"])]
        if number and len(told):
            share = round(told["value"].sum() / number, 3)
            whole = ("found", TOTAL, "", place)
            said.append(Statement({**women, whole: -(share + 0.0005)}, 0.0))
            said.append(Statement({**dict.fromkeys(women, -1.0), whole: share - 0.0005}, 0.0))
    assert said
    verdict = audited(cells, truth, also=said, **WHERE)
    assert not verdict.passed
    assert verdict.outsider_exact + verdict.outsider_narrow > 3


def test_a_list_in_the_order_of_true_values_is_found_out(truth: pd.DataFrame, cells: pd.DataFrame) -> None:
    order = list(numbers(truth).sort_values().index)
    said = [
        Statement({("found", TOTAL, "", less): 1.0, ("found", TOTAL, "", more): -1.0}, 0.0)
        for less, more in itertools.pairwise(order)
    ]
    verdict = audited(cells, truth, also=said, **WHERE)
    assert not verdict.passed
    assert verdict.outsider_narrow > 0


def test_figures_drawn_anew_are_found_out(truth: pd.DataFrame, figures: pd.DataFrame) -> None:
    drawn = [figures, *(rounded(truth, secret=land.SECRET, draw=draw, **WHERE) for draw in range(1, 4))]
    verdict = audited(cells_of(drawn[-1]), truth, before=drawn[:-1], **WHERE)
    assert not verdict.passed
    assert verdict.outsider_narrow > 20


def test_off_the_base_and_unequal_are_found_out(truth: pd.DataFrame, cells: pd.DataFrame) -> None:
    off = cells.assign(value=cells["value"].where(cells["place"] != "A", cells["value"] + 1))
    verdict = audited(off, truth, **WHERE)
    assert (verdict.off_base > 5, verdict.sums_unequal > 5, verdict.passed) == (True, True, False)


def test_a_rule_that_only_the_true_figures_keep_is_found_out() -> None:
    told = land.truth_of(12)
    told = told[told["measure"].isin(["found", "helped"]) & (told["dimension"] == TOTAL)]
    shapes = {"found": Shape("found", 1), "helped": Shape("helped", 1)}
    where = {"shapes": shapes, "above": land.ABOVE, "base": 5}
    nobody = pd.DataFrame({"measure": [], "place": [], "status": []})
    broken = []
    for bounds in ((), land.BOUNDS[:1]):
        figures = rounded(told, secret=land.SECRET, bounds=bounds, **where)
        cells = added_up(
            figures, quarter=land.QUARTER, shapes=shapes, above=land.ABOVE, answered=nobody, expected=land.DISTRICTS
        )
        broken.append(audited(cells, told, bounds=land.BOUNDS[:1], **where).rules_broken)
    assert broken == [1, 0]


def test_nothing_is_found_in_ours() -> None:
    full = {"shapes": land.SHAPES, "above": land.ABOVE, "bounds": land.BOUNDS, "base": 5}
    truth = land.truth_of(11)
    figures = rounded(truth, secret=land.SECRET, **full)
    nobody = pd.DataFrame({"measure": [], "place": [], "status": []})
    released = added_up(
        figures, quarter=land.QUARTER, shapes=land.SHAPES, above=land.ABOVE, answered=nobody, expected=land.DISTRICTS
    )
    verdict = audited(released, truth, **full)
    assert verdict.passed, verdict
    assert verdict.sensitive > 100
    assert verdict.as_json()["passed"] is True
    assert verdict.largest_deviation["leaf"] < 5


@pytest.mark.parametrize("base", [3, 10])
def test_nothing_is_found_with_another_base(truth: pd.DataFrame, base: int) -> None:
    where = {**WHERE, "base": base}
    verdict = audited(cells_of(rounded(truth, secret=land.SECRET, **where)), truth, **where)
    assert verdict.passed, verdict
    assert verdict.largest_deviation["leaf"] < base


def test_nothing_is_found_in_ours_after_three_rounds_of_corrections(truth: pd.DataFrame, figures: pd.DataFrame) -> None:
    before = []
    for round_ in range(3):
        before.append(as_released(truth, cells_of(figures), SHAPES))
        again, place = country(100 + round_), SOME[round_]
        truth = pd.concat([truth[truth["place"] != place], again[again["place"] == place]], ignore_index=True)
        for draw in range(3):  # what fails is drawn again, as a release is
            figures = rounded(truth, secret=land.SECRET, draw=draw, remembered=before[-1], **WHERE)
            verdict = audited(cells_of(figures), truth, before=before, **WHERE)
            assert verdict.outsider_exact == verdict.outsider_narrow == 0
            if verdict.passed:
                break
        assert verdict.passed, verdict


def test_the_quick_way_finds_what_the_linear_programs_find(laid: pd.DataFrame, known: pd.DataFrame) -> None:
    own = laid.reset_index(drop=True)
    of = readable(own, known, above=ABOVE, bounds=(), earlier=None, base=5)
    targets = np.arange(len(of.figures))
    slow = attack(of.outsider(), targets, np.full(len(targets), np.inf))
    assert slow.values().min() >= 5
    assert (slow.low >= of.figures["low"] - 1e-6).all()
    inside = attack(of.insiders(), np.arange(of.districts), np.full(of.districts, np.inf))
    assert (inside.values() <= slow.values()[: of.districts]).all()
    assert (inside.low - 1e-6 <= of.figures["value"][: of.districts]).all()


def test_what_cannot_all_be_true_is_said() -> None:
    from scipy import sparse

    none = sparse.csr_array((0, 1))
    with pytest.raises(ArithmeticError):
        attack(Knowledge(np.array([3.0]), np.array([2.0]), none, none, np.zeros(0)), np.array([0]), np.array([5.0]))
