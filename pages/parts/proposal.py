"""The answer to *What if* as a file: a proposal on one page, and its table. No Streamlit here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from data import rights
from data.briefing import PROPOSAL
from data.errors import NotReleased
from data.model import Language, Visitor
from data.store.house import House
from data.store.published_told import Told
from metrics.centre import thresholds_of
from pages.parts import released_centres, sight, what_if, what_if_source, what_if_tables, what_if_told
from pages.parts.briefing.typesetting import typeset
from pages.parts.briefing.wording import Said
from pages.parts.laid_out import Laid
from pages.parts.shown import Voice
from pages.parts.spreadsheets import Table
from pages.parts.what_if import Answer
from pages.parts.what_if_asked import Asked

ROWS = 20
"""So many centres stand on the page; more would make it too small to read."""


def paper(
    house: House, visitor: Visitor, asked: Asked, *, language: Language, now: dt.datetime, as_of: dt.date | None = None
) -> bytes:
    """The proposal on one page, as PDF.

    Args:
        house: the house opened for work; of an earlier day, if `as_of` says so.
        visitor: whose right decides which centres there are.
        asked: the amount, the period, the conditions.
        language: in which language.
        now: the moment, with its zone.
        as_of: the day as known on which everything is told; None for now.

    Raises:
        NotAllowed, NotReleased: as `answered`.
    """
    return typeset(
        told(house, visitor, asked, language=language, day=now.date(), as_of=as_of), now=now, template=PROPOSAL
    )


def answered(house: House, visitor: Visitor, asked: Asked) -> Answer:
    """The answer, as far as the visitor may see the centres.

    Raises:
        NotAllowed: if there are no figures for the visitor.
        NotReleased: if only released figures are the visitor's to read, and the quarter has none.
    """
    beside = what_if_source.beside(house, visitor)
    if rights.reads_released_only(visitor) and _release(house, visitor, asked) is None:
        raise NotReleased(quarter=asked.quarter)
    return what_if.answer(
        asked,
        centres=released_centres.centres(house, visitor, quarter=asked.quarter),
        beside=beside,
        country=house.country,
        thresholds=thresholds_of(house.country),
    )


def told(
    house: House, visitor: Visitor, asked: Asked, *, language: Language, day: dt.date, as_of: dt.date | None
) -> Said:
    """All that stands on the page."""
    answer, voice = answered(house, visitor, asked), Voice(language, house.country.currency, house.settings.content)
    release = _release(house, visitor, asked)
    made = voice.say(
        "what_if.on_paper_known" if as_of else "what_if.on_paper_of",
        country=voice.pick(house.country.names),
        day=voice.date(as_of or day),
    )
    if release is None:
        mark, why = voice.say("briefing.not_public"), voice.say("briefing.not_public_why")
    else:
        mark = voice.say("briefing.release", number=release.number, day=voice.date(release.published_at.date()))
        why = voice.say("what_if.released", quarter=voice.quarter(asked.quarter))
    conditions = what_if_told.conditions(answer, house.country, voice)
    return {
        "language": language,
        "title": voice.say("what_if.on_paper", amount=what_if_told.money(asked.amount, answer, voice)),
        "state": voice.say("what_if.state", day=voice.date(answer.day), month=voice.month(answer.last)),
        "made": made,
        "mark": mark,
        "why": why,
        "demo": voice.say("shell.demo") if house.facts.demo else "",
        "refused": what_if_told.refusal(answer, house.country, voice),
        "headline": what_if_told.headline(answer, voice),
        "goes_to": [*what_if_told.goes_to(answer, voice), *what_if_told.own_faults(answer, house.country, voice)],
        "comparison": _laid(what_if_tables.comparison(answer, voice), voice),
        "shares": _laid(what_if_tables.shares(answer, voice), voice),
        "conditions": {
            "title": voice.say("what_if.under"),
            "told": conditions or [voice.say("what_if.no_conditions")],
        },
        "how": {
            "title": voice.say("what_if.how"),
            "sureness": what_if_told.sureness(answer, voice),
            "formula": what_if_told.formula(answer, voice),
            "read": voice.say("what_if.formula_read"),
            "example": what_if_told.example(answer, voice),
        },
        "notes": [" ".join(what_if_told.notes(answer, voice)), voice.say("what_if.unbinding")],
    }


def table(house: House, visitor: Visitor, asked: Asked, *, language: Language, today: dt.date) -> Table:
    """What each centre would get, as a file says it."""
    answer, voice = answered(house, visitor, asked), Voice(language, house.country.currency, house.settings.content)
    return what_if_tables.shares(answer, voice, whole=True).as_table(list(_head(house, visitor, answer, voice, today)))


def _head(house: House, visitor: Visitor, answer: Answer, voice: Voice, today: dt.date) -> Iterator[str]:
    """What was asked and found, from which figures, and when it was made."""
    yield what_if_told.headline(answer, voice)
    yield from what_if_told.refusal(answer, house.country, voice)
    yield from what_if_told.conditions(answer, house.country, voice)
    yield what_if_told.sureness(answer, voice)
    yield from what_if_told.own_faults(answer, house.country, voice)
    yield from what_if_told.notes(answer, voice)
    yield voice.say("downloads.source", country=voice.pick(house.country.names))
    release = _release(house, visitor, answer.asked)
    if release is None:
        yield voice.say("downloads.not_for_publication")
    else:
        yield voice.say("briefing.release", number=release.number, day=voice.date(release.published_at.date()))
    yield voice.say("downloads.made", day=voice.date(today))
    if house.as_of:
        yield voice.say("as_of.notice", day=voice.date(house.as_of.date()))
    if house.facts.demo:
        yield voice.say("shell.demo")


def _release(house: House, visitor: Visitor, asked: Asked) -> Told | None:
    """The release everything is made from; None where the visitor reads exact figures too."""
    source = sight.of(house, visitor).released if rights.reads_released_only(visitor) else None
    return sight.told(source).get(str(asked.quarter)) if source else None


def _laid(laid: Laid, voice: Voice) -> Said:
    """A table of texts; of very many rows the first, and the last, which adds all of them up."""
    rows = [[cell.text for cell in row] for row in laid.rows]
    more = max(0, len(rows) - 1 - ROWS)
    return {
        "title": laid.title,
        "columns": list(laid.columns),
        "rows": [*rows[:ROWS], rows[-1]] if more else rows,
        "more": voice.say("what_if.more_rows", count=voice.number(more)) if more else "",
    }
