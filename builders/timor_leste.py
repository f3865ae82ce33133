"""Timor-Leste's fourteen municipalities: Natural Earth's thirteen, with the island of Ataúro taken out of Dili."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import numpy as np
import shapely
import typer

from builders.packages import natural_earth
from builders.writing import write_outlines
from data.countries import load_country
from data.geography import coverage

ISLAND = "TL0604"
MAINLAND = "TL06"


def main(natural_earth_file: Annotated[Path, typer.Option("--natural-earth", exists=True)]) -> None:
    """Write the outlines of Timor-Leste."""
    country = load_country("TLS")
    units = natural_earth(natural_earth_file, "TLS")
    shapes = {
        place.code: units[place.alternate_codes["iso"]]
        for place in country.places.values()
        if place.alternate_codes.get("iso") in units
    }
    parts = sorted(shapely.get_parts(shapes[MAINLAND]), key=lambda part: part.area)
    shapes[ISLAND], shapes[MAINLAND] = parts[0], shapely.MultiPolygon(parts[1:])
    codes = sorted(shapes)
    clean = coverage.polygons_only(np.array([shapes[code] for code in codes], dtype=object))
    write_outlines(country, dict(zip(codes, clean, strict=True)))


if __name__ == "__main__":
    typer.run(main)
