"""A measure by fiscal years, in words: every bar with its number and how many quarters it rests on."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from data.model import Country, Level, OverQuarters, Part, Quarter, Status
from metrics.years import by_years
from pages.parts.shown import Voice, value

QUARTERS = 4


def told(points: pd.DataFrame, *, part: Part, country: Country, voice: Voice) -> pd.DataFrame:
    """The years of a measure with their words: `metrics.years.YEARS`, `written` and `answered`.

    Args:
        points: columns `metrics.trend.POINTS` of the measure.
        part: the measure.
        country: whose places they are.
        voice: in whose words.
    """
    found = by_years(points, part, fiscal_year_start=country.fiscal_year_start)
    newest = {(row["place"], row["quarter"]): row for row in points.to_dict("records")}
    written, answered = [], []
    for row in found.to_dict("records"):
        last = newest.get((row["place"], row["last_quarter"]), {})
        written.append(
            value(
                row["value"],
                part,
                row["status"],
                reporting=int(last.get("reporting", 0)),
                above=country.places[row["place"]].level is not Level.DISTRICT,
                voice=voice,
            )
            if row["status"] != Status.WITHHELD
            else voice.say("trends.year_too_few")
        )
        answered.append(_answered(row, part, voice))
    return found.assign(written=written, answered=answered)


def _answered(row: Mapping[str, object], part: Part, voice: Voice) -> str:
    if part.over_quarters is OverQuarters.SUM:
        return voice.say("trends.quarters_of", count=row["quarters"], of=QUARTERS)
    last = row["last_quarter"]
    return voice.say("trends.state_of", quarter=voice.quarter(Quarter.parse(last))) if isinstance(last, str) else ""


def table(told: pd.DataFrame, *, names: Mapping[str, str], voice: Voice) -> pd.DataFrame:
    """The same numbers to read, the newest year first, a column for each place."""
    rows = {(row["place"], row["year"]): row for row in told.to_dict("records")}
    years = sorted(told["year"].unique(), reverse=True)
    columns = {voice.say("trends.fiscal_year"): [str(year) for year in years]}
    for code, name in names.items():
        columns[name] = [_cell(rows.get((code, year)), voice) for year in years]
    return pd.DataFrame(columns)


def _cell(row: Mapping[str, object] | None, voice: Voice) -> str:
    if row is None:
        return voice.say(f"map.{Status.NOT_EXPECTED.value}")
    if row["status"] != Status.REPORTED:
        return str(row["written"])
    told = voice.say("trends.cell", value=row["written"], answered=row["answered"])
    return told if row["whole"] else voice.say("trends.part_of_year", cell=told)
