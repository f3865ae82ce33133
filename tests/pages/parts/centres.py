"""Centres for tests of what is told of them."""

from __future__ import annotations

import datetime as dt

from data.model import Level, Place, Quarter
from metrics.funding import Position, Tranche, TrancheStatus, outlook
from pages.parts.released_centres import Centre, Origin

AS_OF = dt.date(2026, 9, 30)
SHEET = Quarter(2026, 3)
PLACE = Place("1.1", "Place", Level.DISTRICT, "1")


def payment(amount, due, *, status="signed", source="A", **more):
    return Tranche(
        amount=amount,
        currency="USD",
        source=source,
        status=TrancheStatus(status),
        due=None if due is None else dt.date.fromisoformat(due),
        **more,
    )


def centre(*payments, cash=90.0, month=30.0, **more):
    """A centre with so much in hand and such a monthly cost, and its outlook."""
    usual = {"currency": "USD", "cash": cash, "quarter_cost": None if month is None else 3 * month}
    position = Position(**(usual | {"sheet_quarter": SHEET, "beds": 10, "residents": 7} | more))
    ahead = outlook(position, payments, as_of=AS_OF)
    origin = Origin("1.1-2026-Q3-R1-0A1B2C3D", "Task force", dt.date(2026, 10, 12), "Facilities", 8)
    return Centre("1.1-C1", "House <A>", "shelter", "ngo", PLACE, position, tuple(payments), ahead, origin)


MISLEADING = centre(payment(400, "2027-07-01"))
"""On average money for 16.3 months; gone after three."""
