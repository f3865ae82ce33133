"""The whole way of a return on one screen: examine it, and file it.

`examine` writes nothing and says everything that is wrong at once. `file` writes all of it or nothing. Rights, size and
content are looked at here, whatever a page or a command did before.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from data.errors import (
    Encrypted,
    Locked,
    NotAllowed,
    NothingChecked,
    PersonalSentence,
    TooLarge,
    UnknownReceipt,
    UnreadableWorkbook,
)
from data.intake import checks_run, new_return
from data.intake.entries import Context, Entries
from data.intake.findings import Finding, Severity, arrange, verdict
from data.intake.gate.kinds import other_kind
from data.intake.gate.names import look_at_file_name
from data.intake.history import History, history
from data.intake.keeping import as_kept
from data.intake.layout import lay_out
from data.intake.personal import PersonalData, findings_of, own_form
from data.intake.personal.sentence import kinds_in_sentence
from data.intake.worker import WORKER
from data.model import Place, Quarter, Role, Visitor
from data.rights import may_file
from data.settings import Overlay
from data.store import frames, locks, receipts, withdrawing
from data.store.engine import reading, writing
from data.store.house import House
from data.store.new_return import NewReturn, Observation, Receipt
from data.store.people import LONGEST_OFFICE
from data.store.returns import file_returns
from data.words import text

MEGABYTES = 10
ZIP, COMPOUND = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
CATALOGUE_VERSION = re.compile(r"[a-p]{12}")
ENCRYPTED_PART = "EncryptedPackage".encode("utf-16-le")


@dataclass(frozen=True)
class Examination:
    """What was found in a workbook, and what it would file.

    Attributes:
        place, quarter: what the workbook is for, as far as that is known.
        findings: the gravest first.
        replaces: the receipt of the return that it would replace.
        filed_as: the receipt of this very file, where it is the return that counts already.
        nothing_accepted: whether nobody can tell yet what is unusual, as no return that could tell it is accepted.
        catalogue_version, template_version: with which it was checked, and with which its form was drawn.
    """

    content: bytes
    findings: tuple[Finding, ...]
    place: Place | None = None
    quarter: Quarter | None = None
    language: str = "en"
    replaces: str | None = None
    filed_as: Receipt | None = None
    observations: tuple[Observation, ...] = ()
    facility_rows: tuple[Mapping[str, object], ...] = ()
    funding_rows: tuple[Mapping[str, object], ...] = ()
    nothing_accepted: bool = False
    catalogue_version: str = ""
    template_version: str = ""

    @property
    def verdict(self) -> str:
        """`clean`, `ask` or `stop`."""
        return verdict(self.findings)

    @cached_property
    def sha256(self) -> str:
        """The digest by which the file is known."""
        return hashlib.sha256(self.content).hexdigest()

    @property
    def questions(self) -> tuple[str, ...]:
        """The codes that need an answer before it can be filed."""
        return tuple(dict.fromkeys(f.code for f in self.findings if f.severity is Severity.ASK))

    @cached_property
    def totals(self) -> dict[str, Observation]:
        """The number itself of each measure that it reports."""
        return {each.measure: each for each in self.observations if each.dimension == "total"}


def examine(
    content: bytes,
    *,
    house: House,
    visitor: Visitor | None = None,
    place: Place | None = None,
    quarter: Quarter | None = None,
    file_name: str = "",
) -> Examination:
    """Look at a workbook without writing anything.

    Args:
        content: the bytes of the file as received.
        house: the country, its catalogue and its database.
        visitor: who sends it; None looks without asking for rights (the operator's `check`).
        place: the district that the sender says it is for; None leaves it to the workbook.
        quarter: the quarter that the sender says it is for; None leaves it to the workbook.
        file_name: the name under which it was sent, as far as there is one. It is looked at and never kept.

    Raises:
        NotAllowed: if the visitor may not file for the workbook's district.
    """
    today = dt.datetime.now(dt.UTC).date()
    try:
        may_be_opened(content)
        own = own_form(house.catalogue, house.country, today=today, content=house.settings.content)
        read = WORKER.read(content, own=own, today=today, file_name=file_name)
        if file_name:  # last, because what a file is tells its sender more than what it is called
            look_at_file_name(file_name)
    except PersonalData as personal:
        return Examination(content, findings_of(personal.hits))
    except UnreadableWorkbook as error:
        code = error.key.removeprefix("findings.")
        return Examination(content, (Finding(code, Severity.STOP, values=error.values),))
    ours = read.facts.get("country") == house.country.iso3
    theirs = house.country.places.get(read.facts.get("place", "")) if ours else None
    stated = read.quarter
    if visitor and theirs and not may_file(visitor, house.country, theirs.code):
        raise NotAllowed
    with reading(house.engine) as connection:
        register = frames.facility_register(connection, places=[theirs.code] if theirs else [])
        counts: Receipt | None = None
        locked: Locked | None = None
        past = History()
        if theirs and stated:
            key = (theirs.code, str(stated))
            counts = receipts.counting(connection, [key]).get(key)
            locked = locks.locked(connection, [key]).get(key)
            past = history(connection, catalogue=house.catalogue, country=house.country, place=theirs, quarter=stated)
    core = frozenset(house.country.core)
    context = Context(
        catalogue=house.catalogue,
        country=house.country,
        world=house.facts.world,
        layout=lay_out(house.catalogue, quarter=stated or Quarter.of(today), core=core),
        place=place,
        quarter=quarter,
        register=dict(zip(register["name"], register["code"], strict=True)),
        content=house.settings.content,
        history=past,
        file_name=file_name,
    )
    entries = Entries(read, context)
    filed_as = counts if counts and counts.sha256 == hashlib.sha256(content).hexdigest() else None
    found = arrange([*_in_the_way(None if filed_as else locked), *checks_run.run(entries, context)], read.sheets)
    language = read.facts.get("language", "en")
    if theirs is None or stated is None or verdict(found) == "stop":
        return Examination(content, found, theirs, stated, language)
    currency = house.country.currency
    return Examination(
        content=content,
        findings=found,
        place=theirs,
        quarter=stated,
        language=language,
        replaces=counts.receipt if counts else None,
        filed_as=filed_as,
        observations=tuple(
            new_return.observations(entries, catalogue=house.catalogue, country=house.country, quarter=stated)
        ),
        facility_rows=tuple(new_return.facility_rows(entries, currency)),
        funding_rows=tuple(new_return.funding_rows(entries, currency, context.register or {})),
        nothing_accepted=past.is_unknown,
        catalogue_version=house.catalogue.version,
        template_version=_template_version(read.facts),
    )


def file(
    examination: Examination,
    *,
    house: House,
    by: Visitor,
    answers: Mapping[str, str] | None = None,
    at: dt.datetime | None = None,
    shown: Iterable[Finding] | None = None,
) -> Receipt:
    """File an examined workbook in one transaction.

    The very file that counts already is not filed again: it gets the receipt it has. What the sender was shown is kept
    with it: `shown`, where that was another examination than this one.

    Raises:
        NotAllowed: if the visitor may not file for the district.
        NothingChecked: if the examination says stop, or a question has no answer.
        ChangedMeanwhile: if another return counts by now than the examination says that it would replace.
        Locked: if a return was accepted, or the quarter closed, since the examination.
        PersonalSentence: if an answer carries personal data.
    """
    said = {code: text.strip() for code, text in (answers or {}).items() if text.strip()}
    open_codes = [f.code for f in examination.findings if f.severity is Severity.STOP]
    if examination.filed_as is None:  # what was answered then need not be answered again
        open_codes += [code for code in examination.questions if code not in said]
    if examination.place is None or examination.quarter is None or open_codes:
        raise NothingChecked(codes=", ".join(dict.fromkeys(open_codes)))
    if not may_file(by, house.country, examination.place.code):
        raise NotAllowed
    refuse_personal(said.values())
    when = at or dt.datetime.now(dt.UTC)
    new = NewReturn(
        place=examination.place.code,
        quarter=examination.quarter,
        by=by.email,
        office=_office(by, examination.place, examination.language, house.settings.content),
        at=when,
        template_version=examination.template_version,
        catalogue_version=examination.catalogue_version,
        language=examination.language,
        observations=examination.observations,
        ratios=house.catalogue.ratios,
        facility_rows=examination.facility_rows,
        funding_rows=examination.funding_rows,
        answers={code: said[code] for code in examination.questions if code in said},
        content=examination.content,
        findings=as_kept(examination.findings if shown is None else shown, today=when.date()),
    )
    seen = {(new.place, str(new.quarter)): examination.replaces}
    with writing(house.engine) as connection:
        return file_returns(connection, [new], country=house.country, seen=seen)[0]


def _office(by: Visitor, place: Place, language: str, content: Overlay | None) -> str:
    """Who filed, as the receipt names it: both offices, where another than the task force files for it."""
    if by.role is Role.TASKFORCE or not by.office:
        return by.office
    both = text("people.offices.filing_for", language, content, office=by.office, place=place.name)
    return both[:LONGEST_OFFICE]


def withdraw(receipt: str, *, house: House, by: Visitor, reason: str, at: dt.datetime | None = None) -> str | None:
    """Withdraw a return with a reason. It is kept; the revision before it counts again, and its receipt is given.

    Raises:
        UnknownReceipt: if there is no such return, or the visitor may not file for its district.
        NotCounting: if it does not count any more.
        Locked: if it was accepted, or its quarter is closed.
        NoReason: if no reason is given.
        PersonalSentence: if the reason carries personal data.
    """
    refuse_personal([reason])
    with writing(house.engine) as connection:
        known = receipts.by_receipt(connection, receipt)
        if known is None or not may_file(by, house.country, known.receipt.place):
            raise UnknownReceipt
        return withdrawing.withdraw(
            connection,
            receipt,
            by=by.email,
            at=at or dt.datetime.now(dt.UTC),
            reason=reason,
            country=house.country,
            ratios=house.catalogue.ratios,
        )


def _in_the_way(locked: Locked | None) -> list[Finding]:
    """What is accepted or closed cannot be filed: this is told before anybody tries."""
    if locked is None:
        return []
    return [Finding(locked.key.removeprefix("findings."), Severity.STOP, values=locked.values)]


def _template_version(facts: Mapping[str, str]) -> str:
    """With which form and catalogue the workbook was drawn: `2/dfhakdfmflfm`. It may be older than what is used now."""
    form, catalogue = facts.get("form", ""), facts.get("catalogue", "")
    return f"{form}/{catalogue}" if CATALOGUE_VERSION.fullmatch(catalogue) else form


def refuse_personal(sentences: Iterable[str]) -> None:
    """Refuse what an officer wrote beside the workbook and what must not come in any more than within it.

    Raises:
        PersonalSentence: if a sentence carries what could lead to a person.
    """
    today = dt.datetime.now(dt.UTC).date()
    if any(kinds_in_sentence(sentence, today=today) for sentence in sentences):
        raise PersonalSentence


def may_be_taken(content: bytes) -> None:
    """Look at the size of a file of any kind.

    Raises:
        TooLarge: over the limit.
    """
    if len(content) > MEGABYTES << 20:
        raise TooLarge(size=round(len(content) / (1 << 20), 1), limit=MEGABYTES)


def may_be_opened(content: bytes) -> None:
    """Look at size and first bytes, before any parser sees the file.

    Raises:
        TooLarge: over the limit.
        Encrypted: protected with a password.
        NotAWorkbook: anything that is not a zip container; mostly the error that names its kind.
    """
    may_be_taken(content)
    if content.startswith(COMPOUND) and ENCRYPTED_PART in content:
        raise Encrypted
    if not content.startswith(ZIP):
        raise other_kind(content)
