"""What the figures of a centre rest on: each input with its day, its age and its evidence. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from data.store.published_told import Told
from metrics.ledger import amounts
from metrics.secured import YEAR
from pages.parts import centre_list
from pages.parts.released_centres import Centre
from pages.parts.shown import Voice

COLUMNS = ("input", "told", "day", "age", "evidence")
_LONG = 60
"""Days from which an age is told in months."""


@dataclass(frozen=True)
class _Input:
    name: str
    told: str
    day: dt.date | None
    evidence: str


def rows(centre: Centre, *, as_of: dt.date, today: dt.date, releases: Mapping[str, Told], voice: Voice) -> pd.DataFrame:
    """The table of inputs to read: of the sheet, of the ledger, of the register.

    Args:
        centre: whose inputs they are.
        as_of: the day at whose end it is reckoned; what was agreed later is no input.
        today: the day on which they are looked at.
        releases: by quarter, where released figures are read.
        voice: in whose words.
    """
    found = [*_of_sheet(centre, releases, voice), *_of_agreements(centre, as_of, voice), *_of_facts(centre, voice)]
    unknown, told, above = voice.say("numbers.unknown"), [], ""
    for each in found:
        day = (voice.date(each.day), age(each.day, today, voice)) if each.day else (unknown, "")
        same = bool(each.evidence) and each.evidence == above
        evidence = voice.say("centre.the_same") if same else each.evidence or voice.say("centre.no_evidence")
        told.append((each.name, each.told, *day, evidence))
        above = each.evidence
    return pd.DataFrame(told, columns=[voice.say(f"centre.columns.{name}") for name in COLUMNS])


def age(day: dt.date, today: dt.date, voice: Voice) -> str:
    """How old something is, in days or whole months."""
    days = (today - day).days
    if days < _LONG:
        return voice.say("centre.days", count=voice.number(max(0, days)))
    months = (today.year - day.year) * YEAR + today.month - day.month - (today.day < day.day)
    return voice.say("centre.months", count=voice.number(months))


def _of_sheet(centre: Centre, releases: Mapping[str, Told], voice: Voice) -> Iterator[_Input]:
    position = centre.position
    if position.sheet_quarter is None:
        return
    evidence, day = _evidence_of_sheet(centre, releases, voice), position.sheet_quarter.last_day
    money = {
        "cash": position.cash,
        "cost": None if position.quarter_cost is None else position.quarter_cost / 3,
        "income": None if position.own_income is None else position.own_income / 3,
    }
    unknown = voice.say("numbers.unknown")
    for name, amount in money.items():
        told = unknown if amount is None else voice.money(amount, position.currency)
        yield _Input(voice.say(f"centre.inputs.{name}"), told, day, evidence)
    beds = unknown if position.beds is None else voice.number(position.beds)
    yield _Input(voice.say("centres.columns.beds"), beds, day, evidence)
    yield _Input(voice.say("centres.columns.residents"), centre_list.residents(centre, voice), day, evidence)
    if not centre.from_ledger:
        yield _Input(voice.say("centres.payments"), voice.number(len(centre.payments)), day, evidence)


def _evidence_of_sheet(centre: Centre, releases: Mapping[str, Told], voice: Voice) -> str:
    if (origin := centre.origin) is not None:
        filed = {"office": origin.office, "day": voice.date(origin.filed_on), "receipt": origin.receipt}
        return voice.say("centre.of_sheet", sheet=origin.sheet, row=origin.row, **filed)
    read = releases.get(str(centre.position.sheet_quarter))
    if read is None:
        return ""
    quarter = voice.quarter(read.quarter)
    return voice.say("centre.of_release", number=read.number, quarter=quarter, day=voice.date(read.published_at.date()))


def _of_agreements(centre: Centre, as_of: dt.date, voice: Voice) -> Iterator[_Input]:
    """Every agreement of which something was known by the day, with each of its stages."""
    for each in centre.agreements:
        reached = [(stage, amount) for stage, amount in amounts(each, as_of=as_of).items() if amount is not None]
        told = [
            f"{voice.say(f'ledger.columns.{stage.value}')}: {voice.money(amount, each.currency)}"
            for stage, amount in reached
        ]
        if not reached:
            continue
        source = centre_list.source(each.source, centre, voice)
        evidence = ", ".join(filter(None, (each.evidence, each.link)))
        yield _Input(f"{source} ({each.code})", "; ".join(told), each.evidence_on, evidence)


def _of_facts(centre: Centre, voice: Voice) -> Iterator[_Input]:
    if centre.facts is not None:
        yield _Input(voice.say("centre.inputs.serves"), serves(centre, voice), None, centre.facts.evidence)


def serves(centre: Centre, voice: Voice) -> str:
    """Whom a centre takes, in words; that it is not known, where nobody said."""
    groups = centre.facts.serves if centre.facts else ()
    if not groups:
        return voice.say("numbers.unknown")
    return ", ".join(voice.say(f"centre.groups.{group}") for group in groups)
