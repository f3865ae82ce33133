"""Totals that others have published, and beside them what the districts told: apart, and never one series. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from data.model import Country, Part, Quarter
from data.reference import Total
from metrics.years import can_be_years
from pages.parts import trend_lines, trend_years
from pages.parts.briefing.others import period, said_in
from pages.parts.laid_out import Cell, Laid
from pages.parts.shown import Voice

COLUMNS = ("publisher", "counts", "value", "period", "vintage", "source")
YEARS = 2
"""Of how many of the newest years the districts' own sum stands beside the totals."""


def published(totals: Sequence[Total], voice: Voice) -> Laid:
    """The totals, a line each in their order: who published what, of which days, when, and where it stands."""
    return Laid(
        "published",
        voice.say("published.title"),
        tuple(voice.say(f"published.columns.{name}") for name in COLUMNS),
        tuple(_row(each, voice) for each in totals),
        (voice.say("briefing.others_why"),),
    )


def _row(total: Total, voice: Voice) -> tuple[Cell, ...]:
    note = f" ({voice.pick(total.note)})" if total.note else ""
    reckoned = f" {voice.say('briefing.derived')}" if total.derived else ""
    return (
        Cell(total.publisher),
        Cell(f"{voice.pick(total.counts)}{note}"),
        Cell(f"{voice.number(total.value)}{reckoned}", float(total.value)),
        Cell(period(total, voice)),
        Cell(said_in(total, voice)),
        Cell(total.source),
    )


def own(points: pd.DataFrame, quarter: Quarter, *, part: Part, country: Country, voice: Voice) -> list[str]:
    """What the districts told of the quarter, and of the newest years where quarters may be added up.

    Args:
        points: columns `metrics.trend.POINTS` of the measure, of the whole country.
        quarter: the quarter.
        part: the measure.
        country: whose districts they are.
        voice: in whose words.
    """
    until = points[points["quarter"] <= str(quarter)]
    return [*_of_quarter(until, quarter, part, country, voice), *_of_years(until, part, country, voice)]


def _of_quarter(points: pd.DataFrame, quarter: Quarter, part: Part, country: Country, voice: Voice) -> Iterator[str]:
    told = trend_lines.told(points, part=part, country=country, voice=voice)
    for row in told[told["quarter"] == str(quarter)].to_dict("records"):
        yield _line(voice.quarter(quarter), row["written"], row["answered"], voice)


def _of_years(points: pd.DataFrame, part: Part, country: Country, voice: Voice) -> Iterator[str]:
    if not can_be_years(part) or points.empty:
        return
    years = trend_years.told(points, part=part, country=country, voice=voice)
    for row in years[years["value"].notna()].tail(YEARS).to_dict("records"):
        yield _line(str(row["year"]), row["written"], row["answered"], voice)


def _line(when: str, written: str, answered: str, voice: Voice) -> str:
    told = voice.say("published.own", period=when, value=written)
    return f"{told} ({answered})" if answered else told
