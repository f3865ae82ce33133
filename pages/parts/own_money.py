"""The tables of a donor: what their money paid, what ends when, what others give, and the centres. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from data.funding.vocabulary import Agreement, ExchangeRate, Stage
from data.model import Place
from metrics import ledger
from pages.parts import centre_list
from pages.parts.agreement_list import money
from pages.parts.laid_out import Cell, Laid
from pages.parts.released_centres import Centre
from pages.parts.shown import Voice

TOLD = (Stage.PLEDGED, Stage.COMMITTED, Stage.RECEIVED, Stage.SPENT)
"""The amounts of an agreement that a donor's table tells, each by itself."""


@dataclass(frozen=True)
class Known:
    """What the tables are made of.

    Attributes:
        own: the donor's agreements.
        others: those of others that were released.
        rates: the exchange rates that were released.
        centres: the centres as they are released, by their codes.
        places: the country's places.
        as_of: the day of the amounts.
        fiscal_year_start: the month in which the fiscal year begins.
    """

    own: Sequence[Agreement]
    others: Sequence[Agreement]
    rates: Sequence[ExchangeRate]
    centres: Mapping[str, Centre]
    places: Mapping[str, Place]
    as_of: dt.date
    fiscal_year_start: int
    voice: Voice


def paid(known: Known) -> Laid:
    """What a donor's money paid: for each agreement its amounts, and how many months of a centre's cost came."""
    names = ("code", "what_for", *(stage.value for stage in TOLD), "currency", "months")
    rows = [(*_amounts(each, known), _months(each, known)) for each in known.own]
    notes = (known.voice.say("donor.paid_note"), known.voice.say("donor.months_note"))
    return _laid("paid", names, rows, known, notes)


def ends(known: Known) -> Laid:
    """What ends when: the agreement that ends first at the head, with the next payment and the centre's own end."""
    names = ("code", "what_for", "ends_on", "next_due", "next_amount", "condition", "cash_out", "risk")
    last = {each.code: _last(each, known) for each in known.own}
    ordered = sorted(known.own, key=lambda each: (last[each.code] or dt.date.max, each.code))
    rows = []
    for each in ordered:
        due, centre = ledger.next_due(each, as_of=known.as_of), known.centres.get(each.facility or "")
        rows.append(
            (
                Cell(each.code),
                Cell(what_for(each, known)),
                _day(last[each.code], known.voice),
                _day(due.due_on if due else None, known.voice),
                Cell(money(due.amount, each.currency, known.voice), due.amount) if due else Cell(""),
                Cell(due.condition if due else ""),
                Cell(centre_list.ends(centre, known.voice) if centre else ""),
                Cell(centre_list.risk(centre.ahead.risk, known.voice) if centre else ""),
            )
        )
    return _laid("ends", names, rows, known, (known.voice.say("donor.ends_note"),))


def others(known: Known) -> Laid:
    """The agreements of others that are public."""
    names = ("code", "source", "what_for", *(stage.value for stage in TOLD), "currency", "ends_on")
    rows = []
    for each in known.others:
        code, *amounts = _amounts(each, known)
        rows.append((code, Cell(source(each, known)), *amounts, _day(_last(each, known), known.voice)))
    return _laid("others", names, rows, known, (known.voice.say("donor.others_note"),))


def centres(known: Known) -> Laid:
    """The centres as they are released; of the people in them a step."""
    names = ("code", "centre", "centre_kind", "place", "beds", "residents", "monthly_cost", "cash", "currency")
    rows = []
    for each in known.centres.values():
        at = each.position
        cost = None if at.quarter_cost is None else at.quarter_cost / 3
        rows.append(
            (
                Cell(each.code),
                Cell(centre_list.name(each, known.voice)),
                Cell(known.voice.say(f"workbook.options.{each.kind}")),
                Cell(each.place.name),
                Cell("" if at.beds is None else known.voice.number(at.beds), at.beds),
                Cell(centre_list.residents(each, known.voice)),
                Cell(money(cost, at.currency, known.voice), cost),
                Cell(money(at.cash, at.currency, known.voice), at.cash),
                Cell(at.currency),
                Cell(centre_list.risk(each.ahead.risk, known.voice)),
                Cell(centre_list.ends(each, known.voice)),
            )
        )
    return _laid("centres", (*names, "risk", "cash_out"), rows, known, ())


def what_for(agreement: Agreement, known: Known) -> str:
    """What an agreement is for: a centre, a pillar, a place, or nothing in particular."""
    if agreement.facility is not None:
        centre = known.centres.get(agreement.facility)
        return centre_list.name(centre, known.voice) if centre else agreement.facility
    place = known.places.get(agreement.place or "")
    pillar = known.voice.say(f"ledger.options.{agreement.pillar}") if agreement.pillar else ""
    return ", ".join(filter(None, (pillar, place.name if place else ""))) or known.voice.say("ledger.no_centre")


def source(agreement: Agreement, known: Known) -> str:
    """Who gives; of others' money for a confidential centre the kind of source alone, numbered where there are more."""
    centre = known.centres.get(agreement.facility or "")
    if centre is not None and agreement not in known.own:
        return centre_list.source(agreement.source, centre, known.voice)
    return agreement.source


def sums(known: Known) -> list[str]:
    """What a donor gives in each currency, of each stage: nothing is added over currencies."""
    told = ledger.by_currency(known.own, as_of=known.as_of, rates=known.rates)
    return [
        " · ".join(
            f"{known.voice.say(f'ledger.columns.{stage.value}')}: {money(of[stage], currency, known.voice)}"
            for stage in TOLD
            if stage in of
        )
        for currency, of in sorted(told.items())
    ]


def _amounts(agreement: Agreement, known: Known) -> tuple[Cell, ...]:
    told = ledger.amounts(agreement, as_of=known.as_of)
    return (
        Cell(agreement.code),
        Cell(what_for(agreement, known)),
        *(Cell(money(told[stage], agreement.currency, known.voice), told[stage]) for stage in TOLD),
        Cell(agreement.currency),
    )


def _months(agreement: Agreement, known: Known) -> Cell:
    centre = known.centres.get(agreement.facility or "")
    came = ledger.amounts(agreement, as_of=known.as_of)[Stage.RECEIVED]
    if centre is None or came is None or agreement.in_kind or centre.position.currency != agreement.currency:
        return Cell("")
    found = ledger.months_of_cost(came, centre.position.quarter_cost)
    return Cell("") if found is None else Cell(centre_list.months(found, known.voice), found)


def _last(agreement: Agreement, known: Known) -> dt.date | None:
    return agreement.cancelled_on or ledger.last_day(agreement, fiscal_year_start=known.fiscal_year_start)


def _day(day: dt.date | None, voice: Voice) -> Cell:
    return Cell(voice.say("ledger.nothing") if day is None else voice.date(day))


def _laid(
    key: str, names: Sequence[str], rows: Sequence[tuple[Cell, ...]], known: Known, notes: tuple[str, ...]
) -> Laid:
    columns = tuple(known.voice.say(f"donor.columns.{name}") for name in names)
    return Laid(key, known.voice.say(f"donor.{key}"), columns, tuple(rows), notes)
