"""Whatever districts say: shown figures add up, lie beside the truth, keep the rules, and stay where truth stays."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from metrics.disclosure.adding import added_up
from metrics.disclosure.cube import EARLIER, FIGURES, REST, TOTAL, TRUTH
from metrics.disclosure.laying import KEYS, is_leaf, laid_out
from metrics.disclosure.rounding import as_released, rounded
from tests.metrics.disclosure import small_country as land

FEW = settings(
    max_examples=2,
    deadline=None,
    derandomize=True,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)
ONE = settings(FEW, max_examples=1)
seeds = st.integers(0, 10_000)


def shown_of(truth: pd.DataFrame, *, base: int = 5, **how: Any) -> pd.DataFrame:
    kept = {"bounds": land.BOUNDS, "secret": land.SECRET, **how}
    return rounded(truth, shapes=land.SHAPES, above=land.ABOVE, base=base, **kept)


def step_of(figures: pd.DataFrame, base: int = 5) -> pd.Series:
    return figures["measure"].map({name: shape.step(base) for name, shape in land.SHAPES.items()})


def people(figures: pd.DataFrame) -> pd.DataFrame:
    return figures[step_of(figures) > 0]


def cells_of(figures: pd.DataFrame) -> pd.DataFrame:
    return added_up(
        figures,
        quarter=land.QUARTER,
        shapes=land.SHAPES,
        above=land.ABOVE,
        answered=pd.DataFrame({"measure": ["open"], "place": ["A9"], "status": ["not_expected"]}),
        expected=[*land.DISTRICTS, "A9"],
    )


@FEW
@given(seeds, st.sampled_from([3, 5, 10]))
def test_every_figure_is_a_multiple_and_every_leaf_lies_beside_the_truth(seed: int, base: int) -> None:
    figures = shown_of(land.truth_of(seed), base=base)
    assert tuple(figures.columns) == FIGURES
    step = step_of(figures, base)
    counted = figures[step > 0].assign(step=step[step > 0])
    assert (counted["shown"] % counted["step"] == 0).all()
    assert (counted["shown"] >= 0).all()
    leaves = counted[is_leaf(laid_out(land.truth_of(seed), land.SHAPES))[counted.index]]
    assert ((leaves["shown"] - leaves["value"]).abs() < leaves["step"]).all()
    same = figures[step == 0]
    assert (same["shown"] == same["value"]).all()


@FEW
@given(seeds)
@example(4152)  # a bound number of nothing, whose parts are nothing
def test_every_breakdown_makes_its_number_and_forms_are_at_most_it(seed: int) -> None:
    truth = land.truth_of(seed)
    figures = shown_of(truth)
    laid = laid_out(truth, land.SHAPES)
    assert (figures[KEYS] == laid[KEYS]).all().all()
    parts = figures.assign(under=laid["under"], several=laid["several"])
    parts = parts[parts["under"] >= 0]
    sums = parts[~parts["several"]].groupby(["under", "dimension"])["shown"].sum()
    assert (sums.to_numpy() == figures["shown"].to_numpy()[sums.index.get_level_values("under")]).all()
    several = parts[parts["several"]]
    assert (several["shown"].to_numpy() <= figures["shown"].to_numpy()[several["under"]]).all()


@FEW
@given(seeds)
def test_rules_that_the_truth_keeps_are_kept(seed: int) -> None:
    before = pd.DataFrame(
        [("open", TOTAL, "", place, "before", 4.0, 5.0) for place in land.DISTRICTS[:5]], columns=list(EARLIER)
    )
    figures = shown_of(land.truth_of(seed), earlier=before)
    numbers = figures[figures["dimension"] == TOTAL].pivot(index="place", columns="measure")
    value, shown = numbers["value"], numbers["shown"]
    assert (shown["helped"] <= shown["found"]).all()
    bound = [place for place in land.DISTRICTS[:5] if value["open"][place] <= value["found"][place] + 4]
    assert all(shown["open"][place] <= shown["found"][place] + 5 for place in bound)


@ONE
@given(seeds)
def test_what_is_told_as_before_keeps_its_figure_through_corrections(seed: int) -> None:
    truth = land.truth_of(seed)
    figures = shown_of(truth)
    for round_ in range(2):
        again = land.corrected(truth, seed + round_)
        released = as_released(truth, cells_of(figures), land.SHAPES)
        assert (released.sort_values(KEYS)["shown"].to_numpy() == figures.sort_values(KEYS)["shown"].to_numpy()).all()
        later = shown_of(again, remembered=released, secret=b"lost and made anew")
        both = figures.merge(later, on=KEYS, suffixes=("_then", "_now"))
        same = both["value_then"] == both["value_now"]
        kept = both[same]
        for told in (truth, again):
            laid = laid_out(told, land.SHAPES)
            kept = kept.merge(laid.loc[is_leaf(laid), KEYS], on=KEYS)
        assert len(kept) > 40
        assert (kept["shown_then"] == kept["shown_now"]).all()
        truth, figures = again, later


@ONE
@given(seeds, seeds)
def test_the_same_secret_gives_the_same_figures_and_another_does_not(seed: int, other: int) -> None:
    truth = land.truth_of(seed)
    first = shown_of(truth)
    shuffled = truth.sample(frac=1, random_state=other)
    pd.testing.assert_frame_equal(first, shown_of(shuffled))
    assert not first["shown"].equals(shown_of(truth, secret=b"another")["shown"])
    assert not first["shown"].equals(shown_of(truth, draw=1)["shown"])


def test_a_lone_number_goes_either_way_with_the_odds_that_keep_it_right_on_average() -> None:
    places = [f"{number}" for number in range(60)]
    truth = pd.DataFrame([("open", TOTAL, "", "2026-Q2", place, 2.0) for place in places], columns=list(TRUTH))
    above = {place: (f"province of {place}", "LAND") for place in places}  # none holds two
    shown = [
        rounded(truth, shapes=land.SHAPES, above=above, base=5, secret=b"%d" % number)["shown"].to_numpy()
        for number in range(4)
    ]
    up = np.mean(np.array(shown) == 5.0)
    assert 0.33 < up < 0.47
    assert abs(np.mean(shown) - 2) < 0.35


def test_where_nothing_was_accepted_nothing_is_shown() -> None:
    nothing = pd.DataFrame(columns=list(TRUTH)).astype({"value": float})
    figures = shown_of(nothing)
    assert figures.empty
    assert set(cells_of(figures)["status"]) == {"missing", "not_expected"}


def test_what_a_breakdown_leaves_untold_is_rounded_and_never_published() -> None:
    figures = shown_of(land.truth_of(7))
    rests = figures[figures["item"].str.startswith(REST)]
    assert len(rests)
    assert not cells_of(figures)["item"].str.startswith(REST).any()


def test_a_breakdown_of_more_than_its_number_is_left_out() -> None:
    rows = [("found", TOTAL, "", "2026-Q2", "A1", 2.0)]
    rows += [("found", "route", item, "2026-Q2", "A1", 2.0) for item in ("in", "out")]
    figures = shown_of(pd.DataFrame(rows, columns=list(TRUTH)))
    assert list(figures["dimension"]) == [TOTAL]


def test_errors_of_the_year_are_made_good() -> None:
    plain, repaid = 0.0, 0.0
    for seed in range(2):
        truth = land.truth_of(seed)
        numbers = truth[(truth["measure"] == "found") & (truth["dimension"] == TOTAL) & (truth["value"] % 5 > 0)]
        owed = numbers.assign(shown=numbers["value"] + 4)
        for carried in (None, owed):
            found = shown_of(truth, carried=carried).merge(numbers[KEYS], on=KEYS)
            off = (found["shown"] - found["value"]).sum()
            plain, repaid = (plain + off, repaid) if carried is None else (plain, repaid + off)
    assert repaid < min(plain, 0) - 3


@pytest.fixture(scope="module")
def published() -> pd.DataFrame:
    return cells_of(shown_of(land.truth_of(3)))


def test_upper_levels_are_plain_sums_of_what_is_published_below(published: pd.DataFrame) -> None:
    district = published[published["place"].isin(land.DISTRICTS)]
    for level, up in (("LAND", lambda place: "LAND"), ("A", lambda place: place[0])):
        here = published[(published["place"] == level) & published["value"].notna()]
        here = here[here["measure"] != "awarded"]
        sums = district.assign(place=district["place"].map(up)).groupby(KEYS)["value"].sum()
        found = here.set_index(KEYS)["value"]
        assert len(found) > 20
        assert (found == sums.reindex(found.index)).all()


def test_nothing_of_the_parts_tells_what_stands_behind_a_shown_nothing(published: pd.DataFrame) -> None:
    numbers = published[(published["measure"] == "found") & (published["dimension"] == TOTAL)]
    nothing = set(numbers.loc[numbers["value"] == 0, "place"])
    assert nothing
    for place in nothing:
        told = published[(published["place"] == place) & (published["measure"] == "found")]
        assert set(told["dimension"]) == {TOTAL, "sex_age", "forms", "who", "route"}
        assert (told["value"] == 0).all()
    rows = published[published["dimension"] == "nationality"]
    assert (rows.groupby([rows["place"], rows["item"].str[:3]])["value"].max() > 0).all()


def test_missing_and_not_expected_are_no_figures(published: pd.DataFrame) -> None:
    silent = published[published["place"] == "A9"].set_index("measure")
    assert silent["value"].isna().all()
    assert silent.loc["open", ["status", "reporting", "expected"]].tolist() == ["not_expected", 0, 0]
    assert silent.loc["found", ["status", "reporting", "expected"]].tolist() == ["missing", 0, 1]
    whole = published[(published["place"] == "LAND") & (published["dimension"] == TOTAL)].set_index("measure")
    assert whole.loc["found", ["status", "reporting", "expected"]].tolist() == ["reported", 8, 8]


def test_what_is_for_the_country_alone_stands_nowhere_else(published: pd.DataFrame) -> None:
    assert set(published.loc[published["measure"] == "awarded", "place"]) == {"LAND"}
