"""Who has reported, who owes, how completely: the three numbers and the state of each district. No Streamlit, no words.

A provincial coordinator follows their own districts; what others do is withheld from them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from data.intake.layout import lay_out
from data.model import Direction, Event, Kind, Level, OverQuarters, Part, Place, Quarter, Status, Visitor
from data.rights import exact_places
from data.store import decisions, frames, review_lists
from data.store.house import House
from metrics import coverage
from metrics.deadlines import OWING, WAITING, ReturnState, state_of

SHARE = Part("", {}, "percent", Kind.RATIO, Direction.UP, OverQuarters.NONE)
"""What a share of places or cells is, for whoever draws it."""
STAND = Part("", {}, "state", Kind.FLOW, Direction.NEITHER, OverQuarters.NONE)
"""What a state is, for the map: a whole number with a name."""
BEHIND, BACK, LOOKED_AT, ACCEPTED = 1.0, 2.0, 3.0, 4.0
ON_MAP = {
    **dict.fromkeys(OWING, BEHIND),
    ReturnState.SENT_BACK: BACK,
    **dict.fromkeys((*WAITING, ReturnState.REOPENED), LOOKED_AT),
    ReturnState.ACCEPTED: ACCEPTED,
}
"""The states as the map tells them apart: nothing there, sent back, being looked at, accepted."""


@dataclass(frozen=True)
class Stand:
    """How one district stands in a quarter.

    Attributes:
        first_filed: the day on which a return first came that its office did not withdraw.
        since, step: when what happened last to the counting return happened, and what that was; None where none counts.
        excused: why it need not report; empty where it must.
    """

    place: Place
    state: ReturnState
    first_filed: dt.date | None
    since: dt.datetime | None
    receipt: str | None
    excused: str = ""
    step: Event | None = None

    @property
    def owes(self) -> bool:
        """Whether its office has to send something."""
        return self.state in OWING


def followed(house: House, visitor: Visitor) -> frozenset[str]:
    """The codes of the districts that the visitor may follow."""
    exact = exact_places(visitor, house.country)
    return frozenset(code for code in exact if house.country.places[code].level is Level.DISTRICT)


def stands(house: House, visitor: Visitor, quarter: Quarter, *, today: dt.date) -> list[Stand]:
    """How each district that is there in the quarter stands, as far as the visitor may follow it, in code order."""
    mine, due = followed(house, visitor), house.country.due(quarter)
    with house.reading() as connection:
        rows = review_lists.standing(connection, quarter=quarter).set_index("place").to_dict("index")
        decided = decisions.of_quarter(connection, str(quarter))
    found = []
    for place in house.country.districts(quarter):
        if place.code not in mine:
            continue
        row = rows.get(place.code, {})
        counts = bool(row) and not pd.isna(row["receipt"])
        excused = decided.exempt.get(place.code)
        state = state_of(
            quarter,
            due=due,
            today=today,
            exempt=excused is not None,
            counts=counts,
            step=Event(row["step"]) if counts else Event.FILED,
            nil=bool(row.get("nil", False)),
            ended=_ended(row),
        )
        first = row.get("first_filed_at")
        found.append(
            Stand(
                place=place,
                state=state,
                first_filed=None if first is None or pd.isna(first) else first.date(),
                since=row["since"] if counts else None,
                receipt=row["receipt"] if counts else None,
                excused=excused.note if excused else "",
                step=Event(row["step"]) if counts else None,
            )
        )
    return found


def _ended(row: Mapping[str, object]) -> ReturnState | None:
    if not row:
        return None
    if row["sent_back"]:
        return ReturnState.SENT_BACK
    return ReturnState.WITHDRAWN if row["withdrawn"] else None


def numbers(house: House, visitor: Visitor, quarters: Sequence[Quarter]) -> pd.DataFrame:
    """What the districts that the visitor may follow did in some quarters: columns `metrics.coverage.COUNTS`."""
    mine = followed(house, visitor)
    core = frozenset(house.country.core)
    slots = {quarter: lay_out(house.catalogue, quarter=quarter, core=core).core_slots for quarter in quarters}
    asked = {quarter: {slot.part.measure for slot in found} for quarter, found in slots.items()}
    with house.reading() as connection:
        filed = frames.filed_places(connection, quarters=quarters)
        first = review_lists.first_filed(connection, quarters=quarters)
        answers = [
            review_lists.answered(connection, measures=measures, quarter=quarter).assign(quarter=str(quarter))
            for quarter, measures in asked.items()
        ]
        excused = review_lists.excused(connection, quarters=quarters)
    expected = {
        str(quarter): [
            place.code
            for place in house.country.districts(quarter)
            if place.code in mine and place.code not in excused[str(quarter)]
        ]
        for quarter in quarters
    }
    return coverage.counts(
        expected,
        filed=filed,
        first_filed=first,
        answers=pd.concat(answers, ignore_index=True),
        asked={str(quarter): len(measures) for quarter, measures in asked.items()},
        due={str(quarter): house.country.due(quarter) for quarter in quarters},
    )


def areas(house: House, counts: pd.DataFrame) -> pd.DataFrame:
    """The counts of the country and, where it has provinces, of each of them: columns `metrics.coverage.COUNTS`."""
    places, root = house.country.places, house.country.root.code
    above = {
        code: place.parent
        for code, place in places.items()
        if place.parent and places[place.parent].level is Level.PROVINCE
    }
    everywhere = dict.fromkeys(counts["place"], root)
    return pd.concat(
        [coverage.add_up(counts, everywhere), coverage.add_up(counts, above)], ignore_index=True
    ).reset_index(drop=True)


def state_values(house: House, found: Iterable[Stand], quarter: Quarter) -> pd.DataFrame:
    """The states as the map draws them: columns `place, value, status, reporting, expected`."""
    known = {each.place.code: each for each in found}

    def row(place: Place) -> tuple[float | None, Status]:
        each = known.get(place.code)
        if each is None:
            return None, Status.WITHHELD
        value = ON_MAP.get(each.state)
        if each.state is ReturnState.NOT_YET_DUE:
            return None, Status.MISSING
        return value, Status.NOT_EXPECTED if value is None else Status.REPORTED

    return _values(house, quarter, row)


def day_values(house: House, found: Iterable[Stand], quarter: Quarter) -> pd.DataFrame:
    """Who came in time (1) and who late (0), in the columns of `state_values`."""
    known, due = {each.place.code: each for each in found}, house.country.due(quarter)

    def row(place: Place) -> tuple[float | None, Status]:
        each = known.get(place.code)
        if each is None:
            return None, Status.WITHHELD
        if each.first_filed is None:
            return None, Status.NOT_EXPECTED if each.state is ReturnState.EXEMPT else Status.MISSING
        return float(each.first_filed <= due), Status.REPORTED

    return _values(house, quarter, row)


def share_values(house: House, counts: pd.DataFrame, found: Iterable[Stand], quarter: Quarter) -> pd.DataFrame:
    """Content completeness, between 0 and 1, in the columns of `state_values`."""
    known = {each.place.code: each for each in found}
    of_quarter = counts[counts["quarter"] == str(quarter)]
    complete = {row["place"]: coverage.shares(row)[2].share for row in of_quarter.to_dict("records")}

    def row(place: Place) -> tuple[float | None, Status]:
        each = known.get(place.code)
        if each is None:
            return None, Status.WITHHELD
        value = complete.get(place.code)
        if value is None:
            return None, Status.NOT_EXPECTED if each.state is ReturnState.EXEMPT else Status.MISSING
        return value, Status.REPORTED

    return _values(house, quarter, row)


def _values(house: House, quarter: Quarter, row) -> pd.DataFrame:
    rows = [(place.code, *row(place)) for place in house.country.districts(quarter)]
    found = pd.DataFrame(rows, columns=["place", "value", "status"])
    found["value"] = found["value"].astype(float)
    reported = found["status"] == Status.REPORTED
    return found.assign(reporting=reported.astype(int), expected=(found["status"] != Status.NOT_EXPECTED).astype(int))
