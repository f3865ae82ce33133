"""The life of returns, out of what happened to them: which one of a place and quarter counts. Pure: no database here.

Nothing more happens to a return that was withdrawn or sent back. Of the others the newest event says where it stands.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from data.model import Event, Level

ENDED = (Event.WITHDRAWN, Event.SENT_BACK)
"""What ends a return's counting for good."""
WAITING = (Event.FILED, Event.FORWARDED)
"""The newest event of a return that waits for somebody to look at it."""


@dataclass(frozen=True)
class Revision:
    """One return of a place and quarter, and what happened to it, oldest first."""

    return_id: int
    events: tuple[Event, ...]

    @property
    def last(self) -> Event:
        """What happened last."""
        return self.events[-1]


def counting(revisions: Sequence[Revision]) -> Revision | None:
    """The return that counts for a place and quarter.

    It is the newest that its office did not withdraw. If that one was sent back, an earlier one counts only if it had
    been accepted: an accepted figure stands until a better one comes, but one that was merely filed has been replaced
    by the office itself, and does not come back because its correction was wrong too.

    Args:
        revisions: every return of the place and quarter, the newest first.
    """
    sent_back = False
    for revision in revisions:
        if revision.last is Event.SENT_BACK:
            sent_back = True
        elif revision.last is not Event.WITHDRAWN and (not sent_back or Event.ACCEPTED in revision.events):
            return revision
    return None


def owes_a_mended_one(revisions: Sequence[Revision]) -> bool:
    """Whether the newest return that its office did not withdraw was sent back: a mended one is awaited.

    Args:
        revisions: every return of the place and quarter, the newest first.
    """
    kept = (each for each in revisions if each.last is not Event.WITHDRAWN)
    newest = next(kept, None)
    return newest is not None and newest.last is Event.SENT_BACK


def waits_for(last: Event, steps: Collection[Level]) -> Level | None:
    """Whose turn it is to look at a return that counts; None where nobody's.

    Args:
        last: what happened to it last.
        steps: the levels that review returns in the country.
    """
    if last is Event.FILED:
        return Level.PROVINCE if Level.PROVINCE in steps else Level.COUNTRY
    return Level.COUNTRY if last is Event.FORWARDED else None
