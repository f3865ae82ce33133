"""`proposal`: what an amount would keep open, on one page, as a file."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from commands import given
from commands.opening import existing
from data.funding.vocabulary import SERVES
from data.words import text
from metrics.amounts import Aim
from pages.parts.what_if_asked import LARGEST, MOST_MONTHS, TO_CENTRE, TO_KIND, USUAL_MONTHS

if TYPE_CHECKING:
    from pages.parts.what_if_asked import Asked
    from pages.parts.what_if_source import Beside

Amount = Annotated[int, typer.Option(min=1, max=LARGEST, help="In whole units of the currency.")]
Out = Annotated[Path, typer.Option(metavar="FILE", dir_okay=False, help="The PDF that is written.")]
Months = Annotated[int, typer.Option(min=1, max=MOST_MONTHS, help="How long the period is, from the quarter's end.")]
Floor = Annotated[int, typer.Option(min=0, help="So many centres open at the end in each province; 0 for none.")]
Most = Annotated[int, typer.Option(min=0, max=LARGEST, help="No centre gets more; 0 for no such condition.")]
Least = Annotated[int, typer.Option(min=0, max=LARGEST, help="A centre that gets anything gets no less.")]
Groups = Annotated[
    list[str] | None, typer.Option("--group", metavar="GROUP:N", help="So many that take women, men, girls or boys.")
]
Bound = Annotated[
    str, typer.Option(help="What the money is bound to: centre:CODE, kind:shelter, pillar:protection, line:food.")
]
Aimed = Annotated[Aim, typer.Option(help="Of what most is kept.")]


def proposal(
    quarter: given.InQuarter,
    amount: Amount,
    out: Out,
    currency: Annotated[str, typer.Option(help="Like USD; else the country's own.")] = "",
    months: Months = USUAL_MONTHS,
    aim: Aimed = Aim.BED_NIGHTS,
    floor: Floor = 0,
    groups: Groups = None,
    most: Most = 0,
    least: Least = 0,
    bound: Bound = "",
    language: given.InLanguage = "en",
    audience: given.Audience = "ministry",
    as_of: given.AsOf = None,
    country: given.OfCountry = None,
) -> None:
    """Write what an amount would keep open: exact figures for the ministry, released ones for everybody else."""
    from pages.parts import what_if_asked, what_if_source
    from pages.parts.proposal import paper

    day = None if as_of is None else given.day(as_of)
    said = {"floor": floor, "most": most, "least": least, "months": months, "aim": aim, "bound": bound}
    address = {name: str(value) for name, value in said.items()} | dict(map(_group, groups or []))
    with existing(country) as house:
        own = currency or house.country.currency
        asked = what_if_asked.read(address, quarter=given.quarter(quarter), amount=amount, currency=own)
        then, reader = house.at_the_end_of(day) if day else house, given.audience(audience, house)
        beside = what_if_source.beside(then, reader)
        if own not in (known := beside.currencies(house.country.currency)):
            raise typer.BadParameter(given.sentence("commands.currency_shape", found=own, known=", ".join(known)))
        if not _is_known(bound, asked, beside):
            raise typer.BadParameter(given.sentence("commands.bound_shape", found=bound))
        pdf = paper(
            then,
            reader,
            asked,
            language=language,
            now=dt.datetime.now(dt.UTC),
            as_of=day,
        )
    given.write(out, pdf)
    typer.echo(text("briefing.written", language, file=out.name))


def _group(said: str) -> tuple[str, str]:
    """A group of people and how many centres are to take it, as in `women:2`."""
    group, _, number = said.partition(":")
    if group not in SERVES or not (number.isascii() and number.isdigit() and len(number) < 6):
        raise typer.BadParameter(given.sentence("commands.group_shape", found=said))
    return group, number


def _is_known(bound: str, asked: Asked, beside: Beside) -> bool:
    """Whether there is anything that the money is said to be bound to."""
    to, code = asked.bound_to
    there = {TO_CENTRE: beside.kinds, TO_KIND: beside.kinds.values()}.get(to, [code])
    return asked.bound == bound and code in there
