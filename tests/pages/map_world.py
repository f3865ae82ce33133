"""A small demo in which a measure has every status there is, for tests of the map and of what is taken away from it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data.model import Quarter, Status
from data.settings import read_settings
from data.store import engine
from data.store.house import House, open_house
from data.store.new_return import NewReturn, Observation
from data.store.returns import file_returns
from tests.pages import frame

BEFORE, NEWEST = Quarter(2026, 2), Quarter(2026, 3)
MEASURE, ANSWER, MONEY, SHARE = "PRT-02", "POL-01", "PRO-11b", "PAR-07"

LARGE, ZERO, NIL, NOT_ASKED, BLANK, SILENT, LATE = "TL06", "TL01", "TL02", "TL03", "TL04", "TL05", "TL07"
"""Districts by what they say of the measure in the newest quarter. The last filed late and corrected its return."""

EXPECTED, ANSWERED, DISTRICTS = 13, 4, 14
"""Of 14 districts one said that the measure does not apply; four answered: three with a number, one with nil."""


def environment(var: Path, country: str = "TLS") -> dict[str, str]:
    """What must be set for the small world."""
    return {"LIMA_VAR": str(var), "COUNTRY": country}


def settle(monkeypatch: pytest.MonkeyPatch, var: Path, **more: str) -> None:
    """Let the pages find the small world, or whatever lies in `var`."""
    for name in ("DATABASE_URL", "LIMA_CONTENT"):
        monkeypatch.delenv(name, raising=False)
    for name, value in (environment(var) | more).items():
        monkeypatch.setenv(name, value)


def page(name: str, **address: str) -> AppTest:
    """A public page, opened by a link."""
    return frame.opened(f"public/{name}", **address)


def asked(app: AppTest, key: str) -> str:
    """What stands in the address under a name."""
    value = app.query_params[key]
    return value if isinstance(value, str) else value[0]


def make(var: Path) -> House:
    """File the returns into a new demo database."""
    house = open_house(read_settings(environment(var)))
    with engine.writing(house.engine) as connection:
        file_returns(connection, list(_news()), country=house.country)
    house.engine.dispose()
    return house


def _news() -> list[NewReturn]:
    return [
        a_return(LARGE, 9, quarter=BEFORE),
        a_return(LATE, 2, quarter=BEFORE),
        a_return(LARGE, 1200, more=[_total(MONEY, 2_500_000), _total("PAR-07a", 3), _total("PAR-07b", 4)], centre=True),
        a_return(ZERO, 0),
        a_return(NIL, 0, status=Status.NIL),
        a_return(NOT_ASKED, None, status=Status.NOT_EXPECTED),
        a_return(BLANK, None),
        a_return(LATE, 4, at=dt.date(2026, 11, 2)),
        a_return(LATE, 3, at=dt.date(2026, 11, 9)),
    ]


def _total(measure: str, value: float | None, status: Status = Status.REPORTED) -> Observation:
    return Observation(measure, "total", "", value, status, "Sheet", "C3")


def a_return(
    place: str,
    value: float | None,
    *,
    status: Status = Status.REPORTED,
    quarter: Quarter = NEWEST,
    at: dt.date | None = None,
    more: list[Observation] | None = None,
    centre: bool = False,
) -> NewReturn:
    """One return that says a number of the measure, or nothing of it."""
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
    "cash": 60_000,
    "monthly_cost": 30_000,
    "income": None,
    "currency": "USD",
    "state": "open",
    "closed_on": None,
    "notice_on": None,
    "sheet": "Facilities",
    "row": 8,
}
