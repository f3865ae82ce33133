"""What a district reported in earlier quarters, for the checks that compare with it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy.engine import Connection

from data.catalogue import Catalogue
from data.model import Quarter, Status, quarters_between
from data.store import frames

CellOfReturn = tuple[str, str, str]
"""Measure, dimension and item."""


@dataclass(frozen=True)
class History:
    """The returns that count, of the quarters before the one of the return.

    Attributes:
        totals: the reported values of each measure by quarter. Where nobody reported, there is no value.
        cells: every number that was typed for the quarter before; None where it did not apply.
    """

    totals: Mapping[str, Mapping[Quarter, float]] = field(default_factory=dict)
    cells: Mapping[CellOfReturn, float | None] = field(default_factory=dict)

    def before(self, measure: str, quarter: Quarter) -> float | None:
        """The value of the quarter before; None where it is not known."""
        return self.totals.get(measure, {}).get(quarter - 1)

    def so_far(self, measure: str, quarter: Quarter) -> tuple[float, bool]:
        """The sum of what was reported before a quarter, and whether no quarter since the first is missing."""
        known = self.totals.get(measure, {})
        if not known:
            return 0.0, True
        return sum(known.values()), all(each in known for each in quarters_between(min(known), quarter - 1))


def history(connection: Connection, *, catalogue: Catalogue, place: str, quarter: Quarter) -> History:
    """Read what a district reported before a quarter."""
    measures = [part.measure for each in catalogue.indicators.values() for part in each.parts if part.typed]
    extras = [part.measure for each in catalogue.indicators.values() for part in each.extras]
    values = frames.values_of_places(connection, measures=[*measures, *extras], places=[place])
    told = values[values["numerator"].notna() & (values["quarter"] < str(quarter))]
    totals: dict[str, dict[Quarter, float]] = defaultdict(dict)
    for measure, said, value in zip(told["measure"], told["quarter"], told["numerator"], strict=True):
        totals[measure][Quarter.parse(said)] = float(value)
    typed = frames.observations_of(connection, place=place, quarter=quarter - 1)
    typed = typed[(typed["status"] != Status.NIL) & typed["measure"].isin(measures)]
    columns = (typed[column] for column in ("measure", "dimension", "item", "value"))
    # A value that does not apply is NaN in a frame, which equals nothing, not even itself.
    cells = {(m, d, i): None if v is None or v != v else float(v) for m, d, i, v in zip(*columns, strict=True)}
    return History(totals, cells)
