"""Controlled random rounding: every figure of people a multiple of the base, and every total the sum of its parts.

Each leaf goes to one of its two neighbouring multiples, drawn with the odds that keep it right on average (a 2 becomes
5 two times in five); a multiple stays. Leaves then change sides, as few and as near ones as possible, until all ways
of breaking a number down make the same number, and numbers and sums stay near the truth. Everything above the leaves
is the plain sum of what is shown. See L. H. Cox, "Disclosure analysis and cell suppression" (1975); L. H. Cox and L. R.
Ernst, "Controlled rounding" (1982); L. H. Cox, "A constructive procedure for unbiased controlled rounding" (1987); and
what Statistics Canada does with the counts of small blocks of its censuses.

Why it cannot be undone. The shown figures add up, and keep the rules that the true ones keep: so they might be the
truth themselves. Take any leaf, and add 1, 2, ... base - 1 to it, to every total that it is in, and to one leaf of
each other breakdown of these totals: again all adds up, and every figure lies within base - 1 of what is shown. A
reader who knows the method, and that no figure is further off, must think each of these `base` values possible. The
argument fails as soon as anything else that follows from the true figures can be read beside the shown ones.

Were the nearest multiple taken, or the sum of all errors made least, a reader could turn that rule round: a shown 5
could only have been 3 to 7. So the draw decides, and errors count for little until they become larger than the base
allows. It is made with a secret, from the name of the figure, and so is the same when it is made again.
"""

from __future__ import annotations

import hmac
from collections.abc import Callable, Mapping, Sequence

import numpy as np
import pandas as pd

from metrics.disclosure.blocks import Family
from metrics.disclosure.cube import FIGURES, REST, Bound, Shape, families
from metrics.disclosure.laying import KEYS, is_leaf, laid_out
from metrics.disclosure.program import Floats
from metrics.disclosure.solving import fitted

Progress = Callable[[int, int], None]


def rounded(
    truth: pd.DataFrame,
    *,
    shapes: Mapping[str, Shape],
    above: Mapping[str, Sequence[str]],
    bounds: Sequence[Bound] = (),
    base: int,
    secret: bytes,
    draw: int = 0,
    remembered: pd.DataFrame | None = None,
    earlier: pd.DataFrame | None = None,
    carried: pd.DataFrame | None = None,
    progress: Progress = lambda done, of: None,
) -> pd.DataFrame:
    """What is shown of the figures of one quarter's accepted returns.

    Args:
        truth: columns `cube.TRUTH`; a nil return's numbers are 0.
        shapes: of every measure released.
        above: for every district the places above it, nearest first.
        bounds: what shown figures of one district must keep, as the true ones do.
        base: 3, 5 or 10.
        secret: what the draw is made with.
        draw: another number draws anew.
        remembered: columns `cube.FIGURES` of the quarter's last release: a leaf told as it was then keeps its figure.
        earlier: columns `cube.EARLIER`. A bound does not speak of a place for which it lacks a figure.
        carried: columns `cube.FIGURES` of the fiscal year's earlier quarters: their errors are made good.
        progress: told how many families of measures are done, of how many.

    Returns:
        Columns `cube.FIGURES`. Measures that do not count people are shown as they are.
    """
    figures = laid_out(truth, shapes)
    steps = {name: float(shape.step(base)) for name, shape in shapes.items()}
    figures = figures.assign(
        step=figures["measure"].map(steps),
        province=figures["place"].map({place: places[0] for place, places in above.items()}),
        shown=figures["value"],
        leaf=is_leaf(figures),
        kept=_kept(figures, remembered, steps),
        carried=_error(figures, carried),
    )
    figures["changed"] = figures["leaf"] & figures["kept"].isna() & (remembered is not None)
    groups = families({name: shapes[name] for name in figures["measure"].unique()}, bounds)
    for done, family in enumerate(groups):
        progress(done, len(groups))
        chosen = figures[figures["measure"].isin(family)]
        drawn = _drawn(chosen, secret, draw)
        figures.loc[chosen.index, "shown"] = _shown(chosen, shapes, drawn, bounds=bounds, earlier=earlier, base=base)
    progress(len(groups), len(groups))
    return figures[list(FIGURES)]


def as_released(truth: pd.DataFrame, cells: pd.DataFrame, shapes: Mapping[str, Shape]) -> pd.DataFrame:
    """What a release made of its truth: to be remembered in the quarter's next release, and carried through the year.

    Args:
        truth: columns `cube.TRUTH`, of the returns that the release was computed from.
        cells: columns `data.model.RELEASE_CELLS`.
        shapes: of every measure.

    Returns:
        Columns `cube.FIGURES`. Rows of a breakdown that were not published, because nothing is shown in them, are 0.
    """
    figures = laid_out(truth, shapes)
    told = cells[[*KEYS, "value"]].rename(columns={"value": "shown"})
    figures = figures.merge(told, on=KEYS, how="left")
    counts = figures["measure"].map({name: shape.unit > 0 for name, shape in shapes.items()})
    figures["shown"] = figures["shown"].fillna(0.0).where(counts, figures["value"])
    rest = figures["item"].str.startswith(REST)
    parts = figures[(figures["under"] >= 0) & ~figures["several"]]
    made = parts.groupby(["under", "dimension"])["shown"].sum()
    where = pd.MultiIndex.from_frame(figures.loc[rest, ["under", "dimension"]])
    whole = figures["shown"].to_numpy()[figures.loc[rest, "under"].to_numpy()]
    figures.loc[rest, "shown"] = whole - made.reindex(where).to_numpy()
    return figures[list(FIGURES)]


def _shown(
    figures: pd.DataFrame,
    shapes: Mapping[str, Shape],
    drawn: Floats,
    *,
    bounds: Sequence[Bound],
    earlier: pd.DataFrame | None,
    base: int,
) -> Floats:
    """What is shown of a family's figures; of nothing, nothing."""
    counted = _counted(figures, bounds)
    rows = np.flatnonzero(counted)
    number = np.full(int(figures.index.max()) + 2, -1)
    number[figures.index[rows]] = np.arange(len(rows))
    some = figures.iloc[rows]
    some = some.assign(under=number[some["under"].to_numpy()]).reset_index(drop=True)
    shown = np.zeros(len(figures))
    if len(some):
        own = {measure: shapes[measure] for measure in some["measure"].unique()}
        family = Family(some, own, bounds=bounds, earlier=earlier, drawn=drawn[rows], base=base)
        for inside, block in family.provinces():
            found = fitted(block)
            family.settle(inside, found)
            shown[rows[inside]] = found * some["step"].to_numpy()[inside]
    return shown


def _counted(figures: pd.DataFrame, bounds: Sequence[Bound]) -> np.ndarray:
    """Which figures are something, or were shown as something, or changed; and all that they lie under.

    What a bound names is something too, though it be nothing: the bound speaks of a place where all its figures are.
    """
    named = {(ref.measure, ref.dimension, ref.item) for bound in bounds for ref in (*bound.these, *bound.at_most)}
    bound_by = pd.MultiIndex.from_frame(figures[["measure", "dimension", "item"]]).isin(list(named))
    counted = ((figures["value"] > 0) | (figures["kept"] > 0) | figures["changed"] | bound_by).to_numpy(copy=True)
    place = pd.Series(np.arange(len(figures)), index=figures.index)
    for _ in range(2):  # parts of parts
        above = figures["under"].to_numpy()[counted]
        counted[place.loc[above[above >= 0]].to_numpy()] = True
    nothing = (figures["value"] == 0).to_numpy()
    for _ in range(2):  # all of what makes a nothing, so that it stays what its parts make
        counted |= figures["under"].isin(figures.index[counted & nothing]).to_numpy()
    return counted


def _kept(figures: pd.DataFrame, remembered: pd.DataFrame | None, steps: Mapping[str, float]) -> Floats:
    """The released figure of everything that is told as it was when it was released; NaN of all else."""
    if remembered is None:
        return np.full(len(figures), np.nan)
    before = remembered[[*KEYS, "value", "shown"]].rename(columns={"value": "was", "shown": "kept"})
    found = figures[[*KEYS, "value"]].merge(before, on=KEYS, how="left")
    step = found["measure"].map(steps)
    same = (found["was"] == found["value"]) & ((found["kept"] % step.where(step > 0, 1)) == 0)
    return found["kept"].where(same).to_numpy(dtype=float)


def _error(figures: pd.DataFrame, carried: pd.DataFrame | None) -> Floats:
    """By how much more was shown than was true in the year's earlier quarters."""
    if carried is None:
        return np.zeros(len(figures))
    off = carried.assign(off=carried["shown"] - carried["value"]).groupby(KEYS, as_index=False)["off"].sum()
    return figures[KEYS].merge(off, on=KEYS, how="left")["off"].fillna(0.0).to_numpy(dtype=float)


def _drawn(figures: pd.DataFrame, secret: bytes, draw: int) -> Floats:
    """A number from 0 to 1 for every figure, which only who has the secret can tell from its name."""
    names = zip(*(figures[column] for column in ("measure", "dimension", "item", "quarter", "place")), strict=True)
    found = (hmac.digest(secret, "|".join((str(draw), *map(str, name))).encode(), "sha256") for name in names)
    return np.array([int.from_bytes(each[:8], "big") / 2**64 for each in found])
