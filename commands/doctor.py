"""`doctor`: says in sentences what is wrong with an installation."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from commands import given
from commands.checkup.told import Standing, Told
from data.errors import LimaError
from data.settings import Settings
from data.words import reason, text


def doctor(
    backups: Annotated[
        Path | None, typer.Option(metavar="FOLDER", file_okay=False, help="Where the backups lie; else var/backups.")
    ] = None,
    as_json: given.AsJson = False,
    language: given.InLanguage = "en",
    country: given.OfCountry = None,
) -> None:
    """Look at the whole installation and change nothing. Exit status 1 if something has to be put right."""
    settings = given.settings(country)
    found = list(looked_at(settings, backups or settings.backups))
    for told in found:
        said = text(f"doctor.{told.key}", language, **_values(told, language))
        line = {"standing": told.standing, "about": told.key, "said": said}
        typer.echo(json.dumps(line) if as_json else f"{text(f'doctor.standing.{told.standing}', language)}  {said}")
    raise typer.Exit(1 if any(told.standing is Standing.WRONG for told in found) else 0)


def _values(told: Told, language: str) -> dict[str, object]:
    return {name: reason(said, language) if isinstance(said, LimaError) else said for name, said in told.values.items()}


def looked_at(settings: Settings, backups: Path) -> Iterator[Told]:
    """Everything that there is to say."""
    from commands.checkup import content, database, machine, serving

    yield from machine.python()
    yield from machine.disk(settings)
    yield from machine.files(settings)
    yield from machine.worker()
    yield from content.content(settings)
    yield from serving.serving(settings)
    yield from database.database(settings, backups, dt.datetime.now(dt.UTC))
