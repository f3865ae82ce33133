"""What the page Trends draws and tells of a measure: every point with its number in words and how many answered."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from data.catalogue import Catalogue
from data.model import Country, Level, OverQuarters, Part, Quarter, Status
from metrics.trend import provisional
from pages.parts.shown import NO_BREAK, Voice, value
from pages.parts.summary import leading_part

TOLD = ("place", "quarter", "value", "status", "written", "answered", "brief", "provisional")
"""Columns of what is told: `written` is the value in words, or the words for why there is none; `answered` how many
districts of how many, or of a district whether it reported; `brief` the same without what goes without saying."""


STANDARD = 2
"""How many lines stand on the page when the country does not say which."""


def standard(country: Country, catalogue: Catalogue) -> list[str]:
    """The measures that the page opens with: those that the country names, else the first of its core."""
    known = {part.measure for indicator in catalogue.indicators.values() for part in indicator.parts}
    named = [measure for measure in country.headline if measure in known]
    return named or [leading_part(catalogue.indicators[code]).measure for code in country.core[:STANDARD]]


def told(points: pd.DataFrame, *, part: Part, country: Country, voice: Voice) -> pd.DataFrame:
    """The points of one measure with their words: columns `TOLD`.

    Args:
        points: columns `metrics.trend.POINTS`.
        part: the measure.
        country: whose places they are.
        voice: in whose words.
    """
    chosen = points[points["measure"] == part.measure]
    rows = chosen.to_dict("records")
    above = {code: place.level is not Level.DISTRICT for code, place in country.places.items()}
    return chosen.assign(
        written=[
            value(
                row["value"],
                part,
                row["status"],
                reporting=row["reporting"],
                above=above[row["place"]],
                voice=voice,
                step=row["step"],
            )
            for row in rows
        ],
        answered=[
            voice.say("figures.districts_of", count=voice.number(row["reporting"]), of=voice.number(row["expected"]))
            if above[row["place"]]
            else voice.say(f"map.{row['status']}")
            for row in rows
        ],
        brief=[_brief(row, above[row["place"]], voice) for row in rows],
        provisional=provisional(chosen),
    )[list(TOLD)]


def _brief(row: Mapping[str, object], above: bool, voice: Voice) -> str:
    if above:
        return voice.say("figures.of", count=voice.number(row["reporting"]), of=voice.number(row["expected"]))
    return voice.say("map.nil") if row["status"] == Status.NIL else ""


def table(told: pd.DataFrame, *, names: Mapping[str, str], voice: Voice) -> pd.DataFrame:
    """The same numbers to read, the newest quarter first, a column for each place.

    Args:
        told: columns `TOLD`.
        names: the places by code, in their order.
        voice: in whose words.
    """
    rows = {(row["place"], row["quarter"]): row for row in told.to_dict("records")}
    quarters = sorted(told["quarter"].unique(), reverse=True)
    columns = {
        voice.say("filters.quarter"): [voice.quarter(Quarter.parse(text)).replace(" ", NO_BREAK) for text in quarters]
    }
    for code, name in names.items():
        columns[name] = [_cell(rows[code, quarter], voice) for quarter in quarters]
    return pd.DataFrame(columns)


def _cell(row: Mapping[str, object], voice: Voice) -> str:
    if row["status"] not in (Status.REPORTED, Status.NIL):
        return str(row["written"])
    told = (
        voice.say("trends.cell", value=row["written"], answered=row["brief"]) if row["brief"] else str(row["written"])
    )
    return voice.say("trends.provisional_cell", cell=told) if row["provisional"] else told


def withheld(told: pd.DataFrame) -> bool:
    """Whether what there is of these points may not be shown."""
    there = told[~told["status"].isin([Status.MISSING, Status.NOT_EXPECTED])]
    return not there.empty and bool((there["status"] == Status.WITHHELD).all())


def nothing(told: pd.DataFrame) -> bool:
    """Whether nobody has reported anything."""
    return bool(told["value"].isna().all())


def notes(part: Part, note: str, voice: Voice) -> list[str]:
    """What a reader must know before adding anything up."""
    if note:
        return [note]
    return [voice.say("trends.never_add")] if part.over_quarters is OverQuarters.NONE else []


def latest(told: pd.DataFrame, *, names: Mapping[str, str], voice: Voice) -> str:
    """The newest number of each place in a sentence: what a figure says to those who do not see it."""
    parts = []
    for code, name in names.items():
        known = told[(told["place"] == code) & told["value"].notna()]
        if known.empty:
            parts.append(voice.say("figures.alt_nothing", place=name))
            continue
        row = known.iloc[-1]
        quarter = voice.quarter(Quarter.parse(row["quarter"]))
        parts.append(voice.say("figures.alt_latest", place=name, value=row["written"], quarter=quarter))
    return "; ".join(parts)
