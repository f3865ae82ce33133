"""Rights, signing in, and what cannot be done with a person."""

from __future__ import annotations

from data.errors.base import UserError


class NotAllowed(UserError):
    """The visitor has no right to this place or page."""

    key = "errors.not_allowed"


class NoLongerHeld(NotAllowed):
    """What was to be fetched is gone, or waits for somebody else: the answer does not say which."""

    key = "marked.gone"


class NotSignedIn(UserError):
    """Name and password do not fit together, or the account may not sign in: the answer does not say which."""

    key = "sign_in.refused"


class TooManyAttempts(UserError):
    """Too many attempts to sign in. Values: minutes."""

    key = "sign_in.too_many"


class LinkIsOver(UserError):
    """A one-time link that was used, is too old, or never was."""

    key = "sign_in.link_over"


class WeakPassword(UserError):
    """A password that is too short, too long, or one of those that are tried first. Values: shortest, longest."""

    key = "sign_in.weak_length"


class CommonPassword(WeakPassword):
    """One of the passwords that are tried first, or one made of it."""

    key = "sign_in.weak_common"


class CannotAdminister(UserError):
    """What cannot be done with a person."""


class BadPerson(CannotAdminister):
    """An e-mail or a name that is none."""

    key = "people.errors.bad_person"


class KnownPerson(CannotAdminister):
    """Somebody has this e-mail already. Values: email."""

    key = "people.errors.known"


class UnknownPerson(CannotAdminister):
    """Nobody has this e-mail. Values: email."""

    key = "people.errors.unknown"


class PlacesMismatch(CannotAdminister):
    """The role is held for districts, for provinces, or for none, and these are not."""

    key = "people.errors.places"


class RoleNotOpen(CannotAdminister):
    """Nobody can be given this role before there are releases."""

    key = "people.errors.not_open"


class PersonDisabled(CannotAdminister):
    """They may sign in no longer. Values: email."""

    key = "people.errors.disabled"


class UnknownToken(CannotAdminister):
    """They have no token of this number, or it holds no more. Values: number."""

    key = "people.errors.token"


class LastAdministrator(CannotAdminister):
    """Somebody has to be left who may administer."""

    key = "people.errors.last_administrator"
