"""What may be given to several commands: how each is described, and how it is read."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from data.errors import UnknownPlace
from data.model import Level, Quarter, Role, Visitor
from data.rights import HELD_FOR, own_places
from data.settings import Settings, read_settings
from data.words import languages, text

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


def settings(country: str | None) -> Settings:
    """The settings of the environment, for the country that was given."""
    return read_settings({**os.environ, "COUNTRY": country} if country else os.environ)


def quarter(said: str) -> Quarter:
    """A quarter, as in `2026-Q3`."""
    try:
        found = Quarter.parse(said)
    except ValueError as error:
        raise typer.BadParameter(text("commands.quarter_shape", found=said)) from error
    if found.year not in YEARS:
        raise typer.BadParameter(text("commands.quarter_shape", found=said))
    return found


def day(said: str) -> dt.date:
    """A day, as in `2026-09-30`."""
    try:
        found = dt.date.fromisoformat(said)
    except ValueError as error:
        raise typer.BadParameter(text("commands.day_shape", found=said)) from error
    if found.year not in YEARS or said != found.isoformat():
        raise typer.BadParameter(text("commands.day_shape", found=said))
    return found


def write(path: Path, content: bytes) -> None:
    """Write a file; where that cannot be done, the sentence says so."""
    try:
        path.write_bytes(content)
    except OSError as error:
        raise typer.BadParameter(text("commands.not_written", file=path, why=error.strerror)) from error


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
        raise typer.BadParameter(text("commands.level_shape", found=said))
    return Level(said)


def language(said: str) -> str:
    """A language that there are words in."""
    if said not in languages():
        raise typer.BadParameter(text("commands.language_shape", found=said, known=", ".join(languages())))
    return said


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
            typer.echo(text("commands.not_yet", audience=said), err=True)
            raise typer.Exit(WRONG_USAGE)
        return Visitor("", Role(said), previews=True)
    if said == "ministry":
        return MINISTRY
    if role not in HELD_FOR or not place:
        raise typer.BadParameter(text("commands.audience_shape", found=said))
    visitor = Visitor(OPERATOR, Role(role), frozenset({place}))
    if not own_places(visitor, house.country):
        raise UnknownPlace(code=place)
    return visitor


def parts(catalogue: Catalogue, said: str) -> tuple[Part, ...]:
    """The parts of an indicator, or the one part."""
    return catalogue.measures(said) if said in catalogue.indicators else (catalogue.measure(said),)
