"""`values` and `centres`: what the pages show, one line a place or centre."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from commands import given
from commands.opening import opened

if TYPE_CHECKING:
    from data.store.house import House


def values(
    indicator: Annotated[str, typer.Option(help="An indicator's code, or one of its parts: PRT-04, PRT-13a.")],
    quarter: given.InQuarter,
    level: Annotated[str, typer.Option(help="district, province or country.")] = "district",
    audience: given.Audience = "ministry",
    as_of: given.AsOf = None,
    as_json: given.AsJson = False,
    country: given.OfCountry = None,
) -> None:
    """Print the values of an indicator in a quarter, one line a place (and part)."""
    from pages.parts import printed, released

    with _opened(country, as_of) as house:
        parts = given.parts(house.catalogue, indicator)
        found = released.level_values(
            house,
            given.audience(audience, house),
            measures=[part.measure for part in parts],
            quarter=given.quarter(quarter),
            level=given.level(level),
        )
    for line in printed.value_lines(found, house.country, parts):
        typer.echo(json.dumps(line, ensure_ascii=False) if as_json else printed.for_people(line))


def centres(
    quarter: given.InQuarter,
    audience: given.Audience = "ministry",
    as_of: given.AsOf = None,
    as_json: given.AsJson = False,
    country: given.OfCountry = None,
) -> None:
    """Print each centre with its beds, burn, cash-out month and status, the one whose money ends first at the head."""
    from pages.parts import printed, released_centres

    with _opened(country, as_of) as house:
        found = released_centres.centres(house, given.audience(audience, house), quarter=given.quarter(quarter))
    for centre in found:
        line = printed.centre_line(centre)
        typer.echo(json.dumps(line, ensure_ascii=False) if as_json else printed.for_people(line))


@contextmanager
def _opened(country: str | None, as_of: str | None) -> Iterator[House]:
    """The house with what is known now, or was at the end of a day."""
    with opened(country, writes=False) as house:
        yield house if as_of is None else house.at_the_end_of(given.day(as_of))
