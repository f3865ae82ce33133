"""Where the builders write: the shipped packs of the countries."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
import shapely
import typer

from data.geography.document import compose
from data.geography.fitting import fitted
from data.geography.outline_file import FILE_NAME, write_outline_file
from data.model import Country
from data.settings import SHIPPED

FACTS = Path(__file__).parent / "facts"


def pack(iso3: str) -> Path:
    """The folder of a country's pack."""
    return SHIPPED / "countries" / iso3.lower()


def write_table(path: Path, columns: Sequence[str], rows: Iterable[Mapping[str, object]]) -> None:
    """Write a CSV table; what a row does not have stays empty."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def write_outlines(country: Country, shapes: Mapping[str, shapely.Geometry]) -> None:
    """Fit the shapes (a coverage in degrees, by place code) to the browser, write them and say how large they are."""
    codes = sorted(shapes)
    labels = [(code, country.places[code].name, code) for code in codes]
    file = fitted(country, np.array([shapes[code] for code in codes], dtype=object), labels)
    write_outline_file(pack(country.iso3) / FILE_NAME, file)
    outlines = compose(country, file)
    typer.echo(
        f"{country.iso3}: {len(outlines.codes)} outlines, {file.corners} corners, "
        f"{len(outlines.gzipped)} bytes compressed, without outline: {', '.join(outlines.missing) or 'none'}"
    )
