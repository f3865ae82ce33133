"""The whole ledger as a file, for those who may read it: an agreement a row, every field of it. No Streamlit here."""

from __future__ import annotations

import datetime as dt

from data.funding.vocabulary import Agreement, Stage
from data.model import Language, Visitor
from data.store.house import House
from data.words import pick
from metrics import ledger
from pages.parts import ledger_desk
from pages.parts.ledger_desk import Whole
from pages.parts.shown import Voice
from pages.parts.spreadsheets import Cell, Table

FIELDS = (
    *("code", "source", "source_kind", "instrument", "facility", "place", "pillar", "earmark", "cost_kind", "parent"),
    *("currency", "planned", "planned_on", "pledged", "pledged_on", "committed", "signed_on", "received"),
    *("spent", "spent_on", "starts_on", "ends_on", "cancelled_on", "public", "evidence", "evidence_on", "link"),
)
"""In the order of the form; the e-mail of a donor is nothing to take away."""
CHOSEN = ("source_kind", "instrument", "pillar", "earmark", "cost_kind")
DECIMALS = 2


def table(house: House, visitor: Visitor, language: Language, *, today: dt.date) -> Table:
    """Every agreement as it stands, in the order of codes; what is not said is left blank, and is no 0.

    Args:
        house: the house opened for work.
        visitor: who takes it away.
        language: of headings and options.
        today: the day of the amounts.

    Raises:
        NotAllowed: if the visitor may not read the whole ledger.
    """
    kept = ledger_desk.whole(house, visitor)
    voice = Voice(language, house.country.currency, house.settings.content)
    head = [
        voice.say("ledger.list"),
        voice.say("downloads.source", country=pick(house.country.names, language)),
        voice.say("downloads.not_for_publication"),
        voice.say("downloads.made", day=voice.date(today)),
        *([voice.say("shell.demo")] if house.facts.demo else []),
    ]
    agreements = sorted((each.agreement for each in kept.agreements), key=lambda each: each.code)
    return Table(
        name=voice.say("ledger.title"),
        head=head,
        columns=[voice.say(f"ledger.columns.{name}") for name in FIELDS],
        rows=[_row(each, kept, house, voice, today) for each in agreements],
        digits={voice.say(f"ledger.columns.{stage.value}"): DECIMALS for stage in Stage},
    )


def _row(agreement: Agreement, kept: Whole, house: House, voice: Voice, today: dt.date) -> list[Cell]:
    told: dict[str, object] = {name: getattr(agreement, name, None) for name in FIELDS}
    told |= {stage.value: amount for stage, amount in ledger.amounts(agreement, as_of=today).items()}
    told |= {name: voice.say(f"ledger.options.{told[name]}") for name in CHOSEN if told[name]}
    told["facility"] = _named(agreement.facility, kept.centres.get(agreement.facility or ""))
    told["place"] = _named(agreement.place, house.country.places[agreement.place].name) if agreement.place else None
    told["public"] = voice.say("ledger.said_yes" if agreement.public else "ledger.said_no")
    return [_cell(told[name]) for name in FIELDS]


def _named(code: str | None, name: str | None) -> str | None:
    """A name with its code, as far as either is known."""
    return f"{name} ({code})" if code and name else code


def _cell(value: object) -> Cell:
    if isinstance(value, dt.date):
        return value.isoformat()
    return value if isinstance(value, str | int | float) else None
