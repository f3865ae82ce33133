"""A small demo for tests of pages: the municipalities of one country, some quarters, four centres. All made up."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from data.model import Kind, Quarter, Status
from data.settings import Overlay, read_settings
from data.store import engine, returns
from data.store.house import House, open_house
from data.store.new_return import NewReturn, Observation
from pages.parts.summary import core_indicators

FIRST, NEWEST = Quarter(2025, 2), Quarter(2026, 3)
QUARTERS = [FIRST + number for number in range(6)]
SILENT, NEVER = "TL05", "TL06"
"""One district that has been silent for two quarters, one that never reported."""

MISLEADING, STEADY, UNCLEAR, SHUT = "House of the tests", "Steady house", "Unclear house", "Shut house"


only_small = pytest.mark.parametrize("world", ["small"], indirect=True)
only_empty = pytest.mark.parametrize("world", ["empty"], indirect=True)
"""For tests of pages that mean one of the worlds of their fixture."""


def facility(name: str, **more: object) -> dict[str, object]:
    """One row of the facility sheet."""
    usual: dict[str, object] = {
        "code": None,
        "name": name,
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
    return usual | more


def payment(facility: str, amount: float, due: dt.date, *, row: int, **more: object) -> dict[str, object]:
    """One row of the funding sheet."""
    usual: dict[str, object] = {
        "facility": facility,
        "source": "Foundation of the tests",
        "source_kind": "foundation",
        "status": "signed",
        "amount": amount,
        "currency": "USD",
        "signed_on": dt.date(2026, 1, 5),
        "due_on": due,
        "received_on": None,
        "until": None,
        "sheet": "Funding",
        "row": row,
    }
    return usual | more


CENTRES = {
    "TL01": [facility(MISLEADING, cash=90_000, monthly_cost=30_000)],
    "TL02": [facility(STEADY, cash=900_000, monthly_cost=10_000, residents=9)],
    "TL03": [facility(UNCLEAR, cash=None), facility(SHUT, state="closed", closed_on=dt.date(2026, 8, 1), row=9)],
}
PAYMENTS = {
    "TL01": [
        payment(MISLEADING, 400_000, dt.date(2027, 7, 1), row=8),
        payment(MISLEADING, 55_000, dt.date(2026, 11, 1), row=9, status="pledged", source="Somebody_s *pledge*"),
    ]
}


def value(measure_number: int, place_number: int, quarter: Quarter) -> float:
    """A number for a measure, a place and a quarter, the same each time."""
    return float(measure_number % 7 + place_number + (quarter.year * 4 + quarter.number) % 6)


def make(settings_of: dict[str, str]) -> House:
    """File the small world's returns into a new database: `make({"LIMA_VAR": ..., "COUNTRY": "TLS"})`."""
    house = open_house(read_settings(settings_of))
    with engine.writing(house.engine) as connection:
        returns.file_returns(connection, list(_news(house)), country=house.country)
    house.engine.dispose()
    return house


HERE = Overlay(country="TLS")
"""In whose words the small world is told."""


def settings(var: Path) -> dict[str, str]:
    """The environment of the small world."""
    return {"LIMA_VAR": str(var), "COUNTRY": "TLS"}


def _news(house: House) -> list[NewReturn]:
    return [
        _return(house, place_number, place.code, quarter)
        for quarter in QUARTERS
        for place_number, place in enumerate(house.country.districts(quarter))
        if place.code != NEVER and not (place.code == SILENT and quarter > NEWEST - 2)
    ]


def _return(house: House, place_number: int, place: str, quarter: Quarter) -> NewReturn:
    parts = [
        part
        for indicator in core_indicators(house.catalogue, house.country, quarter)
        for part in indicator.parts
        if part.kind is not Kind.RATIO
    ]
    ratios = {
        part.measure: (part.numerator, part.denominator)
        for indicator in core_indicators(house.catalogue, house.country, quarter)
        for part in indicator.parts
        if part.numerator and part.denominator
    }
    return NewReturn(
        place=place,
        quarter=quarter,
        by="officer@example.org",
        office="Task force",
        at=dt.datetime.combine(quarter.last_day + dt.timedelta(days=9 + 2 * place_number), dt.time(8), dt.UTC),
        template_version="1",
        catalogue_version="abc",
        language="en",
        observations=[
            Observation(
                part.measure,
                "total",
                "",
                value(number, place_number, quarter) % 2
                if part.kind is Kind.YES_NO
                else value(number, place_number, quarter),
                Status.REPORTED,
                "Sheet",
                f"C{number}",
            )
            for number, part in enumerate(parts)
        ],
        ratios=ratios,
        facility_rows=CENTRES.get(place, []) if quarter == NEWEST else [],
        funding_rows=PAYMENTS.get(place, []) if quarter == NEWEST else [],
    )
