"""A difference between two returns in words: what each cell is for, what stood there, what stands there now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from data.catalogue import Catalogue
from data.intake.difference import Change, Content, counts
from data.intake.layout import CHOICE, TABLES
from data.model import Kind, Status
from pages.parts.measures import item_name
from pages.parts.shown import Voice

COLUMNS = ("what", "before", "now", "sheet", "cell", "kind")


def summary(changes: Sequence[Change], voice: Voice) -> str:
    """How many cells differ, and how."""
    if not changes:
        return voice.say("changes.none")
    return voice.say("changes.counts", **{kind.value: voice.number(n) for kind, n in counts(changes).items()})


def table(
    changes: Sequence[Change], catalogue: Catalogue, voice: Voice, *, words: str = "changes.columns"
) -> list[dict[str, str]]:
    """One row for each cell that differs; `words` is where the headings stand."""
    return [
        dict(
            zip(
                (voice.say(f"{words}.{column}") for column in COLUMNS),
                (
                    label(change, catalogue, voice),
                    shown(change, change.before, catalogue, voice),
                    shown(change, change.now, catalogue, voice),
                    change.sheet,
                    change.cell,
                    voice.say(f"changes.{change.kind.value}"),
                ),
                strict=True,
            )
        )
        for change in changes
    ]


def label(change: Change, catalogue: Catalogue, voice: Voice) -> str:
    """What a cell is for: the measure and its part, or the centre or source and the column."""
    if change.table:
        return f"{change.subject}: {voice.say(f'workbook.{change.table}.columns.{change.dimension}')}"
    part, indicator = catalogue.measure(change.subject), catalogue.indicator_of(change.subject)
    named = f"{change.subject} · {voice.pick(part.names or indicator.names)}"
    if not change.item:
        return named
    return f"{named}: {item_name(catalogue, change.dimension, change.item, voice.language)}"


def shown(change: Change, content: Content, catalogue: Catalogue, voice: Voice) -> str:
    """What stands in a cell. Nothing, zero, nothing to report and not applicable are four different things."""
    if content.status is not Status.REPORTED:
        return voice.say(f"changes.{content.status.value}")
    value = content.value
    if isinstance(value, dt.date):
        return voice.date(value)
    if isinstance(value, str):
        choices = {column.key for column in TABLES[change.table][0] if column.kind == CHOICE}
        return voice.say(f"workbook.options.{value}") if change.dimension in choices else value
    number = float(value or 0)
    if not change.table and catalogue.measure(change.subject).kind is Kind.YES_NO:
        return voice.say("workbook.yes" if number else "workbook.no")
    return voice.number(number, 0 if number.is_integer() else 2)
