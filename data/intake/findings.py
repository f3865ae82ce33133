"""What is wrong or odd in a workbook, as values: a code, how grave it is, the sheet and the cell.

A finding is never an exception. Its sentence stands in the words files under `findings.<code>`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import IntEnum, StrEnum

from data.model import Language
from data.settings import Overlay
from data.words import number, text


class Severity(StrEnum):
    """`stop`: cannot be filed. `ask`: filed only with a sentence of explanation. `note`: good to know."""

    STOP = "stop"
    ASK = "ask"
    NOTE = "note"


class Stage(IntEnum):
    """The order of the checks: is it the right form, can its cells be read, do its rows hold, do they fit together."""

    IDENTITY = 1
    CELLS = 2
    ROWS = 3
    ACROSS = 4


@dataclass(frozen=True)
class Finding:
    """Something found in a workbook. Without sheet and cell it concerns the workbook as a whole.

    A value that is a number of its own is written as the language writes it; what stood in a cell is quoted as it was
    typed. `effect` says how much hangs on it, against the other findings of the return: a share, or infinity where a
    number is not told at all. `only_noted`: what would be asked or stopped elsewhere is only noted here.
    """

    code: str
    severity: Severity
    sheet: str | None = None
    cell: str | None = None
    values: Mapping[str, object] = field(default_factory=dict)
    effect: float = 0.0
    only_noted: bool = False

    def message(self, language: Language, content: Overlay | None = None) -> str:
        """The sentence for it: what was found, what is wanted, what to do."""
        told = {
            key: _told(value, language) if isinstance(value, float) else value for key, value in self.values.items()
        }
        said = text(f"findings.{self.code}", language, content, **told)
        return f"{said} {text('checks.only_noted', language, content)}" if self.only_noted else said

    def noted(self) -> Finding:
        """The same as a note, of which its sentence says that nobody waits for an answer."""
        return replace(self, severity=Severity.NOTE, only_noted=True)


@dataclass(frozen=True)
class Group:
    """Findings of one sheet with the same sentence: said once, with all their cells."""

    code: str
    severity: Severity
    sheet: str | None
    cells: tuple[str, ...]
    message: str


GRAVITY = list(Severity)
ADDRESS = re.compile(r"([A-Z]+)(\d+)")
QUESTIONS = 5
"""How many questions a return asks at most."""


def few_questions(findings: Sequence[Finding]) -> list[Finding]:
    """Keep the questions on which most hangs; what else would be asked is only noted."""
    effects: dict[str, float] = {}
    for found in findings:
        if found.severity is Severity.ASK:
            effects[found.code] = max(found.effect, effects.get(found.code, 0.0))
    asked = sorted(effects, key=lambda code: -effects[code])[:QUESTIONS]
    return [
        found.noted() if found.severity is Severity.ASK and found.code not in asked else found for found in findings
    ]


def arrange(findings: Iterable[Finding], sheets: Iterable[str] = ()) -> tuple[Finding, ...]:
    """Put the gravest first, then each sheet's cells from top to bottom, and say one thing of a cell only once.

    Args:
        findings: in any order.
        sheets: of the form, in its order; those that are not named follow.
    """
    once = {(f.code, f.sheet, f.cell, tuple(sorted((k, str(v)) for k, v in f.values.items()))): f for f in findings}
    order = list(dict.fromkeys((None, *sheets, *(found.sheet for found in once.values()))))
    return tuple(
        sorted(once.values(), key=lambda f: (GRAVITY.index(f.severity), order.index(f.sheet), *_place(f.cell)))
    )


def _told(value: float, language: Language) -> str:
    """A number with the language's signs and no more decimals than it has, at most two."""
    digits = next((digits for digits in (0, 1) if round(value, digits) == round(value, 2)), 2)
    return number(value, language, digits)


def _place(cell: str | None) -> tuple[int, int, str]:
    """Row and column of a cell (of the first, where there are several), for sorting."""
    found = ADDRESS.match(cell or "")
    return (int(found[2]), len(found[1]), found[1]) if found else (0, 0, "")


def grouped(findings: Sequence[Finding], language: Language, content: Overlay | None = None) -> list[Group]:
    """Join the findings of a sheet that say the same."""
    groups: dict[tuple[str, Severity, str | None, str], list[str]] = {}
    for found in findings:
        key = (found.code, found.severity, found.sheet, found.message(language, content))
        groups.setdefault(key, []).extend([found.cell] if found.cell else [])
    return [Group(code, severity, sheet, tuple(cells), said) for (code, severity, sheet, said), cells in groups.items()]


def verdict(findings: Iterable[Finding]) -> str:
    """`stop`, `ask` or `clean`."""
    severities = {found.severity for found in findings}
    return next((grave.value for grave in (Severity.STOP, Severity.ASK) if grave in severities), "clean")
