"""Malaysia's sixteen states and federal territories, as Natural Earth draws them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import numpy as np
import typer

from builders.packages import natural_earth
from builders.writing import write_outlines
from data.countries import load_country
from data.geography import coverage


def main(natural_earth_file: Annotated[Path, typer.Option("--natural-earth", exists=True)]) -> None:
    """Write the outlines of Malaysia."""
    country = load_country("MYS")
    shapes = natural_earth(natural_earth_file, "MYS")
    codes = sorted(code for code in shapes if code in country.places)
    clean = coverage.polygons_only(np.array([shapes[code] for code in codes], dtype=object))
    write_outlines(country, dict(zip(codes, clean, strict=True)))


if __name__ == "__main__":
    typer.run(main)
