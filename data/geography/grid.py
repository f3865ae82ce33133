"""The whole-number units in which outlines are kept and drawn."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import asdict, dataclass

UNITS = 20_000
"""How many units the longer side of a country has: about 250 m each for the widest archipelago, less for the others."""

SMALLEST_STEP = 5e-5
"""Degrees. Below it, coordinates written with five decimals could not be read back to the same unit."""


@dataclass(frozen=True)
class Grid:
    """An equirectangular map in whole units, x to the east, y to the south, true to scale at the middle latitude.

    Attributes:
        west, north: the longitude and latitude of the corner (0, 0), in degrees.
        x_step, y_step: degrees of longitude and of latitude in one unit.
        width, height: the map's size in units.
    """

    west: float
    north: float
    x_step: float
    y_step: float
    width: int
    height: int

    @classmethod
    def around(cls, bounds: tuple[float, float, float, float]) -> Grid:
        """The grid that holds everything between west, south, east and north (degrees)."""
        west, south, east, north = bounds
        shrink = math.cos(math.radians((south + north) / 2))
        step = max((east - west) * shrink / UNITS, (north - south) / UNITS, SMALLEST_STEP)
        return cls(
            west=round(west, 5),
            north=round(north, 5),
            x_step=step / shrink,
            y_step=step,
            width=math.ceil((east - west) * shrink / step) + 1,
            height=math.ceil((north - south) / step) + 1,
        )

    @classmethod
    def read(cls, written: Mapping[str, float]) -> Grid:
        """The grid as it was written into a file of outlines.

        Raises:
            KeyError: if a number is missing.
        """
        numbers = {key: float(written[key]) for key in ("west", "north", "x_step", "y_step")}
        return cls(**numbers, width=int(written["width"]), height=int(written["height"]))

    def write(self) -> dict[str, float]:
        """The grid for a file."""
        return asdict(self)

    def units(self, longitude: float, latitude: float) -> tuple[int, int]:
        """The unit a point lies on."""
        return round((longitude - self.west) / self.x_step), round((self.north - latitude) / self.y_step)

    def degrees(self, x: float, y: float) -> tuple[float, float]:
        """Longitude and latitude of a unit, written so that `units` gives the same unit back."""
        return round(self.west + x * self.x_step, 5), round(self.north - y * self.y_step, 5)
