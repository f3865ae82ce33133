"""What may be given to several commands: how each is described, and how it is read."""

from __future__ import annotations

import datetime as dt
import os
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from data.errors import UnknownPlace
from data.model import Level, Quarter, Role, Visitor
from data.rights import HELD_FOR, own_places
from data.settings import Settings, read_settings
from data.words import ENGLISH, languages, text

if TYPE_CHECKING:
    from data.catalogue import Catalogue
    from data.model import Part, Place
    from data.store.house import House

WRONG_USAGE = 2
YEARS = range(1950, 2200)
"""Those in which a day or a quarter may lie; any other is a slip of the keys."""
OPERATOR = "operator"

WorkbookFiles = Annotated[list[Path], typer.Argument(metavar="FILE...", exists=True, dir_okay=False)]
Audience = Annotated[str, typer.Option(help="ministry, province:32, taskforce:32.02, donor or public.")]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object a line.")]
OfCountry = Annotated[str | None, typer.Option("--country", help="ISO 3166 alpha-3 code; else COUNTRY, else IDN.")]
InQuarter = Annotated[str, typer.Option("--quarter", help="Like 2026-Q3.")]
AsOf = Annotated[
    str | None, typer.Option(metavar="DAY", help="Like 2026-09-30: what was known at the end of that day (UTC).")
]
Summary = Annotated[
    Path | None, typer.Option(metavar="FILE", dir_okay=False, help="Write a table of it too, as .xlsx or .csv.")
]

_SPOKEN: ContextVar[str] = ContextVar("spoken", default=ENGLISH)
"""The language of the command that runs: what went wrong is told in it too, wherever that is found out."""


def language(said: str) -> str:
    """A language that there are words in."""
    if said not in languages():
        raise typer.BadParameter(text("commands.language_shape", found=said, known=", ".join(languages())))
    return said


def _speak(said: str | None) -> str | None:
    _SPOKEN.set(language(said or ENGLISH))
    return said


def speak_english() -> None:
    """Begin in English: a command that has no `--language`, or has not read it yet, speaks that."""
    _SPOKEN.set(ENGLISH)


def spoken() -> str:
    """The language of the command that runs."""
    return _SPOKEN.get()


def sentence(key: str, **values: object) -> str:
    """A sentence in the language of the command that runs."""
    return text(key, spoken(), **values)


# Eager: it is read before all that may be wrong with what else was given.
InLanguage = Annotated[
    str, typer.Option("--language", is_eager=True, callback=_speak, help="Of what is printed: en, id.")
]
OfForm = Annotated[
    str | None,
    typer.Option(
        "--language",
        is_eager=True,
        callback=_speak,
        help="The form's language; else the country's usual one.",
    ),
]


def settings(country: str | None) -> Settings:
    """The settings of the environment, for the country that was given."""
    return read_settings({**os.environ, "COUNTRY": country} if country else os.environ)


def quarter(said: str) -> Quarter:
    """A quarter, as in `2026-Q3`."""
    try:
        found = Quarter.parse(said)
    except ValueError as error:
        raise typer.BadParameter(sentence("commands.quarter_shape", found=said)) from error
    if found.year not in YEARS:
        raise typer.BadParameter(sentence("commands.quarter_shape", found=said))
    return found


def day(said: str) -> dt.date:
    """A day, as in `2026-09-30`."""
    try:
        found = dt.date.fromisoformat(said)
    except ValueError as error:
        raise typer.BadParameter(sentence("commands.day_shape", found=said)) from error
    if found.year not in YEARS or said != found.isoformat():
        raise typer.BadParameter(sentence("commands.day_shape", found=said))
    return found


def write(path: Path, content: bytes) -> None:
    """Write a file; where that cannot be done, the sentence says so."""
    try:
        path.write_bytes(content)
    except OSError as error:
        raise typer.BadParameter(sentence("commands.not_written", file=path, why=error.strerror)) from error


def district(house: House, code: str, when: Quarter) -> Place:
    """A district that reports in a quarter.

    Raises:
        UnknownPlace: if none has this code.
    """
    if code not in {place.code for place in house.country.districts(when)}:
        raise UnknownPlace(code=code)
    return house.country.places[code]


def level(said: str) -> Level:
    """A level of places."""
    if said not in set(Level):
        raise typer.BadParameter(sentence("commands.level_shape", found=said))
    return Level(said)


MINISTRY = Visitor(OPERATOR, Role.REVIEWER)
"""For whom the operator reads where nothing else is said."""


def audience(said: str, house: House) -> Visitor:
    """The visitor that an audience stands for; of a task force or province, one of this house's country.

    Raises:
        UnknownPlace: if the country has no such district or province.
    """
    role, _, place = said.partition(":")
    if said in (Role.DONOR, Role.PUBLIC):
        if house.released() is None:
            typer.echo(sentence("commands.not_yet", audience=said), err=True)
            raise typer.Exit(WRONG_USAGE)
        return Visitor("", Role(said), previews=True)
    if said == "ministry":
        return MINISTRY
    if role not in HELD_FOR or not place:
        raise typer.BadParameter(sentence("commands.audience_shape", found=said))
    visitor = Visitor(OPERATOR, Role(role), frozenset({place}))
    if not own_places(visitor, house.country):
        raise UnknownPlace(code=place)
    return visitor


def parts(catalogue: Catalogue, said: str) -> tuple[Part, ...]:
    """The parts of an indicator, or the one part."""
    return catalogue.measures(said) if said in catalogue.indicators else (catalogue.measure(said),)
