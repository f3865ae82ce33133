"""An invented country in which districts were divided, merged and given to a new province on one day. All made up."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

from data.countries import load_country
from data.geography.grid import Grid
from data.geography.outline_file import FILE_NAME, Feature, OutlineFile, write_outline_file
from data.geography.paths import Ring
from data.model import Country, Level, Lineage, Place, Quarter

DAY = dt.date(2024, 1, 1)
BEFORE, AFTER = Quarter(2023, 4), Quarter(2024, 1)

WHOLE, LEFT, RIGHT = "A", "A1", "A2"
"""A district that ended, and the two that it was divided into."""
KEPT, CUT_OFF = "B", "B1"
"""A district that kept its code when another was cut off from it."""
ONE, TWO, MERGED = "C1", "C2", "C"
"""Two that ended, and the one that they became."""
SAME = "D"
PROVINCE, NEW_PROVINCE = "P", "Q"


def _place(code: str, name: str, level: Level = Level.DISTRICT, parent: str = PROVINCE, **days: dt.date) -> Place:
    return Place(code, name, level, parent, population={2023: 1000}, **days)


_LAST = DAY - dt.timedelta(days=1)
_PLACES = (
    Place("X", "Country of the tests", Level.COUNTRY, None),
    _place(PROVINCE, "Old Province", Level.PROVINCE, "X"),
    _place(NEW_PROVINCE, "New Province", Level.PROVINCE, "X", valid_from=DAY),
    _place(WHOLE, "Aland", valid_to=_LAST),
    _place(LEFT, "West Aland", valid_from=DAY),
    _place(RIGHT, "East Aland", parent=NEW_PROVINCE, valid_from=DAY),
    replace(_place(KEPT, "Bland"), names_before=("Blandia",)),
    _place(CUT_OFF, "Isle", valid_from=DAY),
    _place(ONE, "First Cland", valid_to=_LAST),
    _place(TWO, "Second Cland", valid_to=_LAST),
    _place(MERGED, "Cland", valid_from=DAY),
    _place(SAME, "Dland", parent=NEW_PROVINCE),
)
_LINES = (
    (PROVINCE, PROVINCE, 0.7),
    (PROVINCE, NEW_PROVINCE, 0.3),
    (WHOLE, LEFT, 0.5),
    (WHOLE, RIGHT, 0.5),
    (KEPT, KEPT, 0.9),
    (KEPT, CUT_OFF, 0.1),
    (ONE, MERGED, 1.0),
    (TWO, MERGED, 1.0),
)


def country() -> Country:
    """The country; whatever is not said of it is as in a real one."""
    return replace(
        load_country("TLS"),
        places={place.code: place for place in _PLACES},
        lineage=tuple(Lineage(before, after, share, DAY, "Law of the tests") for before, after, share in _LINES),
    )


def write(content: Path, iso3: str, *more: Feature) -> None:
    """The country's register and outlines as content files of a ministry's own, in place of those of a shipped pack."""
    folder = content / "countries" / iso3.lower()
    folder.mkdir(parents=True)
    columns = "code,name,level,parent,names_before,valid_from,valid_to,population_2023"
    rows = (
        f"{each.code},{each.name},{each.level},{each.parent or ''},{';'.join(each.names_before)},"
        f"{each.valid_from or ''},{each.valid_to or ''},{each.population.get(2023, '')}"
        for each in _PLACES
    )
    (folder / "places.csv").write_text("\n".join([columns, *rows, ""]), "utf-8")
    lines = (f"{before},{after},{share},{DAY},Law of the tests" for before, after, share in _LINES)
    (folder / "lineage.csv").write_text("\n".join(["before,after,share,date,act", *lines, ""]), "utf-8")
    write_outline_file(folder / FILE_NAME, outline_file(*more))


def box(left: int, right: int) -> tuple[tuple[Ring, ...], ...]:
    """A square of the map, from one meridian to another."""
    return (([(left, 0), (right, 0), (right, 10), (left, 10)],),)


def drawn(code: str, left: int, right: int, **days: dt.date) -> Feature:
    """The outline of a place."""
    return Feature(code, code, code, ((left + right) // 2, 5), box(left, right), **days)


def outline_file(*more: Feature) -> OutlineFile:
    """The outlines of now side by side from west to east, and more."""
    now = [drawn(code, at * 10, at * 10 + 10) for at, code in enumerate((LEFT, RIGHT, KEPT, CUT_OFF, MERGED, SAME))]
    return OutlineFile(Grid(124.0, -8.0, 0.001, 0.001, 61, 11), (*now, *more))
