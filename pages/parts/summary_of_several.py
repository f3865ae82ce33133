"""The summary of several workbooks, for people who look after many districts: a line a file, and what is to be done."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any, cast

from data.model import Language
from data.settings import Overlay
from data.words import text
from pages.parts.printed import Line
from pages.parts.spreadsheets import Cell, Table

COLUMNS = ("file", "district", "quarter", "verdict", "to_mend", "questions", "receipt", "replaces", "what")
SAID = 5
"""How many findings of a file are told in the summary; the page and the marked workbook tell all."""


def summary_of(lines: Sequence[Line], language: Language, content: Overlay | None = None) -> Table:
    """A table with a row for each file.

    Args:
        lines: as `pages.parts.printed` makes them, of examined or of filed workbooks.
        language: of headings and verdicts.
        content: the folder with the ministry's own words.
    """
    return Table(
        name=text("several.summary", language, content),
        head=[text("several.summary", language, content), counted(lines, language, content)],
        columns=[text(f"several.columns.{column}", language, content) for column in COLUMNS],
        rows=[_row(line, language, content) for line in lines],
    )


def counted(lines: Sequence[Line], language: Language, content: Overlay | None = None) -> str:
    """How many files there are, and how many of each outcome."""
    found = Counter(outcome(line) for line in lines)
    counts = {key: found[key] for key in ("filed", "clean", "ask", "stop")}
    return text("several.counted", language, content, files=len(lines), **counts)


def outcome(line: Line) -> str:
    """`filed`, or the verdict of a file that is not filed (yet)."""
    return "filed" if line.get("receipt") else str(line["verdict"])


def what_to_do(line: Line, language: Language, content: Overlay | None = None) -> str:
    """What stands in the way of a file: the first of its findings that do, with their cells."""
    grave = [found for found in _findings(line) if found["severity"] != "note"]
    told = [_told(found) for found in grave[:SAID]]
    if len(grave) > SAID:
        told.append(text("several.more", language, content, count=len(grave) - SAID))
    return " ".join(told)


def _told(found: Mapping[str, Any]) -> str:
    where = " ".join(part for part in (found["sheet"], found["cell"]) if part)
    return f"{where}: {found['message']}" if where else str(found["message"])


def _findings(line: Line) -> list[Mapping[str, Any]]:
    return cast(list[Mapping[str, Any]], line["findings"])


def _row(line: Line, language: Language, content: Overlay | None) -> list[Cell]:
    grave = Counter(found["severity"] for found in _findings(line))
    return [
        _text(line["file"]),
        _text(line["district"]),
        _text(line["quarter"]),
        text(f"several.outcomes.{outcome(line)}", language, content),
        grave["stop"],
        grave["ask"],
        _text(line.get("receipt")),
        _text(line.get("replaces")),
        "" if line.get("receipt") else what_to_do(line, language, content),
    ]


def _text(value: object) -> str:
    return "" if value is None else str(value)
