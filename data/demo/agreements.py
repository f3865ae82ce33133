"""The demo's funding ledger: the agreements of a few centres, as their sheets tell them, and a rate that is made up."""

from __future__ import annotations

import datetime as dt

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from data.demo.centres import Promise, promises_of
from data.demo.recipe import Recipe
from data.demo.reviewing import REVIEWER
from data.funding.vocabulary import (
    GOVERNMENT,
    AgreedTranche,
    Agreement,
    Earmark,
    ExchangeRate,
    Instrument,
    SourceKind,
)
from data.model import Pillar
from data.store import ledger
from data.store.house import House
from data.store.tables import facilities
from data.words import text

DOLLAR = "USD"


def keep_agreements(connection: Connection, house: House, recipe: Recipe, *, at: dt.datetime) -> None:
    """Enter the agreements of those centres of which the recipe says so, and what a dollar is worth.

    Args:
        connection: the transaction that fills the demo.
        house: the country and its content.
        recipe: what the demo is made of.
        at: the moment.
    """
    register = {
        (row.place, row.name): row.code
        for row in connection.execute(sa.select(facilities.c.place, facilities.c.name, facilities.c.code))
    }
    for place in sorted({tale.place for tale in recipe.country.centres}):
        numbers: dict[str, int] = {}
        for each in promises_of(place, country=house.country, recipe=recipe):
            code = register.get((place, each.centre))
            if code is None:  # nobody has reported of it yet
                continue
            numbers[code] = numbers.get(code, 0) + 1
            agreement = _agreement(each, house, place=place, facility=code, number=numbers[code])
            ledger.keep(connection, agreement, reason="", by=REVIEWER, at=at, country=house.country)
    if house.country.currency != DOLLAR:
        rate = ExchangeRate(
            currency=DOLLAR,
            in_currency=house.country.currency,
            dated=recipe.newest.last_day,
            rate=recipe.country.money.per_usd,
            source=text("demo.rate", house.country.languages[0], house.settings.content),
        )
        ledger.keep_rates(connection, [rate], by=REVIEWER, at=at)


def _agreement(promise: Promise, house: House, *, place: str, facility: str, number: int) -> Agreement:
    kind, signed = SourceKind(promise.kind), promise.signed_on
    came = promise.received_on is not None
    paid = AgreedTranche(
        amount=promise.amount,
        due_on=promise.due_on,
        received=promise.amount if came else None,
        received_on=promise.received_on,
    )
    return Agreement(
        code=f"{facility}-{number}",
        source=promise.source,
        source_kind=kind,
        instrument=Instrument.APPROPRIATION if kind in GOVERNMENT else Instrument.GRANT,
        currency=house.country.currency,
        facility=facility,
        place=place,
        pillar=Pillar.PROTECTION,
        earmark=Earmark.FACILITY,
        pledged=promise.amount if promise.pledged_on else None,
        pledged_on=promise.pledged_on,
        committed=promise.amount if signed else None,
        signed_on=signed,
        ends_on=promise.ends_on,
        public=signed is not None,
        evidence=text("demo.evidence", house.country.languages[0], house.settings.content, number=number),
        evidence_on=signed or promise.pledged_on,
        tranches=(paid,),
    )
