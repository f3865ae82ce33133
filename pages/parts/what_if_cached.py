"""The answers to *What if*, kept: for one visitor, one version of the data and one question the same is found once."""

from __future__ import annotations

from data.model import Visitor
from metrics.centre import thresholds_of
from pages.parts import cached, what_if, what_if_source
from pages.parts.kept import kept
from pages.parts.looking_back import house_then
from pages.parts.opened import house
from pages.parts.what_if import Answer
from pages.parts.what_if_asked import Asked
from pages.parts.what_if_source import Beside

FEW = 40


def beside(visitor: Visitor) -> Beside:
    """As `what_if_source.beside`."""
    return _beside(cached.version(), visitor)


def answer(visitor: Visitor, asked: Asked) -> Answer:
    """As `what_if.answer`."""
    return _answer(cached.version(), visitor, asked)


def currencies(visitor: Visitor) -> list[str]:
    """As `Beside.currencies`."""
    return beside(visitor).currencies(house().country.currency)


# The version is a key and nothing else, as in `cached`. What is kept never changes, so that nobody needs a copy.


@kept(FEW)
def _beside(version: str, visitor: Visitor) -> Beside:
    return what_if_source.beside(house_then(), visitor)


@kept(FEW)
def _answer(version: str, visitor: Visitor, asked: Asked) -> Answer:
    return what_if.answer(
        asked,
        centres=cached.centres(visitor, quarter=asked.quarter),
        beside=beside(visitor),
        country=house().country,
        thresholds=thresholds_of(house().country),
    )
