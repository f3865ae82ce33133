"""What was asked for does not exist, or cannot be taken."""

from __future__ import annotations

from data.errors.base import UserError


class BadBoundaries(UserError):
    """A file of boundaries cannot be installed."""

    key = "errors.bad_boundaries"


class UnknownPlace(UserError):
    """No place has this code."""

    key = "errors.unknown_place"


class UnknownIndicator(UserError):
    """No indicator has this code."""

    key = "errors.unknown_indicator"


class BadQuestion(UserError):
    """A program asks for values, and the parameter `name` is missing, unknown, or asks for too much."""

    key = "api.bad_question"
