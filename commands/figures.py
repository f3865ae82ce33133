"""`values` and `centres`: what the pages show, one line a place or centre."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from commands import given
from commands.opening import opened
from data.model import Quarter
from data.words import text
from metrics.centre import thresholds_of

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
    quarter: Annotated[str, typer.Option("--quarter", help="Like 2026-Q3: at its end.")] = "",
    audience: given.Audience = "ministry",
    as_of: Annotated[
        str | None,
        typer.Option(
            metavar="DAY",
            help="Like 2026-09-30. Alone: how the centres stand on that day, by all that is known of the quarters that "
            "had ended. With --quarter: what was known at the end of that day (UTC).",
        ),
    ] = None,
    as_json: given.AsJson = False,
    country: given.OfCountry = None,
) -> None:
    """Print each centre with its beds, burn, secured money, cash-out and status, the first to run out at the head."""
    from pages.parts import printed, released_centres

    if not quarter and as_of is None:
        raise typer.BadParameter(text("commands.day_or_quarter"))
    day = given.quarter(quarter).last_day if quarter else given.day(str(as_of))
    ended = Quarter.of(day + dt.timedelta(days=1)) - 1
    with _opened(country, as_of if quarter else None) as house:
        found = released_centres.centres(house, given.audience(audience, house), quarter=ended, as_of=day)
        thresholds = thresholds_of(house.country)
    for centre in found:
        line = printed.centre_line(centre) | printed.centre_money(centre, as_of=day, thresholds=thresholds)
        typer.echo(json.dumps(line, ensure_ascii=False) if as_json else printed.for_people(line))


@contextmanager
def _opened(country: str | None, as_of: str | None) -> Iterator[House]:
    """The house with what is known now, or was at the end of a day."""
    with opened(country, writes=False) as house:
        yield house if as_of is None else house.at_the_end_of(given.day(as_of))
