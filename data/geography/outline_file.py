"""The file of outlines: GeoJSON that any map program opens, whose corners all lie on the whole units of a grid."""

from __future__ import annotations

import datetime as dt
import json
import os
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from data.errors import BadCountry
from data.geography.grid import Grid
from data.geography.paths import Ring

FILE_NAME = "districts.geojson"

_DAYS = ("valid_from", "valid_to")
_TOLD = ("source", "installed", "source_before", "installed_before")


@dataclass(frozen=True)
class Feature:
    """One outline, in units of the grid.

    Attributes:
        code: of the place, or of the finer place that an installed file shows.
        reports: the code of the place whose values it is drawn with; the same as `code` on ordinary maps.
        point: a point well inside, for a label or a mark.
        polygons: each with its outer ring first, then its holes.
        valid_from, valid_to: the first and the last day of the outline, where it is not simply its place's own.
    """

    code: str
    name: str
    reports: str
    point: tuple[int, int]
    polygons: tuple[tuple[Ring, ...], ...]
    valid_from: dt.date | None = None
    valid_to: dt.date | None = None


@dataclass(frozen=True)
class OutlineFile:
    """Every outline of a country.

    Attributes:
        source: what a map must say of outlines that were installed; empty for shipped ones, whose country tells it.
        installed: the name of the file that was installed; empty for shipped outlines.
        source_before, installed_before: the same of those outlines that hold no more, where they came by themselves.
    """

    grid: Grid
    features: tuple[Feature, ...]
    source: str = ""
    installed: str = ""
    source_before: str = ""
    installed_before: str = ""

    @property
    def corners(self) -> int:
        """How many corners there are, a border that two outlines share counted twice."""
        return sum(len(ring) for feature in self.features for polygon in feature.polygons for ring in polygon)


def read_outline_file(path: Path) -> OutlineFile:
    """Read a file that `write_outline_file` wrote.

    Raises:
        BadCountry: naming the file, if it is another one.
    """
    try:
        written = json.loads(path.read_text("utf-8"))
        grid = Grid.read(written["grid"])
        features = tuple(_feature(feature, grid) for feature in written["features"])
        return OutlineFile(grid, features, **{key: written.get(key, "") for key in _TOLD})
    except (KeyError, TypeError, ValueError, IndexError) as error:
        raise BadCountry(f"{path.name}: no outlines of Lima's own; install them with manage.py ({error!r})") from error


def write_outline_file(path: Path, outlines: OutlineFile) -> None:
    """Write the file whole or not at all: readers see the old one or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    head: dict[str, Any] = {"type": "FeatureCollection", "grid": outlines.grid.write()}
    head |= {key: value for key in _TOLD if (value := getattr(outlines, key))}
    lines = [json.dumps(_geojson(feature, outlines.grid), ensure_ascii=False) for feature in outlines.features]
    text = f'{json.dumps(head, ensure_ascii=False)[:-1]}, "features": [\n' + ",\n".join(lines) + "\n]}\n"
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _feature(written: dict[str, Any], grid: Grid) -> Feature:
    properties, geometry = written["properties"], written["geometry"]
    polygons = geometry["coordinates"] if geometry["type"] == "MultiPolygon" else [geometry["coordinates"]]
    return Feature(
        code=properties["code"],
        name=properties["name"],
        reports=properties.get("parent", properties["code"]),
        point=grid.units(*properties["point"]),
        polygons=tuple(tuple(_ring(ring, grid) for ring in polygon) for polygon in polygons),
        **{day: dt.date.fromisoformat(properties[day]) for day in _DAYS if properties.get(day)},
    )


def _ring(coordinates: Sequence[Sequence[float]], grid: Grid) -> Ring:
    return [grid.units(corner[0], corner[1]) for corner in coordinates[:-1]]


def _geojson(feature: Feature, grid: Grid) -> dict[str, Any]:
    properties: dict[str, Any] = {"code": feature.code, "name": feature.name, "point": grid.degrees(*feature.point)}
    if feature.reports != feature.code:
        properties["parent"] = feature.reports
    properties |= {day: getattr(feature, day).isoformat() for day in _DAYS if getattr(feature, day)}
    coordinates = [
        [[grid.degrees(*corner) for corner in (*ring, ring[0])] for ring in polygon] for polygon in feature.polygons
    ]
    geometry = {"type": "MultiPolygon", "coordinates": coordinates}
    return {"type": "Feature", "properties": properties, "geometry": geometry}
