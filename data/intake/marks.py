"""Which cells of a workbook are to be marked, and what is to be said at each of them."""

from __future__ import annotations

import functools
import re
import string
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from data.intake.findings import GRAVITY, Finding, Severity, arrange
from data.model import Language
from data.settings import Overlay
from data.words import languages, text, words

LEAD = "Lima · "
"""How what we say in a comment begins, also within somebody else's comment."""
LONGEST_GAP = 200


@dataclass(frozen=True)
class Mark:
    """One cell: how grave the gravest thing found there is, and what its comment says."""

    sheet: str
    cell: str
    severity: Severity
    said: str


def marks_of(findings: Iterable[Finding], language: Language, content: Overlay | None = None) -> list[Mark]:
    """One mark for each cell that something was found in; what concerns no single cell has none.

    Args:
        findings: what was found in the workbook.
        language: the language of the comments.
        content: the folder with the ministry's own words.
    """
    by_cell: dict[tuple[str, str], list[Finding]] = {}
    for found in arrange(findings):
        if found.sheet and found.cell:
            by_cell.setdefault((found.sheet, found.cell), []).append(found)
    return [
        Mark(sheet, cell, min((each.severity for each in here), key=GRAVITY.index), _said(here, language, content))
        for (sheet, cell), here in by_cell.items()
    ]


def _said(here: Iterable[Finding], language: Language, content: Overlay | None) -> str:
    """Each finding with what it asks for: colours alone would tell a third of the readers nothing on paper."""
    lines = (
        f"{text(f'marked.{each.severity.value}', language, content)}: {each.message(language, content)}"
        for each in here
    )
    return "\n".join(dict.fromkeys(lines))


def to_json(marks: Iterable[Mark]) -> list[list[str]]:
    """Marks as what JSON can hold."""
    return [[each.sheet, each.cell, each.severity.value, each.said] for each in marks]


def from_json(listed: Iterable[Sequence[str]]) -> list[Mark]:
    """Marks from what JSON held."""
    return [Mark(sheet, cell, Severity(severity), said) for sheet, cell, severity, said in listed]


def not_ours(comment: str, content: Overlay | None = None) -> str:
    """What somebody else wrote in a comment: without the sentences of a mark as long as they are unchanged.

    A workbook that comes back with its comments must not be taken for one that carries notes of its own, such as the
    date that a sentence gives as an example. A line that was changed is no longer ours.
    """
    if LEAD not in comment:
        return comment
    lines = (line.removeprefix(LEAD) for line in comment.splitlines())
    return "\n".join(line for line in lines if line and not _ours(content).fullmatch(line))


@functools.lru_cache(maxsize=2)
def _ours(content: Overlay | None) -> re.Pattern[str]:
    """Every line that a mark can say, in every language."""
    known = [words(language, content) for language in languages()]
    leads = {said[f"marked.{severity}"] for said in known for severity in Severity}
    sentences = {sentence for said in known for key, sentence in said.items() if key.startswith("findings.")}
    either = ("|".join(sorted(map(make, which))) for make, which in ((re.escape, leads), (_pattern, sentences)))
    return re.compile("(?:{}): (?:{})".format(*either))


def _pattern(sentence: str) -> str:
    gap = f".{{0,{LONGEST_GAP}}}?"
    pieces = string.Formatter().parse(sentence)
    return "".join(re.escape(plain) + ("" if name is None else gap) for plain, name, *_ in pieces)
