"""What stands in the way of filing, replacing or withdrawing a return."""

from __future__ import annotations

from data.errors.base import UserError


class OtherWorld(UserError):
    """A return of the demo world for a real database, or the reverse."""

    key = "errors.other_world"


class ChangedMeanwhile(UserError):
    """Another return counts now than the sender saw: nothing is filed before they have looked again."""


class FiledMeanwhile(ChangedMeanwhile):
    """Somebody else filed a return of the same district and quarter: its `receipt`, and the `moment`."""

    key = "returns.filed_meanwhile"


class WithdrawnMeanwhile(ChangedMeanwhile):
    """The return that was to be replaced, with this `receipt`, was withdrawn."""

    key = "returns.withdrawn_meanwhile"


class Locked(UserError):
    """A return of this `place` and `quarter` cannot be filed, replaced or withdrawn before the quarter is reopened."""


class ReturnAccepted(Locked):
    """The return with this `receipt` was accepted."""

    key = "findings.accepted_already"


class QuarterClosed(Locked):
    """The quarter is closed."""

    key = "findings.quarter_closed"


class NoCell(UserError):
    """A note of this `cell` names no cell of a sheet, says nothing, or too much."""

    key = "review.no_cell"


class UnknownReceipt(UserError):
    """There is no such receipt, or none for this visitor: the answer does not say which."""

    key = "returns.unknown_receipt"


class NotCounting(UserError):
    """A return that was replaced, sent back or withdrawn cannot be withdrawn (again)."""

    key = "returns.not_counting"


class PersonalSentence(UserError):
    """A reason or an answer carries something by which a person could be found. It is not kept and not repeated."""

    key = "findings.personal_sentence"


class NoReason(UserError):
    """Withdrawing needs a reason, which is kept with the return."""

    key = "returns.no_reason"


class NothingSaid(NoReason):
    """A decision of a review needs a reason too, or a note, of at most `longest` letters."""

    key = "review.no_reason"


class NothingChecked(UserError):
    """The examination says stop, or a question has no answer: nothing is filed."""

    key = "errors.not_fileable"


class BadPlanChange(UserError):
    """A target or a proof that cannot be kept: out of range, of another plan, or a link that is none."""

    key = "plan.bad_change"
