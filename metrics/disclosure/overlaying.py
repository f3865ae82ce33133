"""Between which values each true figure is known to lie: from what a release shows, and the quarter's earlier ones.

Whoever lays releases of one quarter over one another knows more only of what is the same in both. A figure told anew
may be any other now; one told as before kept what is shown of it, so that the earlier release says of it what the newer
one says. What differs is how far off the worst figures are, and what is shown of the province for its pooled districts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from metrics.disclosure.cube import TOTAL
from metrics.disclosure.knowing import upper_figures
from metrics.disclosure.laying import KEYS


def known_of(
    laid: pd.DataFrame,
    cells: pd.DataFrame,
    *,
    above: Mapping[str, Sequence[str]],
    before: Sequence[pd.DataFrame] = (),
) -> pd.DataFrame:
    """Between which values the attacker of a rounded release knows every true figure of people to lie.

    Args:
        laid: of `laying.laid_out`, with `step`, `shown` and `leaf`.
        cells: columns `data.model.RELEASE_CELLS`.
        above: for every district the places above it.
        before: for each earlier published release of the quarter, columns `cube.FIGURES`.

    Returns:
        KEYS, `value`, `shown`, `step`, `level`, `low`, `high`; and `least` and `most`: between which values the other
        districts of its province, who know their own figures, knew a district's figure to lie at earlier releases, as
        far as its return is the same. NaN where they knew nothing of it.
    """
    own = laid[laid["step"] > 0]
    named = own["dimension"].ne(TOTAL)
    level = np.where(own["leaf"], "leaf", np.where(named, "district part", "district"))
    sums = _sums(own, above)
    sums = sums.merge(cells[[*KEYS, "value"]].rename(columns={"value": "shown"}), on=KEYS, how="left")
    sums = sums.assign(shown=sums["shown"].fillna(0.0))
    columns = [*KEYS, "value", "shown", "step", "level"]
    known = pd.concat([own.assign(level=level)[columns], sums[columns]], ignore_index=True)
    known = _within(known, known["shown"]).assign(least=np.nan, most=np.nan)
    for release in before:
        same = _same(own, release)
        known = _overlaid(known, same)
        known = _pooled(known, _then(own, release), same["place"].unique(), above=above)
    return known


def _sums(figures: pd.DataFrame, above: Mapping[str, Sequence[str]]) -> pd.DataFrame:
    """The true figures of the places above, with their level."""
    sums = upper_figures(figures, above)[0].drop(columns=["under", "several", "over"])
    country = sums["place"].isin({places[-1] for places in above.values()})
    part = np.where(sums["dimension"] == TOTAL, "", " part")
    return sums.assign(level=np.where(country, "country", "province") + pd.Series(part, index=sums.index))


def _wide(known: pd.DataFrame, shown: pd.Series) -> pd.Series:
    """How far from the shown figure the true one may lie: as far as the worst of its level, or as the base leaves open.

    The worst is nowhere published; that it is known is the most that could be.
    """
    step = known["step"]
    worst = ((shown - known["value"]).abs() / step).groupby(known["level"]).transform("max").fillna(0)
    return pd.Series(np.maximum(step - 1, worst * step), index=known.index)


def _within(known: pd.DataFrame, shown: pd.Series) -> pd.DataFrame:
    """Narrow what is known to what a release leaves open."""
    wide = _wide(known, shown)
    low, high = (shown - wide).clip(lower=0), shown + wide
    if "low" in known:
        low = known["low"].where(~(known["low"] < low), low)
        high = known["high"].where(~(known["high"] > high), high)
    return known.assign(low=low, high=high)


def _then(own: pd.DataFrame, release: pd.DataFrame) -> pd.DataFrame:
    """The figures of an earlier release, as far as they are of people, with their steps."""
    steps = own.groupby("measure")["step"].first()
    then = release[release["measure"].isin(steps.index)]
    return then.assign(step=then["measure"].map(steps))


def _same(own: pd.DataFrame, release: pd.DataFrame) -> pd.DataFrame:
    """What an earlier release shows (`shown_then`) of the districts of which every figure is still the same."""
    told = own[[*KEYS, "value"]].merge(release[[*KEYS, "value", "shown"]], on=KEYS, how="left", suffixes=("", "_then"))
    same = (told["value"] == told["value_then"]).groupby(told["place"]).all()
    return told.loc[told["place"].map(same), [*KEYS, "shown"]].rename(columns={"shown": "shown_then"})


def _overlaid(known: pd.DataFrame, same: pd.DataFrame) -> pd.DataFrame:
    """What an earlier release tells everybody besides."""
    both = known.merge(same, on=KEYS, how="left")
    return _within(both, both["shown_then"]).drop(columns="shown_then")


def _pooled(
    known: pd.DataFrame, then: pd.DataFrame, same: np.ndarray, *, above: Mapping[str, Sequence[str]]
) -> pd.DataFrame:
    """What the figures that an earlier release showed of a province told its other districts.

    They know by how much their own figures were shown too high or too low, and so between which values that of the one
    lay, seen from its true one.
    """
    then = then.drop(columns=["under", "several"], errors="ignore")
    sums = _sums(then, above)
    sums = sums.merge(
        _sums(then.assign(value=then["shown"]), above)[[*KEYS, "value"]], on=KEYS, suffixes=("", "_shown")
    )
    wide = _wide(sums, sums["value_shown"])
    off = sums["value_shown"] - sums["value"]
    upper = sums.assign(least_off=off - wide, most_off=off + wide, over=sums["place"])
    upper = upper[["measure", "dimension", "item", "over", "least_off", "most_off"]]
    nearest = known["place"].where(known["place"].isin(same)).map({place: places[0] for place, places in above.items()})
    found = known.assign(over=nearest).merge(upper, on=["measure", "dimension", "item", "over"], how="left")
    return known.assign(
        least=np.fmax(known["least"].to_numpy(), (found["value"] + found["least_off"]).to_numpy()),
        most=np.fmin(known["most"].to_numpy(), (found["value"] + found["most_off"]).to_numpy()),
    )
