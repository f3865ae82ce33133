"""What a review cannot do."""

from __future__ import annotations

from data.errors.base import UserError


class CannotReview(UserError):
    """Something that a review cannot do with a return or a quarter."""


class NotWaiting(CannotReview):
    """The return of this `receipt` does not wait for a review: it was accepted, sent back, replaced or withdrawn."""

    key = "review.not_waiting"


class NotPassedOn(CannotReview):
    """The return of this `receipt` waits for the province, which looks at it first."""

    key = "review.not_passed_on"


class StillOpen(CannotReview):
    """The return of this `receipt` raised questions: somebody has to read the answers before it is accepted."""

    key = "review.still_open"


class NotLocked(CannotReview):
    """The return may be changed as it is: there is nothing to reopen, and nothing to ask for."""

    key = "review.not_locked"


class QuarterNotEnded(CannotReview):
    """A `quarter` cannot be closed before it has ended."""

    key = "review.not_ended"


class OwnReturn(CannotReview):
    """Nobody reviews the return that they filed themselves; its `receipt`."""

    key = "review.own_return"


class NothingToChange(CannotReview):
    """It is so already: the quarter is closed, nobody has asked, the district is excused or is not."""

    key = "review.nothing_to_change"
