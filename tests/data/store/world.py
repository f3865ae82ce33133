"""A small made-up country and returns for it, shared by the store's tests."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.engine import Connection

from data.model import Country, Level, Place, Quarter, Status
from data.store import withdrawing
from data.store.new_return import NewReturn, Observation

QUARTER = Quarter(2026, 3)


def country(*, provinces: int = 2, districts: int = 3) -> Country:
    """Provinces `1`, `2`, ... with districts `1.0`, `1.1`, ...; without provinces the districts lie in the country."""
    places = {"XXX": Place("XXX", "Xland", Level.COUNTRY, None)}
    for p in range(1, provinces + 1):
        places[f"{p}"] = Place(f"{p}", f"Province {p}", Level.PROVINCE, "XXX")
    for p in range(1, max(provinces, 1) + 1):
        for d in range(districts):
            parent = f"{p}" if provinces else "XXX"
            places[f"{p}.{d}"] = Place(f"{p}.{d}", f"District {p}.{d}", Level.DISTRICT, parent)
    return Country(
        iso3="XXX",
        names={"en": "Xland"},
        levels={},
        code_systems={},
        code_system="x",
        currency="XXX",
        languages=("en",),
        fiscal_year_start=1,
        due_days=20,
        core=(),
        places=places,
        lineage=(),
        outline_source={"en": "drawn by hand"},
    )


XLAND = country()


def total(measure: str, value: float | None, status: Status = Status.REPORTED) -> Observation:
    """The number itself of a measure."""
    return Observation(measure, "total", "", value, status, "Sheet", "C3")


def new_return(place: str, *observations: Observation, quarter: Quarter = QUARTER, **more: object) -> NewReturn:
    """A return of a place with these observations."""
    fields: dict[str, object] = {
        "place": place,
        "quarter": quarter,
        "by": "officer@example.org",
        "office": "Task force",
        "at": dt.datetime(2026, 10, 12, 8, 30, tzinfo=dt.UTC),
        "template_version": "1",
        "catalogue_version": "abc",
        "language": "en",
        "observations": observations,
        "ratios": {"R-1": ("R-1a", "R-1b")},
    }
    return NewReturn(**(fields | more))  # type: ignore[arg-type]


def facility_row(**more: object) -> dict[str, object]:
    """One row of the facility sheet."""
    row: dict[str, object] = {
        "code": None,
        "name": "Centre",
        "kind": "shelter",
        "operator": "ngo",
        "beds": 10,
        "residents": 4,
        "bed_nights": 300,
        "cash": 1000,
        "monthly_cost": 100,
        "income": None,
        "currency": "XXX",
        "state": "open",
        "closed_on": None,
        "notice_on": None,
        "sheet": "Facilities",
        "row": 8,
    }
    return row | more


def withdraw(connection: Connection, receipt: str, **more: object) -> str | None:
    """Withdraw a return, with a reason."""
    usual: dict[str, object] = {
        "by": "officer@example.org",
        "at": dt.datetime(2026, 11, 2, tzinfo=dt.UTC),
        "reason": "It was the wrong file.",
        "country": XLAND,
        "ratios": {"R-1": ("R-1a", "R-1b")},
    }
    return withdrawing.withdraw(connection, receipt, **(usual | more))  # type: ignore[arg-type]
