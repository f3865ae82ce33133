"""How far a number over many districts can be relied on: three things about the returns behind it, and a mark of them.

* complete: districts that answered, of those expected;
* on time: returns that first came in time, of the districts expected;
* settled: returns without an open question, of those that count.

The mark is made of their product, in which the second is taken of those that reported at all, so that a silent district
is not counted against a number twice. The bounds are a proposal, not a standard.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from metrics.coverage import Share

HIGH, MEDIUM = 0.8, 0.5


class Mark(StrEnum):
    """What the product comes to."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True)
class Confidence:
    """The mark with its components; `settled` is None for whoever may not know."""

    complete: Share
    on_time: Share
    settled: Share | None
    mark: Mark | None


def confidence(*, complete: Share, reported: Share, on_time: Share, settled: Share | None = None) -> Confidence:
    """Mark a number.

    Args:
        complete: districts that answered this number, of those expected to.
        reported: districts that reported in the quarter, of those expected.
        on_time: districts that first filed in time, of those expected.
        settled: returns without an open question, of those that count.

    Returns:
        No mark where nobody answered.
    """
    if not complete.count or not complete.share:
        return Confidence(complete, on_time, settled, None)
    prompt = min(1.0, on_time.count / reported.count) if reported.count else 1.0
    sure = 1.0 if settled is None or settled.share is None else settled.share
    product = complete.share * prompt * sure
    mark = Mark.HIGH if product >= HIGH else Mark.MEDIUM if product >= MEDIUM else Mark.LOW
    return Confidence(complete, on_time, settled, mark)
