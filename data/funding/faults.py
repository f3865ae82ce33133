"""What cannot be so in the funding ledger, whatever else is known: values, each with the sentence that tells it."""

from __future__ import annotations

import datetime as dt
import math
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from data.funding.vocabulary import (
    AMOUNTS,
    SERVES,
    SHARED,
    Agreement,
    CostLine,
    Earmark,
    ExchangeRate,
    FacilityFacts,
)
from data.model import Pillar


@dataclass(frozen=True, slots=True)
class Fault:
    """What cannot be so in an agreement.

    Attributes:
        key: of the sentence, under `ledger.wrong` in the words files; `values` fill its gaps.
        field: the field it is about.
        tranche: the place of the tranche it is about, from 0; None where it is about the agreement.
    """

    key: str
    field: str
    values: Mapping[str, object]
    tranche: int | None = None


MOST = 1e15
"""An amount is less: it has 15 digits at most."""
LONGEST = {"code": 40, "source": 200, "evidence": 300, "link": 500, "donor": 320, "condition": 300}


def faults(agreement: Agreement) -> Iterator[Fault]:
    """What cannot be so in an agreement, whatever else is known: nothing where it can be kept."""
    yield from _texts(agreement)
    yield from _amounts(agreement)
    if agreement.starts_on and agreement.ends_on and agreement.ends_on < agreement.starts_on:
        yield Fault("ends_before_start", "ends_on", {})
    if agreement.earmark is Earmark.FACILITY and agreement.facility is None:
        yield Fault("earmark_without_centre", "earmark", {})
    if (agreement.earmark is Earmark.LINE) != (agreement.cost_kind is not None):
        yield Fault("earmark_without_line", "cost_kind", {})
    if agreement.earmark is Earmark.PILLAR and agreement.pillar in (None, SHARED):
        yield Fault("earmark_without_pillar", "earmark", {})
    if agreement.pillar not in (None, SHARED, *Pillar):
        yield Fault("unknown_pillar", "pillar", {"found": agreement.pillar})
    if agreement.parent == agreement.code:
        yield Fault("own_parent", "parent", {})
    yield from _tranches(agreement)


def _texts(agreement: Agreement) -> Iterator[Fault]:
    yield from _missing(agreement, "code", "source", "evidence")
    yield from _unfit(agreement, "code", "source", "evidence", "link", "donor")
    yield from no_currency(agreement, "currency")
    if agreement.evidence_on is None:
        yield Fault("missing", "evidence_on", {})
    if agreement.link and (
        not agreement.link.startswith("https://") or any(sign.isspace() or sign in "()<>[]" for sign in agreement.link)
    ):
        yield Fault("no_link", "link", {})
    if agreement.donor and "@" not in agreement.donor:
        yield Fault("no_email", "donor", {})


def _missing(said: object, *names: str) -> Iterator[Fault]:
    return (Fault("missing", name, {}) for name in names if not getattr(said, name).strip())


def _unfit(said: object, *names: str, tranche: int | None = None) -> Iterator[Fault]:
    """Which texts are too long, or hold signs that no file and not every database can keep."""
    for name in names:
        text = getattr(said, name)
        if len(text) > LONGEST[name]:
            yield Fault("too_long", name, {"longest": LONGEST[name]}, tranche)
        if any(unicodedata.category(sign) == "Cc" and not sign.isspace() for sign in text):
            yield Fault("unprintable", name, {}, tranche)


def no_currency(said: object, *names: str) -> Iterator[Fault]:
    """Which of some fields hold no currency."""
    for name in names:
        found = getattr(said, name)
        if not (len(found) == 3 and found.isascii() and found.isalpha() and found.isupper()):
            yield Fault("no_currency", name, {"found": found})


def _amounts(agreement: Agreement) -> Iterator[Fault]:
    said = {name: getattr(agreement, name) for name in AMOUNTS}
    if all(amount is None for amount in said.values()) and not agreement.tranches:
        yield Fault("no_amount", "committed", {})
    for name, amount in said.items():
        if amount is not None and not is_money(amount):
            yield Fault("no_money", name, {"found": amount})
        if (amount is None) != (getattr(agreement, AMOUNTS[name]) is None):
            yield Fault("amount_and_day", AMOUNTS[name] if amount is not None else name, {})


def _tranches(agreement: Agreement) -> Iterator[Fault]:
    for number, tranche in enumerate(agreement.tranches):
        if not is_money(tranche.amount):
            yield Fault("no_money", "amount", {"found": tranche.amount}, number)
        if tranche.received is not None and not is_money(tranche.received):
            yield Fault("no_money", "received", {"found": tranche.received}, number)
        if (tranche.received is None) != (tranche.received_on is None):
            yield Fault("amount_and_day", "received_on" if tranche.received_on is None else "received", {}, number)
        yield from _unfit(tranche, "condition", tranche=number)
    agreed = agreement.committed if agreement.committed is not None else agreement.pledged
    parts = math.fsum(tranche.amount for tranche in agreement.tranches if is_money(tranche.amount))
    if agreement.tranches and agreed is None:
        yield Fault("tranches_of_nothing", "committed", {})
    elif agreed is not None and parts > agreed * (1 + 1e-9):
        yield Fault("tranches_over_agreed", "committed", {"parts": parts, "agreed": agreed})


def is_money(amount: float) -> bool:
    """Whether it is an amount: a number, 0 or more, that is no slip of the keys."""
    return 0 <= amount < MOST


def rate_faults(rate: ExchangeRate, *, today: dt.date) -> Iterator[Fault]:
    """What cannot be so in an exchange rate; the day has begun somewhere on earth before it does in UTC."""
    if rate.dated > today + dt.timedelta(days=1):
        yield Fault("rate_ahead", "dated", {})
    yield from no_currency(rate, "currency", "in_currency")
    if rate.currency == rate.in_currency:
        yield Fault("same_currency", "in_currency", {})
    if not (math.isfinite(rate.rate) and rate.rate > 0):
        yield Fault("no_rate", "rate", {"found": rate.rate})
    yield from _missing(rate, "source")
    yield from _unfit(rate, "source")


def cost_faults(line: CostLine) -> Iterator[Fault]:
    """What cannot be so in a line of cost."""
    if not is_money(line.amount):
        yield Fault("no_money", "amount", {"found": line.amount})
    yield from no_currency(line, "currency")
    yield from _missing(line, "evidence")
    yield from _unfit(line, "evidence")


def fact_faults(facts: FacilityFacts) -> Iterator[Fault]:
    """What cannot be so in what is told of a centre."""
    if strange := [each for each in facts.serves if each not in SERVES]:
        yield Fault("unknown_group", "serves", {"found": strange[0]})
    if not facts.serves and facts.opened_on is None:
        yield Fault("missing", "serves", {})
    yield from _missing(facts, "evidence")
    yield from _unfit(facts, "evidence")
