"""A small demo in which a measure has every status there is, for tests of the map and of what is taken away from it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from data.model import Quarter, Status
from data.settings import read_settings
from data.store import engine
from data.store.house import House, open_house
from data.store.new_return import NewReturn, Observation
from data.store.returns import file_returns

BEFORE, NEWEST = Quarter(2026, 2), Quarter(2026, 3)
MEASURE, ANSWER, MONEY, SHARE = "PRT-02", "POL-01", "PRO-11b", "PAR-07"

LARGE, ZERO, NIL, NOT_ASKED, BLANK, SILENT, LATE = "TL06", "TL01", "TL02", "TL03", "TL04", "TL05", "TL07"
"""Districts by what they say of the measure in the newest quarter. The last filed late and corrected its return."""

EXPECTED, ANSWERED, DISTRICTS = 13, 4, 14
"""Of 14 districts one said that the measure does not apply; four answered: three with a number, one with nil."""


def environment(var: Path, country: str = "TLS") -> dict[str, str]:
    """What must be set for the small world."""
    return {"LIMA_VAR": str(var), "COUNTRY": country}


def make(var: Path) -> House:
    """File the returns into a new demo database."""
    house = open_house(read_settings(environment(var)))
    with engine.writing(house.engine) as connection:
        file_returns(connection, list(_news()), country=house.country)
    house.engine.dispose()
    return house


def _news() -> list[NewReturn]:
    return [
        _return(LARGE, 9, quarter=BEFORE),
        _return(LATE, 2, quarter=BEFORE),
        _return(LARGE, 1200, more=[_total(MONEY, 2_500_000), _total("PAR-07a", 3), _total("PAR-07b", 4)], centre=True),
        _return(ZERO, 0),
        _return(NIL, 0, status=Status.NIL),
        _return(NOT_ASKED, None, status=Status.NOT_EXPECTED),
        _return(BLANK, None),
        _return(LATE, 4, at=dt.date(2026, 11, 2)),
        _return(LATE, 3, at=dt.date(2026, 11, 9)),
    ]


def _total(measure: str, value: float | None, status: Status = Status.REPORTED) -> Observation:
    return Observation(measure, "total", "", value, status, "Sheet", "C3")


def _return(
    place: str,
    value: float | None,
    *,
    status: Status = Status.REPORTED,
    quarter: Quarter = NEWEST,
    at: dt.date | None = None,
    more: list[Observation] | None = None,
    centre: bool = False,
) -> NewReturn:
    counted = [_total(MEASURE, value, status)] if value is not None or status is not Status.REPORTED else []
    return NewReturn(
        place=place,
        quarter=quarter,
        by="officer@example.org",
        office="Task force",
        at=dt.datetime.combine(at or quarter.last_day + dt.timedelta(days=12), dt.time(8), dt.UTC),
        template_version="1",
        catalogue_version="abc",
        language="en",
        observations=[*counted, _total(ANSWER, 1.0 if place == LARGE else 0.0), *(more or [])],
        ratios={SHARE: ("PAR-07a", "PAR-07b")},
        facility_rows=[_CENTRE] if centre else [],
    )


_CENTRE: dict[str, object] = {
    "code": None,
    "name": "House of the tests",
    "kind": "shelter",
    "operator": "ngo",
    "beds": 12,
    "residents": 3,
    "bed_nights": 300,
    "cash": 90_000,
    "monthly_cost": 30_000,
    "income": None,
    "currency": "USD",
    "state": "open",
    "closed_on": None,
    "notice_on": None,
    "sheet": "Facilities",
    "row": 8,
}
