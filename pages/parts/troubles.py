"""What a visitor is told when something breaks: a sentence, and a number by which the log has what broke."""

from __future__ import annotations

import logging
import secrets
from dataclasses import dataclass

from data.errors import DatabaseTrouble, UserError
from data.model import Language
from data.settings import Overlay
from data.words import text

LOG = logging.getLogger(__name__)
DIGITS = 8
"""Hexadecimal digits of a number: enough to be found, few enough to be told by telephone."""


@dataclass(frozen=True)
class Trouble:
    """Something that broke.

    Attributes:
        key, values: of the sentence about it.
        number: by which the log has it; empty where the sentence says all there is to know.
        status: how an HTTP answer calls it.
    """

    key: str
    values: dict[str, object]
    number: str
    status: int

    def sentences(self, language: Language, content: Overlay | None = None) -> list[str]:
        """What a visitor is told, in a language."""
        said = [text(self.key, language, content, **self.values)]
        return [*said, text("troubles.number", language, content, number=self.number)] if self.number else said


def noted(error: Exception) -> Trouble:
    """Put an error that nobody expected into the log, under a number of its own.

    What a person can mend needs no number: its sentence says how.
    """
    if isinstance(error, UserError):
        return Trouble(error.key, error.values, "", 400)
    number = secrets.token_hex(DIGITS // 2).upper()
    LOG.error("error number %s", number, exc_info=error)
    if isinstance(error, DatabaseTrouble):
        return Trouble(error.key, {}, number, 503)
    return Trouble("troubles.unexpected", {}, number, 500)
