"""The way from a figure to where it comes from: one address for each measure, place and quarter."""

from __future__ import annotations

from urllib.parse import urlencode

from pages.parts import looking_back
from pages.parts.noted import noted
from pages.parts.words import KEY as LANGUAGE
from pages.parts.words import escaped, language

PAGE, ADDRESS = "../public/origin.py", "/origin"
OF_DEMO = ("as", "office")


def address(*, measure: str, place: str, quarter: str) -> str:
    """Where it is told where a figure comes from, for the same visitor, language and day."""
    return same_visit(ADDRESS, indicator=measure, place=place, quarter=quarter)


def same_visit(page: str, **asked: str) -> str:
    """The address of a page for the same visitor, language and day, with what is asked for."""
    day = looking_back.chosen()
    kept = {key: str(noted().get(f"kept_{key}", "")) for key in OF_DEMO}
    whole = asked | {LANGUAGE: language()} | kept | {looking_back.KEY: day.isoformat() if day else ""}
    return f"{page}?{urlencode({key: value for key, value in whole.items() if value})}"


def named(name: str, *, measure: str, place: str, quarter: str) -> str:
    """The name of a figure, in Markdown, as a link to where it comes from."""
    return f"[{escaped(name)}]({address(measure=measure, place=place, quarter=quarter)})"
