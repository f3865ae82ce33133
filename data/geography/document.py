"""What the browser fetches: the outlines of all places of a country in one small document."""

from __future__ import annotations

import gzip
import hashlib
import json
import math
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from data.geography.outline_file import FILE_NAME, Feature, OutlineFile, read_outline_file
from data.geography.paths import area, path
from data.model import Country, Level, Place
from data.settings import content_file
from data.words import ENGLISH, text


@dataclass(frozen=True)
class Outlines:
    """The document and what the server must know of it.

    Attributes:
        document: JSON in UTF-8.
        gzipped: the same, compressed.
        digest: changes whenever the document changes.
        codes: the code of each outline, in the document's order.
        reports: the code of the place whose values each outline is drawn with, in the same order.
        missing: places of the reporting level that have no outline, in code order. They must be listed with the map.
    """

    document: bytes
    gzipped: bytes
    digest: str
    codes: tuple[str, ...]
    reports: tuple[str, ...]
    missing: tuple[str, ...]


def outlines(country: Country, var: Path, content: Path | None = None) -> Outlines:
    """The outlines of a country: those that were installed, else the shipped ones.

    Reading takes about a fifth of a second for 500 districts; keep what comes back, and ask again when
    `outlines_path(...)` names a file of another age.

    Args:
        country: whose outlines.
        var: the folder for everything written at run time.
        content: a ministry's own content files, or None.

    Raises:
        BadCountry: if the file is none of Lima's own.
    """
    return compose(country, read_outline_file(outlines_path(country, var, content)))


def outlines_path(country: Country, var: Path, content: Path | None = None) -> Path:
    """The file that `outlines` reads now."""
    installed = installed_path(country, var)
    return installed if installed.is_file() else shipped_path(country, content)


def shipped_path(country: Country, content: Path | None = None) -> Path:
    """Where the outlines lie that come with Lima, or with a ministry's own content files."""
    return content_file(f"countries/{country.iso3.lower()}/{FILE_NAME}", content)


def installed_path(country: Country, var: Path) -> Path:
    """Where installed outlines of a country lie."""
    return var / "boundaries" / country.iso3.lower() / FILE_NAME


def compose(country: Country, file: OutlineFile) -> Outlines:
    """Make the document from the outlines and the register of places."""
    document = json.dumps(_content(country, file), ensure_ascii=False, separators=(",", ":")).encode()
    reports = tuple(feature.reports for feature in file.features)
    return Outlines(
        document=document,
        gzipped=gzip.compress(document, compresslevel=9, mtime=0),
        digest=hashlib.sha256(document).hexdigest()[:16],
        codes=tuple(feature.code for feature in file.features),
        reports=reports,
        missing=_missing(country, frozenset(reports)),
    )


def short_name(country: Country, name: str) -> str:
    """A place's name without the word that begins it (`Kabupaten`, `Kota`)."""
    for prefix in sorted(country.name_prefixes, key=len, reverse=True):
        if name.casefold().startswith(f"{prefix.casefold()} "):
            return name[len(prefix) + 1 :].strip()
    return name


def _content(country: Country, file: OutlineFile) -> dict[str, Any]:
    features = file.features
    groups = [_group(country, feature) for feature in features]
    parents = sorted({group for group in groups if group is not None})
    return {
        "iso3": country.iso3,
        "width": file.grid.width,
        "height": file.grid.height,
        "official": bool(file.installed),
        "source": _source(country, file),
        "codes": [feature.code for feature in features],
        "names": [_name(country, feature) for feature in features],
        "also": [_also(country, feature) for feature in features],
        "reports": [feature.reports for feature in features],
        "parents": [-1 if group is None else parents.index(group) for group in groups],
        "parentCodes": parents,
        "parentNames": [country.places[code].name for code in parents],
        "paths": [path(ring for polygon in feature.polygons for ring in polygon) for feature in features],
        "points": [feature.point for feature in features],
        "sizes": [size(feature) for feature in features],
        "missing": list(_missing(country, frozenset(feature.reports for feature in features))),
    }


def size(feature: Feature) -> int:
    """The side of a square as large as the feature, in units: a map knows what is small without reading paths."""
    outer_and_holes = ([area(ring) for ring in polygon] for polygon in feature.polygons)
    return round(math.sqrt(sum(outer - sum(holes) for outer, *holes in outer_and_holes)))


def _source(country: Country, file: OutlineFile) -> dict[str, str]:
    if not file.installed:
        return dict(country.outline_source)
    if file.source:
        return dict.fromkeys(country.outline_source, file.source)
    return {
        language: text("boundaries.installed_source", language, file=file.installed)
        for language in {ENGLISH, *country.outline_source}
    }


def _group(country: Country, feature: Feature) -> str | None:
    """The place that outlines are grouped by: the province, or the reporting place that a finer outline belongs to."""
    if feature.reports != feature.code:
        return feature.reports
    place = country.places.get(feature.code)
    above = country.places.get(place.parent) if place and place.parent else None
    return above.code if above and above.level is Level.PROVINCE else None


def _name(country: Country, feature: Feature) -> str:
    place = country.places.get(feature.code)
    return place.name if place else feature.name


def _also(country: Country, feature: Feature) -> str:
    """Other names and codes to search by."""
    place = country.places.get(feature.code)
    words = [*_other_codes(place)] if place else []
    name = _name(country, feature)
    short = short_name(country, name)
    return " ".join([*([short] if short != name else []), *words])


def _other_codes(place: Place) -> list[str]:
    return [code for code in dict.fromkeys(place.alternate_codes.values()) if code != place.code]


def _missing(country: Country, drawn: frozenset[str]) -> tuple[str, ...]:
    districts = (place.code for place in country.places.values() if place.level is Level.DISTRICT)
    return tuple(code for code in districts if code not in drawn)
