"""Agreements as an IATI activity file, version 2.03: every agreement is an activity, its payments are transactions.

The order of elements is the standard's. Codes are those of its code lists; what Lima does not know is left out. Where a
centre lies is told as it is released, without a point on a map.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from xml.etree import ElementTree as Xml

from data.funding.vocabulary import Agreement, SourceKind, Stage
from data.model import Country, Level
from data.words import pick
from metrics import ledger
from pages.parts import own_money
from pages.parts.own_money import Known

VERSION, GOVERNMENT, FUNDING, IMPLEMENTING, PARENT, PLANNED_AS_AGREED = "2.03", "10", "1", "4", "1", "1"
OWN_VOCABULARY = "99"
TYPES = {
    SourceKind.NATIONAL: GOVERNMENT,
    SourceKind.PROVINCE: "11",
    SourceKind.DISTRICT: "11",
    SourceKind.VILLAGE: "11",
    SourceKind.FOUNDATION: "60",
    SourceKind.PRIVATE: "70",
}
"""The standard's types of organisations; a donor may be a government or several together, and has none."""

PIPELINE, IMPLEMENTATION, CLOSED, CANCELLED = "1", "2", "4", "5"
PLANNED_START, ACTUAL_START, PLANNED_END, ACTUAL_END = "1", "2", "3", "4"
INCOMING_PLEDGE, INCOMING_COMMITMENT, INCOMING_FUNDS, EXPENDITURE = "13", "11", "1", "4"


def activities(known: Known, country: Country, *, citation: str, made_at: dt.datetime) -> bytes:
    """The file.

    Args:
        known: the agreements, with the centres they are for.
        country: whose monitor reports them.
        citation: the line that names the release.
        made_at: the moment, with its zone.
    """
    root = Xml.Element(
        "iati-activities", version=VERSION, attrib={"generated-datetime": f"{made_at:%Y-%m-%dT%H:%M:%SZ}"}
    )
    root.append(Xml.Comment(f" {citation.replace('--', '-')} "))
    for agreement in (*known.own, *known.others):
        root.append(_activity(agreement, known, country, citation))
    Xml.indent(root)
    return b'<?xml version="1.0" encoding="UTF-8"?>\n' + Xml.tostring(root, encoding="utf-8")


def identifier(country: Country, code: str) -> str:
    """The identifier of an agreement: a publisher puts its own registered prefix before it."""
    return f"LIMA-{country.iso3}-{code}"


def _activity(agreement: Agreement, known: Known, country: Country, citation: str) -> Xml.Element:
    voice = known.voice
    what_for, giver = own_money.what_for(agreement, known), own_money.source(agreement, known)
    attributes = {"default-currency": agreement.currency, "xml:lang": voice.language}
    activity = Xml.Element("iati-activity", attributes)
    Xml.SubElement(activity, "iati-identifier").text = identifier(country, agreement.code)
    whose = {"ref": f"LIMA-{country.iso3}", "type": GOVERNMENT, "secondary-reporter": "1"}
    name = voice.say("downloads.source", country=pick(country.names, voice.language))
    _told(activity, "reporting-org", name, **whose)
    _told(activity, "title", f"{giver}: {what_for}")
    _told(activity, "description", f"{voice.say(f'ledger.options.{agreement.instrument.value}')}. {citation}")
    _told(activity, "participating-org", giver, role=FUNDING, **_type(agreement))
    if agreement.facility is not None:
        _told(activity, "participating-org", what_for, role=IMPLEMENTING)
    Xml.SubElement(activity, "activity-status", code=_status(agreement, known))
    for kind, day in _days(agreement, known.as_of):
        Xml.SubElement(activity, "activity-date", {"type": kind, "iso-date": day.isoformat()})
    if country.iso2:
        Xml.SubElement(activity, "recipient-country", code=country.iso2)
    _place(activity, agreement, known)
    if agreement.pillar is not None:
        pillar = voice.say(f"ledger.options.{agreement.pillar}")
        _told(activity, "sector", pillar, vocabulary=OWN_VOCABULARY, code=agreement.pillar)
    _to_come(activity, agreement, known.as_of)
    for transaction in _transactions(agreement, known.as_of):
        _transaction(activity, *transaction, agreement=agreement, giver=giver)
    if agreement.parent is not None:
        Xml.SubElement(activity, "related-activity", ref=identifier(country, agreement.parent), type=PARENT)
    return activity


def _told(above: Xml.Element, name: str, text: str, **attributes: str) -> None:
    Xml.SubElement(Xml.SubElement(above, name, attributes), "narrative").text = "".join(filter(str.isprintable, text))


def _type(agreement: Agreement) -> dict[str, str]:
    found = TYPES.get(agreement.source_kind)
    return {} if found is None else {"type": found}


def _status(agreement: Agreement, known: Known) -> str:
    day = known.as_of
    if agreement.cancelled_on is not None and agreement.cancelled_on <= day:
        return CANCELLED
    ends = ledger.last_day(agreement, fiscal_year_start=known.fiscal_year_start)
    if ends is not None and ends < day:
        return CLOSED
    return PIPELINE if ledger.amounts(agreement, as_of=day)[Stage.COMMITTED] is None else IMPLEMENTATION


def _days(agreement: Agreement, day: dt.date) -> Iterator[tuple[str, dt.date]]:
    """The days of the activity; the standard wants one at least."""
    known = (agreement.signed_on, agreement.pledged_on, agreement.planned_on, agreement.spent_on, agreement.evidence_on)
    begins = agreement.starts_on or next((each for each in known if each is not None), None)
    if begins is not None:
        yield ACTUAL_START if begins <= day and agreement.signed_on is not None else PLANNED_START, begins
    if agreement.ends_on is not None:
        yield ACTUAL_END if agreement.ends_on < day else PLANNED_END, agreement.ends_on


def _place(activity: Xml.Element, agreement: Agreement, known: Known) -> None:
    """The province or district as it is told of the centre; the country is said already."""
    centre = known.centres.get(agreement.facility or "")
    place = centre.place if centre else known.places.get(agreement.place or "")
    if place is not None and place.level is not Level.COUNTRY:
        _told(Xml.SubElement(activity, "location"), "name", place.name)


def _to_come(activity: Xml.Element, agreement: Agreement, day: dt.date) -> None:
    if agreement.committed is None or (agreement.cancelled_on is not None and agreement.cancelled_on <= day):
        return
    for each in agreement.tranches:
        if each.due_on is not None and each.received_on is None:
            planned = Xml.SubElement(activity, "planned-disbursement", type=PLANNED_AS_AGREED)
            Xml.SubElement(planned, "period-start", {"iso-date": each.due_on.isoformat()})
            _value(planned, each.amount, agreement.currency, each.due_on)


def _transactions(agreement: Agreement, day: dt.date) -> Iterator[tuple[str, float, dt.date]]:
    """What was pledged, committed, received and spent by a day: four kinds of transactions, never one."""
    for kind, amount, when in (
        (INCOMING_PLEDGE, agreement.pledged, agreement.pledged_on),
        (INCOMING_COMMITMENT, agreement.committed, agreement.signed_on),
        *((INCOMING_FUNDS, each.received, each.received_on) for each in agreement.tranches),
        (EXPENDITURE, agreement.spent, agreement.spent_on),
    ):
        if amount is not None and when is not None and when <= day:
            yield kind, amount, when


def _transaction(
    activity: Xml.Element, kind: str, amount: float, day: dt.date, *, agreement: Agreement, giver: str
) -> None:
    transaction = Xml.SubElement(activity, "transaction")
    Xml.SubElement(transaction, "transaction-type", code=kind)
    Xml.SubElement(transaction, "transaction-date", {"iso-date": day.isoformat()})
    _value(transaction, amount, agreement.currency, day)
    if kind != EXPENDITURE:
        _told(transaction, "provider-org", giver, **_type(agreement))


def _value(above: Xml.Element, amount: float, currency: str, day: dt.date) -> None:
    said = {"currency": currency, "value-date": day.isoformat()}
    Xml.SubElement(above, "value", said).text = f"{amount:.2f}".rstrip("0").rstrip(".")
