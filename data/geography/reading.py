"""A file of boundaries from somebody else, opened with care: a frame of polygons in WGS84, or a reason why not."""

from __future__ import annotations

import tempfile
import zipfile
from pathlib import Path
from typing import Any

from data.errors import BadBoundaries
from data.model import Language
from data.words import text

KINDS = (".gpkg", ".shp", ".geojson", ".json")

LARGEST_UNPACKED = 2_000_000_000
"""Bytes. A zip that unpacks to more is refused."""

WGS84 = "EPSG:4326"


def refused(reason: str, language: Language, **values: object) -> BadBoundaries:
    """The error that a file is refused with; `reason` is the key of a sentence below `boundaries.refused`."""
    return BadBoundaries(reason=text(f"boundaries.refused.{reason}", language, **values))


def read_areas(file: Path, language: Language) -> Any:
    """The features of a file, those without geometry left out, as a GeoDataFrame of (multi)polygons in WGS84.

    A file that does not state its projection is taken to be in degrees.

    Args:
        file: GeoJSON, GeoPackage, Shapefile, or a zip of one.
        language: of the reason why it is refused.

    Raises:
        BadBoundaries: it cannot be read, or has no areas.
    """
    if not file.is_file():
        raise refused("no_file", language, file=file.name)
    if file.suffix.lower() != ".zip":
        return _read(file, language)
    with tempfile.TemporaryDirectory() as folder:
        return _read(_unpacked(file, Path(folder), language), language)


def _unpacked(file: Path, folder: Path, language: Language) -> Path:
    try:
        with zipfile.ZipFile(file) as archive:
            if sum(member.file_size for member in archive.infolist()) > LARGEST_UNPACKED:
                raise refused("too_large", language, limit=LARGEST_UNPACKED // 10**9)
            archive.extractall(folder)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, OSError) as error:
        raise refused("no_zip", language) from error
    inside = [path for path in sorted(folder.rglob("*")) if path.suffix.lower() in KINDS and path.is_file()]
    if len(inside) != 1:
        raise refused("zip_content", language, count=len(inside))
    return inside[0]


def _read(path: Path, language: Language) -> Any:
    import geopandas
    from pyogrio.errors import DataLayerError, DataSourceError

    if path.suffix.lower() not in KINDS:
        raise refused("kind", language, kinds=", ".join((*KINDS, ".zip")))
    try:
        frame = geopandas.read_file(path)
    except (DataSourceError, DataLayerError, ValueError) as error:
        raise refused("unreadable", language) from error
    if not isinstance(frame, geopandas.GeoDataFrame):
        raise refused("no_features", language)
    frame = frame[frame.geometry.notna() & ~frame.geometry.is_empty].reset_index(drop=True)
    if frame.empty:
        raise refused("no_features", language)
    if not frame.geometry.geom_type.isin(["Polygon", "MultiPolygon"]).all():
        raise refused("no_polygons", language)
    return frame.set_crs(WGS84) if frame.crs is None else frame.to_crs(WGS84)
