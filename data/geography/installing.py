"""A ministry's own boundaries: read, matched with the register, mended, simplified and put in place.

geopandas and shapely are loaded only when a file is installed: that takes a second that serving never needs.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from data.geography import earlier
from data.geography.columns import KNOWN, recognise
from data.geography.document import installed_path, outlines_path, shipped_path
from data.geography.matching import Matching, Row, match
from data.geography.outline_file import read_outline_file, write_outline_file
from data.geography.reading import read_areas, refused
from data.model import Country, Language, Level
from data.words import ENGLISH, date

if TYPE_CHECKING:
    from data.geography.coverage import Shapes

LEAST_MATCHED = 0.5
"""A file in which fewer of a country's places are found is a file of something else."""

Label = tuple[str, str, str]
"""Code and name of an outline, and the code of the place whose values it is drawn with."""


@dataclass(frozen=True)
class Installed:
    """What installing a file did.

    Attributes:
        read: how many features the file has.
        matched: how many of them found their place; with `finer`, how many found the place they belong to.
        dropped: names of lakes and forests that no place knows.
        unmatched_in_file: names of other features that found no place and are not drawn.
        unmatched_in_register: names of reporting places of which the file has nothing.
        repaired: how many features had a broken geometry.
        vertices_before: corners in the file.
        vertices_after: corners in the outlines made of it.
        finer: whether the outlines are smaller than the places that report.
        drawn: how many outlines there are now.
        target: the file that was written.
    """

    read: int
    matched: int
    dropped: tuple[str, ...]
    unmatched_in_file: tuple[str, ...]
    unmatched_in_register: tuple[str, ...]
    repaired: int
    vertices_before: int
    vertices_after: int
    finer: bool
    drawn: int
    target: Path


def install(
    file: Path,
    *,
    country: Country,
    var: Path,
    source: str = "",
    until: dt.date | None = None,
    language: Language = ENGLISH,
) -> Installed:
    """Make a country's outlines from a file of boundaries.

    The outlines of now come first: with them all others are replaced, since these lie on the same grid.

    Args:
        file: GeoJSON, GeoPackage, Shapefile, or a zip of one.
        country: whose boundaries they are.
        var: the folder for everything written at run time.
        source: what every map must say of the boundaries: publisher, year, licence.
        until: the last day on which they held, where they are kept beside those of now for the quarters before; of
            them the districts are kept that were divided, merged or otherwise changed since.
        language: of the reason why a file is refused.

    Raises:
        BadBoundaries: the file cannot be installed; nothing was changed.
    """
    from data.geography import coverage, fitting

    frame = read_areas(file, language)
    rows = _rows(frame, language)
    there = earlier.as_of(country, until)
    matching = match(rows, there)
    missing = _without_outline(there, matching)
    places = sum(place.level is Level.DISTRICT for place in there.places.values())
    if places - len(missing) < LEAST_MATCHED * places:
        raise refused("strangers", language, found=places - len(missing), places=places)
    raw: Shapes = frame.geometry.to_numpy()
    members = _members(country, rows, matching)
    shapes = coverage.merged(coverage.polygons_only(raw), list(members.values()))
    shipped = shipped_path(country)
    if shipped.is_file() and not coverage.lies_on(shapes, read_outline_file(shipped).grid):
        raise refused("elsewhere", language)
    current = read_outline_file(outlines_path(country, var)) if until else None
    outlines = fitting.fitted(
        there,
        shapes,
        list(members),
        source=source,
        installed=file.name,
        grid=current.grid if current else None,
    )
    if current is not None and until is not None:
        outlines = earlier.beside(current, outlines, country=country, until=until)
        if not outlines.installed_before:
            raise refused("unchanged", language, day=date(until, language))
    write_outline_file(installed_path(country, var), outlines)
    lost = [row for row, place in zip(rows, matching.reports, strict=True) if not place]
    return Installed(
        read=len(rows),
        matched=len(rows) - len(lost),
        dropped=tuple(row.name or row.code for row in lost if _is_no_place(country, row)),
        unmatched_in_file=tuple(row.name or row.code for row in lost if not _is_no_place(country, row)),
        unmatched_in_register=missing,
        repaired=int((~frame.geometry.is_valid).sum()),
        vertices_before=coverage.corners(raw),
        vertices_after=outlines.corners,
        finer=matching.finer,
        drawn=len(outlines.features),
        target=installed_path(country, var),
    )


def _rows(frame: Any, language: Language) -> list[Row]:
    columns = [column for column in frame.columns if column != frame.geometry.name]

    def cells(column: str | None) -> list[str]:
        return [_text(value) for value in frame[column]] if column else [""] * len(frame)

    found = recognise(columns, lambda column: sum(map(bool, cells(column))) > len(frame) / 2)
    if found is None:
        raise refused("columns", language, known=KNOWN, found=", ".join(columns) or "-")
    fields = (found.code, found.name, found.parent_code, found.parent_name)
    return [Row(*values) for values in zip(*map(cells, fields), strict=True)]


def _without_outline(country: Country, matching: Matching) -> tuple[str, ...]:
    """The names of reporting places that the file has nothing of."""
    districts = (place for place in country.places.values() if place.level is Level.DISTRICT)
    return tuple(place.name for place in districts if place.code not in matching.reports)


def _members(country: Country, rows: list[Row], matching: Matching) -> dict[Label, list[int]]:
    """Which rows make each outline, in the order of the reporting places' codes; most are made of one."""
    members: dict[Label, list[int]] = {}
    for index, (row, reports, itself) in enumerate(zip(rows, matching.reports, matching.itself, strict=True)):
        if reports and itself:
            members.setdefault((reports, country.places[reports].name, reports), []).append(index)
        elif reports:
            members.setdefault((row.code or row.name, row.name or row.code, reports), []).append(index)
    return dict(sorted(members.items(), key=lambda member: (member[0][2], member[0][0])))


def _is_no_place(country: Country, row: Row) -> bool:
    """Whether a row that found no place is a lake or a forest."""
    return any(
        re.search(pattern, value, re.IGNORECASE) for pattern in country.not_places for value in (row.name, row.code)
    )


def _text(value: Any) -> str:
    """A cell as text; codes that a program took for numbers lose their decimals again."""
    if value is None or pd.isna(value):
        return ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).strip()
