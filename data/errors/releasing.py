"""What cannot be done with the release of a quarter."""

from __future__ import annotations

from data.errors.base import UserError


class CannotRelease(UserError):
    """Something that cannot be done with the release of a quarter."""


class QuarterNotClosed(CannotRelease):
    """A `quarter` is closed before its figures are released, because they are not taken back."""

    key = "releases.not_closed"


class NothingAccepted(CannotRelease):
    """No return of the `quarter` was accepted: there is nothing to release."""

    key = "releases.nothing_accepted"


class UnknownRelease(CannotRelease):
    """There is no release of this `number`."""

    key = "releases.unknown"


class ReleaseFailed(CannotRelease):
    """The audit says of the release of this `quarter` that somebody could be singled out: it is not published."""

    key = "releases.failed"


class ReleaseOutdated(CannotRelease):
    """Since the release of this `quarter` was made, a return was accepted or reopened: it has to be made anew."""

    key = "releases.outdated"


class NothingReleased(CannotRelease):
    """Nobody is let in to releases before the first is published, and can be read apart from the exact figures."""

    key = "releases.nothing_released"


class NotReleased(UserError):
    """Of this `quarter` nothing was released, and nothing else is for this reader."""

    key = "briefing.not_released"
