"""What waits in memory between sending and filing: a page can be had again without sending the workbook again."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace

from data.errors import NoLongerHeld
from data.intake.findings import Finding, Severity, verdict
from data.intake.marks import marks_of
from data.intake.personal.told import PersonalFinding
from data.intake.receive import Examination
from data.model import Kind
from pages.api.send.visit import Visit
from pages.parts import links, released
from pages.parts.held import SHELF, Held

SECONDS = 60 * 60


@dataclass(frozen=True)
class Sent(Held):
    """A workbook as it was sent, and what was found in it.

    Its name is not kept, nor shown: it may say whom the file is about.

    Attributes:
        content: empty where nobody needs the bytes again: it cannot be filed, and no cell of it can be marked.
        replaces: the receipt of the return that it would replace.
        numbers: how many numbers it reports.
        changed: how many of them differ from the return that it would replace.
        nothing_accepted: whether nobody can tell yet what is unusual.
        receipt: what it was filed under; empty before.
    """

    findings: tuple[Finding, ...] = ()
    replaces: str | None = None
    numbers: int = 0
    changed: int = 0
    nothing_accepted: bool = False
    receipt: str = ""

    @property
    def verdict(self) -> str:
        """`clean`, `ask` or `stop`."""
        return verdict(self.findings)

    @property
    def questions(self) -> tuple[str, ...]:
        """The codes that need an answer before it can be filed."""
        return tuple(dict.fromkeys(f.code for f in self.findings if f.severity is Severity.ASK))


def keep(visit: Visit, examination: Examination, key: str = "") -> str:
    """Let a workbook wait for its sender; gives the key.

    Of one that is refused as a whole, or in which there is personal data, no byte is kept.
    """
    marks = tuple(marks_of(examination.findings, visit.voice.language, visit.house.settings.content))
    if any(isinstance(found, PersonalFinding) for found in examination.findings):
        marks = ()
    numbers, changed = _numbers(visit, examination)
    sent = Sent(
        visitor=visit.visitor,
        content=examination.content if marks or examination.verdict != "stop" else b"",
        marks=marks,
        until=time.monotonic() + SECONDS,
        findings=examination.findings,
        replaces=examination.replaces,
        numbers=numbers,
        changed=changed,
        nothing_accepted=examination.nothing_accepted,
    )
    return SHELF.lay(sent, key)


def found(visit: Visit, key: str) -> Sent:
    """The workbook that waits under a key for this visitor.

    Raises:
        NoLongerHeld: if it is not there, too old, or somebody else's.
    """
    held = SHELF.look(key, visit.visitor)
    if not isinstance(held, Sent):
        raise NoLongerHeld
    return held


def remember_receipt(sent: Sent, key: str, receipt: str) -> None:
    """Note what it was filed under, for the visitor whose line was cut before the answer came. Its bytes may go."""
    SHELF.lay(replace(sent, content=b"", marks=(), receipt=receipt), key)


def marked_address(visit: Visit, sent: Sent, key: str) -> str | None:
    """Where the marked copy is fetched, as often as it takes; None where no cell is to be marked."""
    if not sent.marks:
        return None
    return links.signed(visit.house, "marked.xlsx", visitor=visit.visitor, key=key, again="yes")


def _numbers(visit: Visit, examination: Examination) -> tuple[int, int]:
    """How many numbers a workbook reports, and how many of its totals differ from what is filed now."""
    if examination.place is None or not examination.totals:
        return 0, 0
    measures = [m for m in examination.totals if visit.house.catalogue.measure(m).kind is not Kind.RATIO]
    said = {m: examination.totals[m].value for m in measures if examination.totals[m].value is not None}
    points = released.series(visit.house, visit.visitor, measures=measures, places=[examination.place.code])
    now = points[points["quarter"] == str(examination.quarter)].set_index("measure")["value"].dropna().to_dict()
    return len(said), sum(said.get(measure) != now.get(measure) for measure in measures)
