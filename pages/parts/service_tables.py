"""The services of the page Assistance by place: who had which, and who is left without. No Streamlit here."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from data.model import Part
from metrics import assistance
from pages.parts.chain_source import Source
from pages.parts.laid_out import Cell, Laid, nobody, of_count, of_share, of_term, together

Row = Mapping[str, Any]
Column = Mapping[str, Cell]
"""A cell for each place."""


def by_place(source: Source) -> Laid:
    """Every service in every place right beneath; of a district in its last quarters."""
    measures = [measure for each in source.chains.assistance.services.values() for measure in each]
    heads = [_short(measure, source) for measure in measures]
    rows = _beneath(source, measures) if source.above else source.by_quarter(measures, QUARTERS)
    first = source.voice.say("chains.place" if source.above else "filters.quarter")
    notes = (source.voice.say("assistance.matrix_note"),)
    return Laid("by_place", source.voice.say("assistance.tables.by_place"), (first, *heads), tuple(rows), notes)


ANY = "any"
"""In the place of a service: whether somebody was assisted at all."""


def of_service(source: Source, service: str) -> Laid:
    """One service in every place right beneath, and how many of those assisted had it; of a district by quarter.

    Args:
        source: a place and a quarter.
        service: the key of a service, or `ANY`.
    """
    found, say = source.chains.assistance, source.voice.say
    measures = found.services.get(service, (found.assisted,))
    heads, notes = [source.name(measure) for measure in measures], [say("assistance.matrix_note")]
    title = say("assistance.tables.of_service", service=service_name(service, source))
    if not source.above:
        rows = source.by_quarter(measures, QUARTERS)
        return Laid("of_service", title, (say("filters.quarter"), *heads), tuple(rows))
    columns = [_counted(source, measure) for measure in measures]
    if service == ANY:
        columns.append(_covered(source))
        heads.append(say("assistance.coverage"))
        notes.append(say("assistance.coverage_note"))
    for measure in found.of_assisted:
        if measure in measures:
            columns.append(_had(source, measure))
            heads.append(say("assistance.had_it"))
            notes.append(say("assistance.had_it_note"))
    rows = _rows_of_places(source, columns)
    return Laid("of_service", title, (say("chains.place"), *heads), tuple(rows), tuple(notes))


def service_name(service: str, source: Source) -> str:
    """What a service is called."""
    return source.voice.say("assistance.any_service" if service == ANY else f"assistance.services.{service}")


def _short(measure: str, source: Source) -> str:
    """A measure by its service, where it is the only one of it: a table of all services is wide."""
    services = source.chains.assistance.services
    alone = next((key for key, measures in services.items() if measures == (measure,)), None)
    return source.name(measure) if alone is None else source.voice.say(f"assistance.services.{alone}")


QUARTERS = 8
"""How many quarters of a district stand beneath each other."""


def _beneath(source: Source, measures: list[str]) -> list[tuple[Cell, ...]]:
    return _rows_of_places(source, [_counted(source, each) for each in measures])


def _counted(source: Source, measure: str) -> Column:
    """The number of each place."""
    part = source.part(measure)
    told = source.sums({"now": (measure, str(source.quarter))}, source.beneath)
    return {place: _of_place(row, part, source) for place, row in by_code(told).items()}


def _of_place(row: Row, part: Part, source: Source) -> Cell:
    """The number of a place, with how many of its districts told it where some did not."""
    told = of_term(row, "now", part, source.voice)
    if not row["districts"]:
        return nobody(row, source.voice)
    if row["districts"] == row["expected"]:
        return told
    of = of_count(row["districts"], row["expected"], source.voice).text
    return Cell(f"{told.text} ({of})", told.number)


KNOWN = 2
"""Those known are of two measures: identified in the quarter, and carried over."""


def gaps(source: Source) -> Laid:
    """For each place right beneath: how many of those known were assisted, and how many of these had each service."""
    found = source.chains.assistance
    heads = [source.voice.say("assistance.coverage"), *(_short(measure, source) for measure in found.of_assisted)]
    rows = _rows_of_places(source, [_covered(source), *(_had(source, measure) for measure in found.of_assisted)])
    return Laid(
        "gaps",
        source.voice.say("assistance.tables.gaps"),
        (source.voice.say("chains.place"), *heads),
        tuple(rows),
        (source.voice.say("assistance.gaps_note"),),
    )


def _covered(source: Source) -> Column:
    """Of each place how many of those known were assisted."""
    rows = by_code(coverage(source, source.beneath))
    return {place: of_gap(row, source, added=KNOWN) for place, row in rows.items()}


def _had(source: Source, measure: str) -> Column:
    """Of each place how many of those assisted had a service."""
    rows = by_code(service_gap(source, measure, source.beneath))
    return {place: of_gap(row, source) for place, row in rows.items()}


def by_code(told: pd.DataFrame) -> dict[str, Row]:
    """The rows of a frame with a column `place`, by it."""
    return {row["place"]: row for row in told.to_dict("records")}


def _rows_of_places(source: Source, columns: Sequence[Column]) -> list[tuple[Cell, ...]]:
    """A row for each place in the order of names."""
    country = source.house.country.places
    places = sorted({place for column in columns for place in column}, key=lambda code: country[code].name)
    return [(Cell(country[place].name), *(column.get(place, Cell("")) for column in columns)) for place in places]


def coverage(source: Source, parents: Mapping[str, str]) -> pd.DataFrame:
    """Those assisted, of those identified and carried over: columns `metrics.assistance.GAPS`."""
    found = source.chains.assistance
    terms = assistance.coverage_terms(
        identified=found.identified, assisted=found.assisted, open_cases=found.open_cases, quarter=source.quarter
    )
    return assistance.coverage(source.sums(terms, parents), least=source.least)


def service_gap(source: Source, measure: str, parents: Mapping[str, str]) -> pd.DataFrame:
    """Those assisted with a service and without: columns `metrics.assistance.GAPS`."""
    quarter = str(source.quarter)
    terms = {"served": (measure, quarter), "of": (source.chains.assistance.assisted, quarter)}
    return assistance.service_gap(source.sums(terms, parents), least=source.least)


def of_gap(
    row: Row, source: Source, *, added: int = 1, wholes: tuple[float | None, float | None] = (None, None)
) -> Cell:
    """So many of so many, and which share that is.

    Args:
        row: columns `metrics.assistance.GAPS`.
        source: a place and a quarter.
        added: of how many measures the second number is the sum.
        wholes: what is shown of the whole place of the two numbers, where the row is of the place itself.
    """
    if not row["districts"]:
        return nobody(row, source.voice)
    if not row["of"] and math.isnan(row["step"]):
        return Cell(source.voice.say("assistance.nobody"))
    part = source.part(source.chains.assistance.assisted)
    served = of_term(row, "served", part, source.voice, whole=wholes[0]).text
    of = of_term(row, "of", part, source.voice, added=added, whole=wholes[1]).text
    told = together(source.voice.say("figures.of", count=served, of=of))
    return Cell(told if math.isnan(row["share"]) else f"{told} · {of_share(row['share'], source.voice).text}")
