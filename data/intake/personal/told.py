"""Hits as findings: which kind, in which part of which sheet and cell, and what to do. Never what was found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from data.intake.findings import Finding, Severity
from data.intake.personal.carried import Hit, Part
from data.model import Language
from data.settings import Overlay
from data.words import text

CODE = "personal_data"
HIDDEN_NAME = "*.xlsx"


@dataclass(frozen=True)
class PersonalFinding(Finding):
    """A finding whose values are a kind and a part, told in the reader's language."""

    def message(self, language: Language, content: Overlay | None = None) -> str:
        """The sentence for it, with the words for kind and part."""
        kind = text(f"personal.kinds.{self.values['kind']}", language, content)
        place = text(f"personal.parts.{self.values['part']}", language, content)
        return text(f"findings.{self.code}", language, content, kind=kind, place=place)


class PersonalData(Exception):
    """A workbook carries what must never come in. It says where and of which kind, and never what."""

    def __init__(self, hits: Iterable[Hit]) -> None:
        """Keep the places."""
        super().__init__()
        self.hits = tuple(hits)


def findings_of(hits: Iterable[Hit]) -> tuple[Finding, ...]:
    """Hits as findings that stop the workbook."""
    return tuple(
        PersonalFinding(CODE, Severity.STOP, hit.sheet, hit.cell, {"kind": hit.kind, "part": hit.part.value})
        for hit in hits
    )


def name_shown(name: str, findings: Iterable[Finding]) -> str:
    """The name of a file as it may be repeated: not where personal data was found in it."""
    found = any(each.code == CODE and each.values.get("part") == Part.FILE_NAME.value for each in findings)
    return HIDDEN_NAME if found else name
