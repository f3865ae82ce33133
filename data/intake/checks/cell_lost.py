"""Every cell of the form is still there: none was deleted together with its row or column."""

from __future__ import annotations

from collections.abc import Iterator

from data.intake.entries import Context, Entries
from data.intake.findings import Finding, Severity, Stage
from data.model import Language
from data.words import ENGLISH, languages, pick, text

STAGE = Stage.IDENTITY
SEVERITY = Severity.STOP
NAMED = 3
"""How many of them are named."""


def check(sheet: Entries, context: Context) -> Iterator[Finding]:
    """Cells that are gone."""
    language = sheet.reading.facts.get("language", ENGLISH)
    names = dict.fromkeys(_name(tag, context, language) for tag in sheet.reading.lost)
    if names:
        more = {"names": "; ".join(list(names)[:NAMED]), "count": len(names)}
        yield Finding("cell_lost", SEVERITY, values=more)


def _name(tag: str, context: Context, language: Language) -> str:
    """What an officer calls the cells of a tag: the name of the number, or of the sheet."""
    first, _, rest = tag.partition("|")
    if first in context.layout.by_tag:
        return pick(context.layout.by_tag[first].part.names, language)
    sheet = rest if first == "nil" else first
    return text(f"workbook.sheets.{sheet}", language if language in languages() else ENGLISH, context.content)
