"""What releases tell together that tell nothing alone: a quarter corrected and released three times, and a year."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pandas as pd
import pytest
from scipy import sparse

from metrics.disclosure.adding import added_up
from metrics.disclosure.attack import Ints, Knowledge, attack
from metrics.disclosure.audit import audited
from metrics.disclosure.cube import FIGURES, TOTAL, TRUTH, Bound, Ref, Shape
from metrics.disclosure.knowing import Readable, readable
from metrics.disclosure.laying import KEYS, is_leaf, laid_out
from metrics.disclosure.overlaying import known_of
from metrics.disclosure.rounding import as_released, rounded
from tests.metrics.disclosure import small_country as land

SHAPES = {"found": Shape("found", 1, (land.SEX_AGE,), adds_over_year=True)}
SOME = ("A1", "A2", "A3", "B1", "B2")
ABOVE = {place: land.ABOVE[place] for place in SOME}
WHERE = {"shapes": SHAPES, "above": ABOVE, "base": 5}
NOBODY = pd.DataFrame({"measure": [], "place": [], "status": []})


def country(seed: int) -> pd.DataFrame:
    truth = land.truth_of(seed, districts=SOME)
    return truth[(truth["measure"] == "found") & truth["dimension"].isin([TOTAL, "sex_age"])]


def released(truth: pd.DataFrame, before: Sequence[pd.DataFrame] = (), **more: pd.DataFrame) -> pd.DataFrame:
    """The figures of a release that passes the audit, drawn again where it does not, as the ministry's is."""
    for draw in range(3):
        remembered = before[-1] if before else None
        figures = rounded(truth, secret=land.SECRET, draw=draw, remembered=remembered, **WHERE, **more)
        if audited(cells_of(figures), truth, before=before, **WHERE).passed:
            return as_released(truth, cells_of(figures), SHAPES)
    raise AssertionError("no draw passes")


def cells_of(figures: pd.DataFrame) -> pd.DataFrame:
    return added_up(figures, quarter=land.QUARTER, shapes=SHAPES, above=ABOVE, answered=NOBODY, expected=SOME)


def read(figures: pd.DataFrame) -> Readable:
    """What can be read of one release."""
    laid = laid_out(figures[list(TRUTH)], SHAPES).assign(step=5.0)
    own = laid.assign(shown=figures["shown"].to_numpy(), leaf=is_leaf(laid))
    known = known_of(own, cells_of(figures), above=ABOVE)
    return readable(laid, known, above=ABOVE, bounds=(), earlier=None, base=5)


def together(each: Sequence[Readable], links: sparse.csr_array, low: np.ndarray, high: np.ndarray) -> Knowledge:
    """What can be read in several releases, and of further figures that `links` ties to theirs."""
    apart = [of.outsider() for of in each]
    same, most = (sparse.block_diag([getattr(one, name) for one in apart]) for name in ("same", "most"))
    wide = sparse.csr_array((same.shape[0] + most.shape[0], len(low)))
    rows = sparse.hstack([sparse.vstack([same, most]), wide]).tocsr()
    return Knowledge(
        np.concatenate([*(one.low for one in apart), low]),
        np.concatenate([*(one.high for one in apart), high]),
        sparse.vstack([rows[: same.shape[0]], links]).tocsr(),
        rows[same.shape[0] :],
        np.concatenate([one.at_most for one in apart]),
    )


def every(each: Sequence[Readable]) -> pd.DataFrame:
    """The figures of several releases one below the other, with the number of the release."""
    frames = [
        of.figures.assign(release=number, district=of.figures.index < of.districts) for number, of in enumerate(each)
    ]
    return pd.concat(frames, ignore_index=True)


def tied(pairs: Sequence[tuple[int, int]], columns: int) -> sparse.csr_array:
    """Rows that say of pairs of figures that they are the same."""
    rows = np.repeat(np.arange(len(pairs)), 2)
    return sparse.csr_array((np.tile([1.0, -1.0], len(pairs)), (rows, np.ravel(pairs))), shape=(len(pairs), columns))


@pytest.fixture(scope="module")
def versions() -> list[pd.DataFrame]:
    """Three releases of one quarter; before each of the later two a district hands in again."""
    found, truth = [], country(5)
    for number in range(3):
        if number:
            again = country(70 + number)
            truth = pd.concat([truth[truth["place"] != SOME[number]], again[again["place"] == SOME[number]]])
        found.append(released(truth.reset_index(drop=True), found))
    return found


def overlaid(each: Sequence[Readable], figures: pd.DataFrame) -> Knowledge:
    """All releases of a quarter, by somebody who knows which returns are the same in two of them."""
    pairs = []
    for later in range(1, len(each)):
        both = [
            figures[(figures["release"] == number) & figures["district"]].reset_index() for number in (later - 1, later)
        ]
        same = both[0].merge(both[1], on=KEYS, how="outer", suffixes=("", "_later"))
        unchanged = (same["value"] == same["value_later"]).groupby(same["place"]).all()
        pairs += list(same.loc[same["place"].map(unchanged), ["index", "index_later"]].itertuples(index=False))
    assert len(pairs) > 15
    return together(each, tied(pairs, len(figures)), np.zeros(0), np.zeros(0))


def test_three_releases_of_a_quarter_laid_over_one_another_tell_an_outsider_nothing(
    versions: list[pd.DataFrame],
) -> None:
    each = [read(figures) for figures in versions]
    figures = every(each)
    targets = np.flatnonzero(figures["value"] < 5)
    values = attack(overlaid(each, figures), targets, np.full(len(figures), 5.0)).values()[targets]
    assert len(targets) > 40
    assert values.min() >= 5


def test_nor_do_they_tell_the_other_districts_a_figure_of_the_last(versions: list[pd.DataFrame]) -> None:
    each = [read(figures) for figures in versions]
    figures = every(each)
    outside = overlaid(each, figures)
    true = figures["value"].to_numpy(dtype=float)
    for place in SOME:
        others = figures["place"].isin([other for other in SOME if other[0] == place[0] and other != place]).to_numpy()
        low, high = (np.where(others, true, known) for known in (outside.low, outside.high))
        pooled = Knowledge(low, high, outside.same, outside.most, outside.at_most)
        targets = np.flatnonzero(figures["place"] == place)
        assert attack(pooled, targets, np.full(len(figures), 2.0)).values()[targets].min() >= 2, place


def year_of(each: Sequence[Readable], figures: pd.DataFrame, of: str, room: float) -> Knowledge:
    """The quarters of a year, and beside them the year's totals of what is `of` their figures."""
    names = figures.groupby(KEYS, sort=True).ngroup().to_numpy()
    sums = np.bincount(names, figures[of].to_numpy(dtype=float))
    count, columns = len(sums), len(figures)
    rows, data = np.concatenate([names, np.arange(count)]), np.concatenate([np.ones(columns), -np.ones(count)])
    links = sparse.csr_array((data, (rows, np.arange(columns + count))), shape=(count, columns + count))
    apart = np.bincount(names, (figures["shown"] - figures["value"]).to_numpy(dtype=float))
    wide = max(room, float(np.abs(apart).max())) if of == "shown" else room
    return together(each, links, np.maximum(sums - wide, 0), sums + wide)


def test_totals_of_a_year_tell_nothing_that_its_quarters_do_not() -> None:
    """Of the shown figures; those of the true ones, in whatever file, would be found out."""
    carried, each = None, []
    for number in range(4):
        figures = released(country(20 + number), **({} if carried is None else {"carried": carried}))
        each.append(read(figures))
        told = figures if carried is None else pd.concat([carried, figures])
        carried = told.groupby([key for key in FIGURES if key not in ("value", "shown")], as_index=False)[
            ["value", "shown"]
        ].sum()
    figures = every(each)
    targets: Ints = np.flatnonzero(figures["district"] & (figures["release"] == 1))[:10]
    all_of_them = np.full(len(figures), np.inf)
    alone = attack(together(each, sparse.csr_array((0, len(figures))), np.zeros(0), np.zeros(0)), targets, all_of_them)
    count = figures.groupby(KEYS).ngroups
    enough = np.full(len(figures) + count, np.inf)
    with_year = attack(year_of(each, figures, "shown", 4.0), targets, enough)
    assert len(targets) == 10
    assert (with_year.values()[targets] == alone.values()[targets]).all()
    assert alone.values()[targets].min() >= 5
    exact = attack(year_of(each, figures, "value", 0.0), targets, enough)
    assert (exact.values()[targets] < 5).any()


def test_a_rule_that_keeps_a_lone_figure_down_does_not_show_all_others_to_be_of_nobody() -> None:
    """4 are still pending, as before; but before 0 were shown, and so 0 must be now, and none is new."""
    shapes = {"open": Shape("open", 1), "new": Shape("new", 1)}
    places = SOME[:3]
    rows = [(name, TOTAL, "", str(land.QUARTER), place, 0.0) for name in shapes for place in places]
    truth = pd.DataFrame(rows, columns=list(TRUTH))
    truth.loc[(truth["measure"] == "open") & (truth["place"] == "A1"), "value"] = 4.0
    earlier = pd.DataFrame(
        [("open", TOTAL, "", place, "before", 4.0 * (place == "A1"), 0.0) for place in places],
        columns=["measure", "dimension", "item", "place", "when", "value", "shown"],
    )
    where = {
        "shapes": shapes,
        "above": {place: ABOVE[place] for place in places},
        "base": 5,
        "bounds": (Bound((Ref("open"),), (Ref("open", when="before"), Ref("new"))),),
        "earlier": earlier,
    }
    figures = rounded(truth, secret=land.SECRET, **where)
    cells = added_up(
        figures, quarter=land.QUARTER, shapes=shapes, above=where["above"], answered=NOBODY, expected=places
    )
    verdict = audited(cells, truth, **where)
    assert verdict.passed, verdict
    nothing = cells.assign(value=cells["value"] * 0)
    found = audited(nothing, truth, **where)
    assert (found.insider_nobody, found.passed) == (2, False)
