"""Findings as they are kept with a return, and read again: plain values, and never anything personal.

Before a workbook is checked it has been looked through for personal data, so that what a finding quotes of a cell holds
none. It is looked through once more before it is kept, because a quotation stays for ever: what looks personal is left
out of it.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from data.errors import BadWords
from data.intake.findings import Finding, Severity
from data.intake.personal.sentence import kinds_in_sentence
from data.model import Language
from data.settings import Overlay
from data.store.new_return import KeptFinding, Value
from data.words import text

NOTED = "noted"
"""How it is kept that something was only noted which would be asked elsewhere."""
LEFT_OUT = "\N{HORIZONTAL ELLIPSIS}"
LONGEST = 300
"""Letters of one quotation."""


def as_kept(findings: Iterable[Finding], *, today: dt.date) -> tuple[KeptFinding, ...]:
    """Findings in the shape in which they are kept.

    Args:
        findings: in the order in which they are shown.
        today: the day by which a date in a quotation is recent.
    """
    return tuple(
        KeptFinding(
            found.code,
            NOTED if found.only_noted else found.severity.value,
            found.sheet or "",
            found.cell or "",
            {key: _plain(value, today) for key, value in found.values.items()},
        )
        for found in findings
    )


@dataclass(frozen=True)
class EarlierFinding(Finding):
    """What was found when a return was filed. An earlier version of the checks may have known sentences of its own."""

    def message(self, language: Language, content: Overlay | None = None) -> str:
        """The sentence for it; where there is none any more, by which code it was known."""
        try:
            return super().message(language, content)
        except BadWords:
            return text("review.earlier_check", language, content, code=self.code)


def as_found(kept: Sequence[KeptFinding]) -> tuple[Finding, ...]:
    """What was kept, as findings that can be told again in any language."""
    return tuple(
        EarlierFinding(
            each.code,
            Severity.NOTE if each.severity == NOTED else Severity(each.severity),
            each.sheet or None,
            each.cell or None,
            each.values,
            only_noted=each.severity == NOTED,
        )
        for each in kept
    )


def _plain(value: object, today: dt.date) -> Value:
    if value is None or isinstance(value, bool | int):
        return value
    if isinstance(value, float):
        return value if math.isfinite(value) else str(value)
    said = str(value)[:LONGEST]
    return LEFT_OUT if kinds_in_sentence(said, today=today) else said
