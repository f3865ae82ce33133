"""The audit of a release: the attack on exactly what will be readable, and its verdict.

Totals of a year are no part of it. They are sums of what is shown of its quarters, which whoever reads these can form:
a leaf of one quarter that is raised by less than the base raises its year's totals by as much, and no others, so that
all that is told of the year still fits. `tests/metrics/disclosure/test_together.py` holds it.
"""

from __future__ import annotations

import dataclasses
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
from scipy import sparse

from metrics.disclosure.attack import Floats, Ints, Knowledge, Ranges, attack
from metrics.disclosure.blocks import bound_rows
from metrics.disclosure.cube import Bound, Shape, families
from metrics.disclosure.knowing import Readable, Statement, readable, upper_figures
from metrics.disclosure.laying import KEYS, is_leaf, laid_out
from metrics.disclosure.moving import ways
from metrics.disclosure.overlaying import known_of
from metrics.disclosure.rounding import as_released

Progress = Callable[[int, int], None]

COUNTED = (
    "cells",
    "sensitive",
    "outsider_exact",
    "outsider_narrow",
    "insider_exact",
    "insider_narrow",
    "insider_nobody",
)


@dataclass(frozen=True)
class Verdict:
    """What the audit of a release found.

    Attributes:
        cells: how many figures of people were attacked, of all levels.
        sensitive: how many of them are worth knowing: those truly of few people, and all that are shown as 0.
        outsider_exact, outsider_narrow: how many of these anybody can work out, or to fewer values than the base.
        insider_exact, insider_narrow: likewise all other districts of the province together, of figures that are truly
            of somebody.
        insider_nobody: how many figures they can work out to be of nobody.
        off_base: cells that are no multiple of their step.
        sums_unequal: totals that are not the sum of what is shown.
        rules_broken: published rules that the true figures keep and the shown ones do not.
        largest_deviation, mean_deviation: of shown from true figures, in steps of one person, by level.
        seconds: that the audit took.
    """

    cells: int = 0
    sensitive: int = 0
    outsider_exact: int = 0
    outsider_narrow: int = 0
    insider_exact: int = 0
    insider_narrow: int = 0
    insider_nobody: int = 0
    off_base: int = 0
    sums_unequal: int = 0
    rules_broken: int = 0
    largest_deviation: Mapping[str, float] = field(default_factory=dict)
    mean_deviation: Mapping[str, float] = field(default_factory=dict)
    seconds: float = 0.0

    @property
    def passed(self) -> bool:
        """Whether it may be published. What pooled districts can narrow, and not work out, does not stop it."""
        found = (self.outsider_exact, self.outsider_narrow, self.insider_exact, self.insider_nobody)
        return not any((*found, self.off_base, self.sums_unequal, self.rules_broken))

    def as_json(self) -> dict[str, Any]:
        """As it is stored: plain numbers, and whether it passed."""
        return {**dataclasses.asdict(self), "passed": self.passed}


def audited(
    cells: pd.DataFrame,
    truth: pd.DataFrame,
    *,
    shapes: Mapping[str, Shape],
    above: Mapping[str, Sequence[str]],
    bounds: Sequence[Bound] = (),
    base: int,
    earlier: pd.DataFrame | None = None,
    before: Sequence[pd.DataFrame] = (),
    also: Sequence[Statement] = (),
    progress: Progress = lambda done, of: None,
) -> Verdict:
    """Attack what will be readable of one quarter.

    The attacker knows the method, and how far the worst figure of each level is off (never taken for less than the
    base leaves open). They know, too, of which districts the returns are the same as in an earlier release.

    Args:
        cells: columns `data.model.RELEASE_CELLS`, exactly what will be readable.
        truth: columns `cube.TRUTH`, what it was computed from.
        shapes: of every measure released.
        above: for every district the places above it, nearest first.
        bounds: the published rules.
        base: 3, 5 or 10.
        earlier: columns `cube.EARLIER`.
        before: for each earlier published release of the quarter, columns `cube.FIGURES` (`rounding.as_released`).
        also: what else can be read, beside the cells.
        progress: told how many families of measures are done, of how many.
    """
    began = time.monotonic()
    laid = laid_out(truth, shapes)
    laid = laid.assign(
        step=laid["measure"].map({name: float(shape.step(base)) for name, shape in shapes.items()}),
        shown=as_released(truth, cells, shapes)["shown"],
        leaf=is_leaf(laid),
    )
    known = known_of(laid, cells, above=above, before=before)
    found = recovered(
        laid, known, shapes=shapes, above=above, bounds=bounds, base=base, earlier=earlier, also=also, progress=progress
    )
    off = known.assign(off=(known["shown"] - known["value"]).abs() / known["step"] * base).groupby("level")["off"]
    return Verdict(
        **found,
        off_base=_off_base(cells, shapes, base),
        sums_unequal=_unequal(laid, known, above),
        rules_broken=_broken(laid, bounds, earlier),
        largest_deviation={str(level): round(float(most), 2) for level, most in off.max().items()},
        mean_deviation={str(level): round(float(mean), 2) for level, mean in off.mean().items()},
        seconds=round(time.monotonic() - began, 2),
    )


def recovered(
    laid: pd.DataFrame,
    known: pd.DataFrame,
    *,
    shapes: Mapping[str, Shape],
    above: Mapping[str, Sequence[str]],
    bounds: Sequence[Bound] = (),
    base: int,
    earlier: pd.DataFrame | None = None,
    also: Sequence[Statement] = (),
    progress: Progress = lambda done, of: None,
) -> dict[str, int]:
    """What can be worked out of figures of which is known between which values each lies, however they were protected.

    Args:
        laid: of `laying.laid_out`, with `step`.
        known: KEYS, `low`, `high` and `shown` (NaN where nothing is shown) of figures of every level; besides, as
            `overlaying.known_of` tells them, `least` and `most`.
        shapes: as in `audited`; so are the others.
        above: for every district the places above it.
        bounds: the published rules.
        base: what is few: fewer people than so many.
        earlier: columns `cube.EARLIER`.
        also: what else can be read.
        progress: told how far it is.

    Returns:
        The first numbers of a verdict, by name.
    """
    counts = dict.fromkeys(COUNTED, 0)
    groups = families({name: shapes[name] for name in laid["measure"].unique()}, bounds)
    for done, family in enumerate(groups):
        progress(done, len(groups))
        chosen = _renumbered(laid[laid["measure"].isin(family)])
        of = readable(chosen, known, above=above, bounds=bounds, earlier=earlier, base=base, also=also)
        figures = of.figures
        step, value = figures["step"].to_numpy(dtype=float), figures["value"].to_numpy(dtype=float)
        worth = ((value > 0) & (value < step)) | (figures["shown"] == 0).to_numpy()
        counts["cells"] += len(figures)
        counts["sensitive"] += int(worth.sum())
        for who, ranges, targets in _attacks(of, worth, step):
            values, true = ranges.values()[targets], value[targets]
            exact, narrow = values <= 1, (values > 1) & (values < step[targets])
            if who == "insider":
                counts["insider_nobody"] += int((exact & (true == 0)).sum())
                exact, narrow = exact & (true > 0), narrow & (true > 0)
            counts[f"{who}_exact"] += int(exact.sum())
            counts[f"{who}_narrow"] += int(narrow.sum())
    progress(len(groups), len(groups))
    return counts


def _attacks(of: Readable, worth: np.ndarray, step: Floats) -> Iterator[tuple[str, Ranges, Ints]]:
    """The outsider's attack on everything, and the pooled districts' on each district in turn."""
    outsider, insiders = of.outsider(), of.insiders()
    targets = np.flatnonzero(worth)
    yield "outsider", attack(outsider, targets, step, fitting=_for_outsider(of, outsider)), targets
    own = targets[targets < of.districts]
    enough = np.where(of.figures["value"] > 0, step, np.minimum(step, 2.0))
    yield "insider", attack(insiders, own, enough, fitting=_for_insiders(of, insiders)), own


def _for_outsider(of: Readable, known: Knowledge) -> Iterator[tuple[Floats, sparse.csc_array]]:
    """What is shown might be true, and so might be what is; from both, figures are moved up and down."""
    for name in ("shown", "value"):
        figures = of.figures[name].to_numpy(dtype=float)
        if not np.isnan(figures).any():
            yield from _up_and_down(of, known, figures)


def _for_insiders(of: Readable, known: Knowledge) -> Iterator[tuple[Floats, sparse.csc_array]]:
    yield from _up_and_down(of, known, of.figures["value"].to_numpy(dtype=float)[: of.districts])


def _up_and_down(of: Readable, known: Knowledge, figures: Floats) -> Iterator[tuple[Floats, sparse.csc_array]]:
    room, spare = ((known.high - figures)[: of.districts], (figures - known.low)[: of.districts])
    upper = len(figures) > of.districts
    yield figures, ways(of, room=room, spare=spare, upper=upper)
    yield figures, -ways(of, room=spare, spare=room, upper=upper)


def _renumbered(figures: pd.DataFrame) -> pd.DataFrame:
    """Rows numbered from 0, and what they lie under with them."""
    place = pd.Series(np.arange(len(figures)), index=figures.index)
    return figures.assign(under=figures["under"].map(place).fillna(-1).astype(int)).reset_index(drop=True)


def _off_base(cells: pd.DataFrame, shapes: Mapping[str, Shape], base: int) -> int:
    step = cells["measure"].map({name: shape.step(base) for name, shape in shapes.items()})
    off = cells["value"].notna() & (step > 0) & ((cells["value"] % step.where(step > 0, 1)) != 0)
    return int(off.sum())


def _unequal(laid: pd.DataFrame, known: pd.DataFrame, above: Mapping[str, Sequence[str]]) -> int:
    """Totals that are not the sum of what is shown of their parts, or places; parts that are more than their total."""
    own = laid[laid["step"] > 0]
    shown = laid["shown"].to_numpy()
    parts = own[(own["under"] >= 0) & ~own["several"]]
    made = parts.groupby(["under", "dimension"])["shown"].sum()
    wrong = int((made.to_numpy() != shown[made.index.get_level_values(0)]).sum()) + int((own["shown"] < 0).sum())
    several = own[own["several"]]
    wrong += int((several["shown"].to_numpy() > shown[several["under"].to_numpy()]).sum())
    sums = upper_figures(own.assign(value=own["shown"]), above)[0]
    both = sums.merge(known[[*KEYS, "shown"]], on=KEYS)
    return wrong + int((both["value"] != both["shown"]).sum())


def _broken(laid: pd.DataFrame, bounds: Sequence[Bound], earlier: pd.DataFrame | None) -> int:
    own = _renumbered(laid[laid["step"] > 0])
    rows = bound_rows(own, bounds, earlier, of="shown")
    made = rows.of @ (own["shown"] / own["step"]).to_numpy(dtype=float)
    return int((made > rows.high + 1e-9).sum())
