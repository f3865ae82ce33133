"""The tables of the page Gaps as files, as far as the visitor may read them. No Streamlit here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping

from data import rights
from data.errors import NothingReleased
from data.model import Visitor
from data.store.house import House
from data.words import pick
from pages.parts import gap_behind, gap_payers, gap_source, gap_tables, released_gaps
from pages.parts.gap_source import GapSource
from pages.parts.laid_out import Laid
from pages.parts.shown import Voice
from pages.parts.spreadsheets import Table

TABLES: Mapping[str, Callable[[GapSource, str], Laid]] = {
    "gap_needs": gap_tables.needs,
    "gap_others": gap_tables.others,
    "gap_flows": lambda source, _: gap_payers.flows(source),
    "gap_matrix": lambda source, _: gap_payers.matrix(source),
    "gap_centres": lambda source, _: gap_behind.centres(source),
    "gap_agreements": lambda source, _: gap_behind.agreements(source),
}
"""The tables that can be taken away, by their keys."""


def table(house: House, visitor: Visitor, asked: Mapping[str, str], *, today: dt.date) -> Table:
    """A table as far as the visitor may read needs and money.

    Args:
        house: the house opened for work, of now or as of an earlier moment.
        visitor: whose right decides what there is.
        asked: what the signed address says: `table`, `year`, `currency`, `by`, `language`.
        today: stands in the head.

    Raises:
        NothingReleased: if there is nothing to be read.
    """
    day = today if house.as_of is None else house.as_of.date()
    funds = released_gaps.funds(house, visitor, day=day)
    if funds is None:
        raise NothingReleased
    voice = Voice(asked["language"], house.country.currency, house.settings.content)
    source = gap_source.source(funds, house.country, year=int(asked["year"]), currency=asked["currency"], voice=voice)
    laid = TABLES[asked["table"]](source, asked["by"])
    return laid.as_table(list(_head(source, house, visitor, today)))


def _head(source: GapSource, house: House, visitor: Visitor, today: dt.date) -> Iterator[str]:
    voice, funds = source.voice, source.funds
    yield voice.say("gaps.file_head", year=source.year, currency=source.rates.currency, day=voice.date(funds.day))
    yield from told_rates(source)
    yield voice.say("downloads.source", country=pick(house.country.names, voice.language))
    if funds.released_at is not None:
        yield voice.say("gaps.released", day=voice.date(funds.released_at.date()))
    elif rights.may_read_ledger(visitor):
        yield voice.say("downloads.not_for_publication")
    yield voice.say("downloads.made", day=voice.date(today))
    if house.facts.demo:
        yield voice.say("shell.demo")


def told_rates(source: GapSource) -> Iterator[str]:
    """The rates by which amounts are told, each with its day and who says so."""
    for rate in source.rates.used:
        digits = len(f"{rate.rate:.6g}".partition(".")[2])  # as many as it takes, in the separators of the language
        yield source.voice.say(
            "gaps.rate",
            currency=rate.currency,
            rate=source.voice.number(rate.rate, digits),
            to=rate.in_currency,
            source=rate.source,
            day=source.voice.date(rate.dated),
        )
