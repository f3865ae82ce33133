"""The vocabulary of the funding ledger: agreements, their tranches, exchange rates, what a centre's quarter cost.

Planned, pledged, committed, received and spent are five amounts, each with its day, and never one. A government's
appropriation and a donor's grant stand side by side in the same ledger, each in its own currency. Money that is passed
on is an agreement of its own that names the one it is a part of.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, fields
from enum import StrEnum

from data.model import Quarter


class SourceKind(StrEnum):
    """Whose money it is, in the words of the form's sheet of funding."""

    NATIONAL = "national"
    PROVINCE = "province"
    DISTRICT = "district"
    VILLAGE = "village"
    DONOR = "donor"
    FOUNDATION = "foundation"
    PRIVATE = "private"
    IN_KIND = "in_kind"


GOVERNMENT = frozenset({SourceKind.NATIONAL, SourceKind.PROVINCE, SourceKind.DISTRICT, SourceKind.VILLAGE})
"""The public budgets of the country itself."""


class Instrument(StrEnum):
    """In which form money is given. An appropriation lapses when its fiscal year ends."""

    APPROPRIATION = "appropriation"
    GRANT = "grant"
    DONATION = "donation"
    ENDOWMENT = "endowment"
    IN_KIND = "in_kind"


class Earmark(StrEnum):
    """How narrowly money is bound: to nothing, to a pillar, to a centre, or to one kind of cost."""

    NONE = "none"
    PILLAR = "pillar"
    FACILITY = "facility"
    LINE = "line"


class CostKind(StrEnum):
    """What a centre spends money on."""

    STAFF = "staff"
    FOOD = "food"
    MEDICAL = "medical"
    PSYCHOSOCIAL = "psychosocial"
    LEGAL = "legal"
    RETURN_TRAVEL = "return_travel"
    REINTEGRATION = "reintegration"
    PREMISES = "premises"
    SECURITY = "security"
    ADMINISTRATION = "administration"


class Stage(StrEnum):
    """How far money has come. Each stage is an amount of its own."""

    PLANNED = "planned"
    PLEDGED = "pledged"
    COMMITTED = "committed"
    RECEIVED = "received"
    SPENT = "spent"


SHARED = "shared"
"""In place of a pillar: money for several of them, which nobody has divided. No pillar at all: it was not said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreedTranche:
    """One payment of an agreement.

    Attributes:
        amount: in the agreement's currency.
        due_on: the day agreed; None where none was.
        condition: what has to happen before it is paid; empty where nothing has to.
        received: how much came; None until something does.
        received_on: the day it came.
    """

    amount: float
    due_on: dt.date | None = None
    condition: str = ""
    received: float | None = None
    received_on: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """What somebody gives, in its own currency, as it stands now. None means: not said.

    Attributes:
        code: by which it is known for ever: the giver's own number, or one that Lima gave.
        source: who gives.
        facility: the code of the centre it is for.
        place: the code of the district, province or country it is for.
        pillar: one of the five, or `SHARED`.
        earmark: how narrowly it is bound; `cost_kind` says to which kind of cost.
        parent: the code of the agreement this is a part of: money that is passed on, or a year of several.
        planned: what a budget foresees, and `planned_on` since when.
        pledged: what was promised, and when.
        committed: what was signed or enacted, and on which day (`signed_on`).
        spent: what was used of it, as known on `spent_on`.
        starts_on: the first day on which it may be used.
        ends_on: the last day on which it may be used.
        cancelled_on: the day on which it was called off.
        public: whether others than the ministry and the giver may read it.
        donor: the e-mail by which its donor is known here; empty where none is.
        evidence: the document that proves it, its day, and where it can be read.
    """

    code: str
    source: str
    source_kind: SourceKind
    instrument: Instrument
    currency: str
    facility: str | None = None
    place: str | None = None
    pillar: str | None = None
    earmark: Earmark = Earmark.NONE
    cost_kind: CostKind | None = None
    parent: str | None = None
    planned: float | None = None
    planned_on: dt.date | None = None
    pledged: float | None = None
    pledged_on: dt.date | None = None
    committed: float | None = None
    signed_on: dt.date | None = None
    spent: float | None = None
    spent_on: dt.date | None = None
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None
    cancelled_on: dt.date | None = None
    public: bool = False
    donor: str = ""
    evidence: str
    evidence_on: dt.date | None = None
    link: str = ""
    tranches: tuple[AgreedTranche, ...] = ()

    @property
    def in_kind(self) -> bool:
        """Whether it gives goods or services, which pay for nothing else."""
        return self.source_kind is SourceKind.IN_KIND or self.instrument is Instrument.IN_KIND


@dataclass(frozen=True, slots=True)
class Revision:
    """An agreement as somebody said that it stands, when, and why it was changed; the first has no reason to give."""

    agreement: Agreement
    number: int
    at: dt.datetime
    by: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExchangeRate:
    """What one unit of a currency is in another on a day, and who says so."""

    currency: str
    in_currency: str
    dated: dt.date
    rate: float
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CostLine:
    """What a centre paid for one kind of cost in a quarter, with its evidence."""

    facility: str
    quarter: Quarter
    kind: CostKind
    fixed: bool
    amount: float
    currency: str
    evidence: str


SERVES = ("women", "men", "girls", "boys")
"""Whom a centre takes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FacilityFacts:
    """What the register does not say of a centre: whom it takes, and since when it is open; with the evidence."""

    facility: str
    serves: tuple[str, ...]
    opened_on: dt.date | None
    evidence: str


AMOUNTS = {"planned": "planned_on", "pledged": "pledged_on", "committed": "signed_on", "spent": "spent_on"}
"""Each amount of an agreement, and the day that belongs to it. What was received stands in the tranches."""


def changes(before: Agreement, after: Agreement) -> list[tuple[str, object, object]]:
    """What is different between two states of an agreement: the field, what it said and what it says."""
    names = [field.name for field in fields(Agreement)]
    return [(n, getattr(before, n), getattr(after, n)) for n in names if getattr(before, n) != getattr(after, n)]
