"""The demo's funding ledger: the agreements of a few centres, as their sheets tell them, and a rate that is made up."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from data.demo.centres import Promise, promises_of
from data.demo.recipe import Recipe
from data.demo.reviewing import REVIEWER
from data.funding.intentions import Intention
from data.funding.vocabulary import (
    GOVERNMENT,
    AgreedTranche,
    Agreement,
    CostKind,
    CostLine,
    Earmark,
    ExchangeRate,
    FacilityFacts,
    Instrument,
    SourceKind,
)
from data.model import Pillar, Role, Visitor
from data.store import facilities as sheets
from data.store import intentions, ledger
from data.store.house import House
from data.store.tables import facilities
from data.words import text

DOLLAR, THOUSAND = "USD", 1000.0


def keep_agreements(connection: Connection, house: House, recipe: Recipe, *, at: dt.datetime) -> None:
    """Enter the agreements of those centres of which the recipe says so, those of the plan, and what a dollar is worth.

    Args:
        connection: the transaction that fills the demo.
        house: the country and its content.
        recipe: what the demo is made of.
        at: the moment.
    """
    register = {(row.place, row.name): row for row in connection.execute(sa.select(facilities))}
    donor, given, number = demo_donor(house), _of_the_donor(recipe), 0
    for place in sorted({tale.place for tale in recipe.country.centres}):
        for each in promises_of(place, country=house.country, recipe=recipe):
            centre = register.get((place, each.centre))
            if centre is None:  # nobody has reported of it yet
                continue
            number += 1
            agreement = _agreement(each, house, place=place, facility=centre.code, number=number)
            if each.source == given:
                agreement = replace(agreement, donor=donor.email)
            ledger.keep(connection, agreement, reason="", by=REVIEWER, at=at, country=house.country)
    for said in recipe.world.get("agreements", ()):
        agreement = _of_the_plan(said, house, recipe)
        if agreement.source == given:
            agreement = replace(agreement, donor=donor.email)
        ledger.keep(connection, agreement, reason="", by=REVIEWER, at=at, country=house.country)
    _keep_facts(connection, house, recipe, register.values(), at=at)
    _keep_costs(connection, house, recipe, at=at)
    if house.country.currency != DOLLAR:
        rate = ExchangeRate(
            currency=DOLLAR,
            in_currency=house.country.currency,
            dated=recipe.newest.last_day,
            rate=recipe.country.money.per_usd,
            source=text("demo.rate", house.country.languages[0], house.settings.content),
        )
        ledger.keep_rates(connection, [rate], by=REVIEWER, at=at)
    year = recipe.newest.year + 1
    intention = Intention(
        amount=250 * THOUSAND,
        currency=DOLLAR,
        starts_on=dt.date(year, 1, 1),
        ends_on=dt.date(year, 12, 31),
        pillar=Pillar.PROTECTION,
        note=text("demo.intention", house.country.languages[0], house.settings.content),
    )
    intentions.record(connection, intention, by=donor, at=at, country=house.country)


def demo_donor(house: House) -> Visitor:
    """The donor of the demo, as whoever visits it can choose to be."""
    mail = text("visitor.taskforce_mail", house.country.languages[0], house.settings.content, code=Role.DONOR.value)
    return Visitor(mail, Role.DONOR)


def _of_the_donor(recipe: Recipe) -> str:
    """What the source of the demo's donor is called: the first of the country's sources that is one."""
    return next(source.name for source in recipe.country.sources.values() if source.kind == SourceKind.DONOR)


def _keep_facts(
    connection: Connection, house: House, recipe: Recipe, register: Iterable[Any], *, at: dt.datetime
) -> None:
    """Enter whom centres take, by their kind."""
    evidence = text("demo.register", house.country.languages[0], house.settings.content)
    serves = recipe.world["serves"]
    told = [
        FacilityFacts(facility=row.code, serves=tuple(serves[row.kind]), opened_on=None, evidence=evidence)
        for row in register
        if row.kind in serves
    ]
    ledger.keep_facts(connection, told, by=REVIEWER, at=at)


def _keep_costs(connection: Connection, house: House, recipe: Recipe, *, at: dt.datetime) -> None:
    """Enter what centres spent on what in the newest quarter, as parts of what their sheets say."""
    evidence = text("demo.books", house.country.languages[0], house.settings.content)
    told = [
        CostLine(
            facility=row.facility,
            quarter=recipe.newest,
            kind=CostKind(kind),
            fixed=False,
            amount=3 * row.monthly_cost * share,
            currency=row.currency,
            evidence=evidence,
        )
        for row in sheets.cost_sheets(connection, until=recipe.newest)
        if row.quarter == str(recipe.newest) and row.monthly_cost
        for kind, share in recipe.world["costs"].items()
    ]
    ledger.keep_costs(connection, told, by=REVIEWER, at=at)


def _of_the_plan(said: Mapping[str, Any], house: House, recipe: Recipe) -> Agreement:
    """An agreement for the plan as a whole: a year's budget, or a partner's programme of two years."""
    source = recipe.country.sources[said["source"]]
    kind, year = SourceKind(source.kind), recipe.newest.year + said["year"]
    of_state = kind in GOVERNMENT
    unit = THOUSAND if said.get("dollars") else THOUSAND * recipe.country.money.per_usd
    amounts = {
        name: said[name] * unit for name in ("planned", "pledged", "committed", "received", "spent") if name in said
    }
    signed = dt.date(year, 1, 10)
    came, rest = amounts.get("received", 0.0), amounts.get("committed", 0.0) - amounts.get("received", 0.0)
    paid = [AgreedTranche(amount=came, due_on=dt.date(year, 3, 1), received=came, received_on=dt.date(year, 3, 4))]
    to_come = [AgreedTranche(amount=rest, due_on=dt.date(year, 12, 1) if of_state else dt.date(year + 1, 3, 1))]
    return Agreement(
        code=said["code"],
        source=source.name,
        source_kind=kind,
        instrument=Instrument.APPROPRIATION if of_state else Instrument.GRANT,
        currency=DOLLAR if said.get("dollars") else house.country.currency,
        place=house.country.root.code,
        pillar=said.get("pillar"),
        parent=said.get("parent"),
        planned=amounts.get("planned"),
        planned_on=dt.date(year - 1, 9, 1) if "planned" in amounts else None,
        pledged=amounts.get("pledged"),
        pledged_on=dt.date(year - 1, 11, 1) if "pledged" in amounts else None,
        committed=amounts.get("committed"),
        signed_on=signed if "committed" in amounts else None,
        spent=amounts.get("spent"),
        spent_on=min(dt.date(year + 1, 1, 20), recipe.newest.last_day) if "spent" in amounts else None,
        starts_on=signed if "committed" in amounts else None,
        ends_on=None if of_state else dt.date(year + 1, 12, 31),
        public="committed" in amounts,
        evidence=text("demo.evidence", house.country.languages[0], house.settings.content, number=said["code"]),
        evidence_on=signed if "committed" in amounts else dt.date(year - 1, 11, 1),
        tranches=tuple(each for each in (*paid, *to_come) if each.amount > 0),
    )


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
        code=f"CENTRE-{number:02}",  # a giver's own number, which says nothing of where a centre is
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
