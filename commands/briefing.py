"""`briefing`: the two pages to take along, as a file."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from commands import given
from commands.opening import existing
from data.words import text

Out = Annotated[Path, typer.Option(metavar="FILE", dir_okay=False, help="The PDF that is written.")]


def briefing(
    quarter: given.InQuarter,
    out: Out,
    language: given.InLanguage = "en",
    audience: given.Audience = "ministry",
    as_of: given.AsOf = None,
    country: given.OfCountry = None,
) -> None:
    """Write the two pages to take along: exact figures for the ministry, released ones for everybody else."""
    from data.geography import atlas
    from pages.parts.briefing.typesetting import made

    day, asked = None if as_of is None else given.day(as_of), given.quarter(quarter)
    with existing(country) as house:
        pdf = made(
            house.at_the_end_of(day) if day else house,
            given.audience(audience, house),
            asked,
            language=language,
            outlines=atlas(house.country, house.settings.var, house.settings.content).of(asked, then=True),
            now=dt.datetime.now(dt.UTC),
            as_of=day,
        )
    given.write(out, pdf)
    typer.echo(text("briefing.written", language, file=out.name))
