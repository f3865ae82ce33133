"""Where a figure comes from: the returns that made it, with the cells, who filed and accepted them, and when.

Of districts that the visitor may not see nothing is told. No Streamlit here.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from data.model import Event, Level, Place, Quarter, Status, Visitor
from data.rights import exact_places, may_read_originals
from data.store import frames, receipts
from data.store.house import House
from data.store.new_return import Observation
from data.store.receipts import Filed, Happened
from data.store.said import observations_of


@dataclass(frozen=True)
class Version:
    """A return of a district and quarter, with the cells of the measure in it, and the answers that came with it."""

    filed: Filed
    cells: tuple[Observation, ...]
    answers: Mapping[str, str]

    @property
    def counts(self) -> bool:
        """Whether it is the one that counts."""
        return self.filed.counts_now == self.filed.receipt.receipt


@dataclass(frozen=True)
class Part:
    """What one district added to a figure: its value, and the return and cells that say so.

    Attributes:
        value: as it is shown; None where there is none.
        status: why there is none.
        receipt: of the return that counts; empty where there is none.
        cells: where the number stands; two for a ratio, none where it was left blank.
        filed, accepted: when, by whom and for which office; None where that has not happened.
    """

    place: Place
    value: float | None
    status: Status
    receipt: str = ""
    cells: tuple[Observation, ...] = ()
    office: str = ""
    filed: Happened | None = None
    accepted: Happened | None = None


def parts_of(house: House, visitor: Visitor, values: pd.DataFrame, *, measure: str, quarter: Quarter) -> list[Part]:
    """What each district added to a figure.

    Args:
        house: the house opened for work.
        visitor: of whose districts alone cells are told.
        values: from `released.level_values`, of the districts that make the figure.
        measure: the measure.
        quarter: the quarter.
    """
    visible = sorted(set(values["place"]) & exact_places(visitor, house.country))
    with house.reading() as connection:
        found = frames.origins(connection, measures=typed(house, measure), quarter=quarter, places=visible, parts=False)
        counting = frames.counting(connection, quarter=quarter)
        counting = counting[counting["place"].isin(visible)]
        lives = receipts.lives_of(connection, sorted(set(counting["return_id"].tolist())))
        offices = receipts.offices_of(connection, sorted(lives))
    cells: dict[str, list[Observation]] = {}
    for row in found.to_dict("records"):
        cells.setdefault(row["place"], []).append(_cell(row))
    of_place = {row["place"]: (row["return_id"], row["receipt"]) for row in counting.to_dict("records")}
    made = []
    for row in values.to_dict("records"):
        place, status = house.country.places[row["place"]], Status(row["status"])
        value = None if pd.isna(row["value"]) else float(row["value"])
        if place.code not in of_place:
            made.append(Part(place, value, status))
            continue
        return_id, receipt = of_place[place.code]
        life = lives[return_id]
        accepted = next((each for each in reversed(life) if each.kind is Event.ACCEPTED), None)
        made.append(
            Part(
                place,
                value,
                status,
                receipt,
                tuple(cells.get(place.code, ())),
                offices[return_id],
                life[0],
                accepted if life[-1].kind is Event.ACCEPTED else None,
            )
        )
    return made


def versions(house: House, visitor: Visitor, *, measure: str, place: Place, quarter: Quarter) -> list[Version]:
    """Every return of a district and quarter with what it says of a measure, the newest first; to whom may see it."""
    if place.level is not Level.DISTRICT or place.code not in exact_places(visitor, house.country):
        return []
    wanted = typed(house, measure)
    with house.reading() as connection:
        filed = [each for each in receipts.of_places(connection, [place.code]) if each.receipt.quarter == quarter]
        return [
            Version(
                each,
                tuple(said for said in observations_of(connection, each.receipt.return_id) if said.measure in wanted),
                receipts.answers_of(connection, each.receipt.return_id),
            )
            for each in filed
        ]


def typed(house: House, measure: str) -> Sequence[str]:
    """The measures that stand in cells: the measure itself, or numerator and denominator of a ratio."""
    return house.catalogue.ratios.get(measure, (measure,))


def may_have_workbook(house: House, visitor: Visitor, filed: Filed) -> bool:
    """Whether the visitor may have the workbook of a return, and there is one."""
    return bool(filed.receipt.sha256) and may_read_originals(visitor, house.country, filed.receipt.place)


def _cell(row: Mapping[str, object]) -> Observation:
    value = row["value"]
    return Observation(
        str(row["measure"]),
        str(row["dimension"]),
        str(row["item"]),
        float(value) if isinstance(value, int | float) and not pd.isna(value) else None,
        Status(str(row["status"])),
        str(row["sheet"]),
        str(row["cell"]),
    )
