"""Findings as a small page can tell them: by sheet, the gravest first, and never more than there is room for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from markupsafe import escape

from data.intake.findings import GRAVITY, Finding, Group, Severity, grouped
from pages.parts.shown import Voice

ROOM = 15_000
"""Bytes that the findings of a page may take, of the 30,000 of a page."""
AROUND = 110
"""Bytes of markup around one of them."""
CELLS = 40
LONGEST = 600
"""Letters of one sentence: what it quotes of a cell may be much longer."""


@dataclass(frozen=True)
class Told:
    """One sentence, how grave it is, and the cells it is about."""

    severity: Severity
    cells: str
    message: str


@dataclass
class Sheet:
    """The sentences about one sheet, and how many of each gravity there are in all.

    Attributes:
        name: empty for the workbook as a whole.
    """

    name: str
    told: list[Told] = field(default_factory=list)
    counts: dict[Severity, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Findings:
    """What a page tells: the sheets in the order of their gravest finding, and how many sentences had no room."""

    sheets: tuple[Sheet, ...]
    more: int


def told(findings: Sequence[Finding], voice: Voice, *, taken: int = 0) -> Findings:
    """Tell findings within the room there is; the gravest have it first.

    Args:
        findings: what was found.
        voice: in whose words.
        taken: how many bytes of the room are needed for something else.
    """
    groups = sorted(grouped(findings, voice.language, voice.content), key=lambda group: GRAVITY.index(group.severity))
    sheets: dict[str, Sheet] = {}
    for group in groups:
        counts = sheets.setdefault(group.sheet or "", Sheet(group.sheet or "")).counts
        counts[group.severity] = counts.get(group.severity, 0) + 1
    shown = list(_within(groups, voice, ROOM - taken))
    for group, said in zip(groups, shown, strict=False):
        sheets[group.sheet or ""].told.append(said)
    return Findings(tuple(sheets.values()), len(groups) - len(shown))


def counted(counts: Mapping[Severity, int], voice: Voice) -> str:
    """How many sentences of each gravity: *2 to put right, 1 question*."""
    return ", ".join(voice.say(f"send.count_{each}", count=counts[each]) for each in GRAVITY if each in counts)


def _within(groups: Sequence[Group], voice: Voice, room: int) -> Iterator[Told]:
    """The sentences from the first on, as long as they fit."""
    left = room

    def fits(said: Told) -> bool:
        nonlocal left
        left -= AROUND + sum(len(escape(text).encode()) for text in (said.cells, said.message))
        return left >= 0

    return takewhile(fits, (_told(group, voice) for group in groups))


def _told(group: Group, voice: Voice) -> Told:
    message = group.message if len(group.message) <= LONGEST else f"{group.message[: LONGEST - 1]}…"
    cells = ", ".join(group.cells[:CELLS])
    if len(group.cells) > CELLS:
        cells = voice.say("send.more_cells", cells=cells, count=len(group.cells) - CELLS)
    return Told(group.severity, cells, message)
