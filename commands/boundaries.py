"""`boundaries install`: official boundaries in place of the approximate outlines."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from commands import given
from data.errors import BadBoundaries
from data.words import reason

app = typer.Typer(no_args_is_help=True, help="Official boundaries in place of the approximate outlines.")


@app.command("install")
def boundaries_install(
    file: Annotated[Path, typer.Argument(metavar="FILE", exists=True, dir_okay=False)],
    source: Annotated[str, typer.Option(help="What every map says of them: publisher, year, licence.")] = "",
    until: Annotated[
        str,
        typer.Option(metavar="YYYY-MM-DD", help="Their last day: keep them beside those of now, for earlier quarters."),
    ] = "",
    language: given.InLanguage = "en",
    country: given.OfCountry = None,
) -> None:
    """Install boundaries from GeoJSON, GeoPackage, Shapefile or a zip of one. A wrong file changes nothing."""
    from data.countries import load_country
    from data.geography import install
    from pages.parts import installed

    settings = given.settings(country)
    last = given.day(until) if until else None
    pack = load_country(settings.country, settings.content)
    try:
        done = install(file, country=pack, var=settings.var, source=source, until=last, language=language)
    except BadBoundaries as error:
        typer.echo(reason(error, language), err=True)
        raise typer.Exit(1) from error
    for line in installed.lines(done, file.name, language):
        typer.echo(line)
