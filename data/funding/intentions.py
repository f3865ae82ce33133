"""What a donor intends to give, before anything is promised: the ministry confirms it as a pledge, or declines it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from data.funding.faults import Fault, is_money, no_currency
from data.funding.vocabulary import SHARED
from data.model import Pillar

LONGEST_NOTE = 500


class Answer(StrEnum):
    """What became of an intention."""

    CONFIRMED = "confirmed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True, kw_only=True)
class Intention:
    """What a donor intends: how much, for which time, and for what; None means: for none in particular.

    Attributes:
        facility: the code of the centre.
        place: the code of the place.
        pillar: one of the five, or several of them (`SHARED`).
        note: what else the donor says.
    """

    amount: float
    currency: str
    starts_on: dt.date | None
    ends_on: dt.date | None
    facility: str | None = None
    place: str | None = None
    pillar: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Recorded:
    """An intention as it was recorded, and what became of it; no answer: it waits for the ministry.

    Attributes:
        agreement: the code under which it was confirmed.
    """

    id: int
    intention: Intention
    at: dt.datetime
    by: str
    answer: Answer | None = None
    answered_at: dt.datetime | None = None
    reason: str = ""
    agreement: str | None = None


def intention_faults(intention: Intention) -> Iterator[Fault]:
    """What cannot be so in an intention, whatever else is known."""
    if not is_money(intention.amount) or not intention.amount:
        yield Fault("no_money_at_all", "amount", {"found": intention.amount})
    yield from no_currency(intention, "currency")
    for name in ("starts_on", "ends_on"):
        if getattr(intention, name) is None:
            yield Fault("missing", name, {})
    if intention.starts_on and intention.ends_on and intention.ends_on < intention.starts_on:
        yield Fault("ends_before_start", "ends_on", {})
    if intention.pillar not in (None, SHARED, *Pillar):
        yield Fault("unknown_pillar", "pillar", {"found": intention.pillar})
    if len(intention.note) > LONGEST_NOTE:
        yield Fault("too_long", "note", {"longest": LONGEST_NOTE})
