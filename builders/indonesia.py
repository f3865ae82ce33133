"""Indonesia's 514 district outlines, from village points and Natural Earth's land.

Villages that stand in the sea by Natural Earth's coast are on islands or shores that it lacks: there, a small disc
around the village is land. Villages far from every other village of their sub-district are slips and left out.
"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import numpy as np
import shapely
import typer

from builders.cells import Floats, Integers, areas_of, reaches, tiles
from builders.indonesia_places import written_code
from builders.packages import natural_earth, nusantara_rows
from builders.writing import write_outlines
from data.countries import load_country
from data.geography import coverage

OFF_THE_COAST = 0.003
"""Degrees: villages farther than this from land get a disc of land."""

DISC = 0.011
"""Degrees: the radius of that disc, 1.2 km."""

FAR = 0.5
"""Degrees: a village may always lie this far from the middle of its sub-district ..."""

FARTHER = 10
"""... and beyond, as long as it is not this many times as far as half of its villages."""


def main(
    nusantara: Annotated[Path, typer.Option(exists=True)],
    natural_earth_file: Annotated[Path, typer.Option("--natural-earth", exists=True)],
) -> None:
    """Write the outlines of Indonesia."""
    country = load_country("IDN")
    regencies = sorted(nusantara_rows(nusantara, "regencies"), key=lambda row: row["id"])
    numbers = {row["id"]: number for number, row in enumerate(regencies)}
    points, owners = _villages(nusantara, numbers)
    land = _land(natural_earth_file, points)
    typer.echo(f"{len(points)} villages; now the cells, in about a minute")
    patches = list(tiles(points, owners, land))
    areas = np.array([float(row["area"] or "nan") for row in regencies])
    cells = areas_of(patches, reaches(patches, areas), len(regencies))
    shapes = coverage.polygons_only(shapely.intersection(np.array(cells, dtype=object), land, grid_size=1e-6))
    write_outlines(country, {written_code(code): shapes[number] for code, number in numbers.items()})


def _villages(nusantara: Path, numbers: dict[str, int]) -> tuple[Floats, Integers]:
    """Longitude and latitude of the villages, and the number of each one's district."""
    rows = [row for row in nusantara_rows(nusantara, "villages") if row["latitude"] and row["longitude"]]
    points = np.array([(float(row["longitude"]), float(row["latitude"])) for row in rows])
    parents = np.array([row["district_id"] for row in rows])
    kept = np.ones(len(points), dtype=bool)
    order = np.argsort(parents, kind="stable")
    for group in np.split(order, np.nonzero(np.diff(parents[order].astype(np.int64)))[0] + 1):
        away = np.hypot(*(points[group] - np.median(points[group], axis=0)).T)
        kept[group] = away <= np.maximum(FAR, FARTHER * np.median(away))
    typer.echo(f"{len(points)} villages with coordinates, {int((~kept).sum())} of them far off and left out")
    return points[kept], np.array([numbers[parent[:4]] for parent in parents[kept]])


def _land(file: Path, points: Floats) -> shapely.Geometry:
    land = shapely.union_all(list(natural_earth(file, "IDN").values()), grid_size=1e-6)
    places = shapely.points(points)
    ashore = shapely.buffer(places[shapely.distance(land, places) > OFF_THE_COAST], DISC, quad_segs=3)
    return shapely.union(land, shapely.union_all(ashore, grid_size=1e-6), grid_size=1e-6)


if __name__ == "__main__":
    typer.run(main)
