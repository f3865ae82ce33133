"""What the browser fetches: the outlines of all places of a country in one small document."""

from __future__ import annotations

import gzip
import hashlib
import json
import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from data.geography.lineage import origins
from data.geography.outline_file import FILE_NAME, Feature, OutlineFile
from data.geography.paths import area, path
from data.model import Country, Level, Place
from data.settings import Overlay, content_file
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
        middles: longitude and latitude, in degrees, of a point well inside each place that has an outline.
        groups: the code of the province that each outline lies in, in the same order; empty where there is none.
    """

    document: bytes
    gzipped: bytes
    digest: str
    codes: tuple[str, ...]
    reports: tuple[str, ...]
    missing: tuple[str, ...]
    middles: Mapping[str, tuple[float, float]] = field(default_factory=dict)
    groups: tuple[str, ...] = ()


def outlines_path(country: Country, var: Path, content: Overlay | None = None) -> Path:
    """The file that `outlines` reads now."""
    installed = installed_path(country, var)
    return installed if installed.is_file() else shipped_path(country, content)


def shipped_path(country: Country, content: Overlay | None = None) -> Path:
    """Where the outlines lie that come with Lima, or with a ministry's own content files."""
    return content_file(f"countries/{country.iso3.lower()}/{FILE_NAME}", content)


def installed_path(country: Country, var: Path) -> Path:
    """Where installed outlines of a country lie."""
    return var / "boundaries" / country.iso3.lower() / FILE_NAME


def compose(country: Country, file: OutlineFile, *, provinces: Mapping[str, str] = MappingProxyType({})) -> Outlines:
    """Make the document from the outlines and the register of places.

    Args:
        country: whose register it is.
        file: the outlines.
        provinces: of provinces of now, those of then, where the outlines are of then.
    """
    content = _content(country, file, provinces)
    document = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    above = content["parentCodes"]
    reports = tuple(feature.reports for feature in file.features)
    return Outlines(
        document=document,
        gzipped=gzip.compress(document, compresslevel=9, mtime=0),
        digest=hashlib.sha256(document).hexdigest()[:16],
        codes=tuple(feature.code for feature in file.features),
        reports=reports,
        missing=_missing(country, frozenset(reports)),
        middles=_middles(file),
        groups=tuple("" if parent < 0 else above[parent] for parent in content["parents"]),
    )


def short_name(country: Country, name: str) -> str:
    """A place's name without the word that begins it (`Kabupaten`, `Kota`)."""
    for prefix in sorted(country.name_prefixes, key=len, reverse=True):
        if name.casefold().startswith(f"{prefix.casefold()} "):
            return name[len(prefix) + 1 :].strip()
    return name


def _content(country: Country, file: OutlineFile, provinces: Mapping[str, str]) -> dict[str, Any]:
    features = file.features
    groups = [_group(country, feature, provinces) for feature in features]
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
        **_one_figure(country, features),
    }


def _one_figure(country: Country, features: Sequence[Feature]) -> dict[str, Any]:
    """Which outlines, by their number, share the figure of the one place they came from, and what that was called."""
    whole = [_is_district(country, feature.code) for feature in features]
    count = Counter(feature.reports for feature, own in zip(features, whole, strict=True) if own)
    shared = [i for i, feature in enumerate(features) if whole[i] and count[feature.reports] > 1]
    codes = {feature.code for feature in features}
    former = {each.reports for each, own in zip(features, whole, strict=True) if own and each.reports not in codes}
    names = {code: country.places[code].name for code in sorted(former)}
    return {key: found for key, found in {"shared": shared, "former": names}.items() if found}


def _is_district(country: Country, code: str) -> bool:
    return code in country.places and country.places[code].level is Level.DISTRICT


def _middles(file: OutlineFile) -> dict[str, tuple[float, float]]:
    """Of a place that is drawn in several outlines the point of the largest."""
    largest = {feature.reports: feature for feature in sorted(file.features, key=size)}
    return {code: file.grid.degrees(*feature.point) for code, feature in largest.items()}


def size(feature: Feature) -> int:
    """The side of a square as large as the feature, in units: a map knows what is small without reading paths."""
    outer_and_holes = ([area(ring) for ring in polygon] for polygon in feature.polygons)
    return round(math.sqrt(sum(outer - sum(holes) for outer, *holes in outer_and_holes)))


def _source(country: Country, file: OutlineFile) -> dict[str, str]:
    now = _said(country, file.source, file.installed) if file.installed else dict(country.outline_source)
    if not file.installed_before:
        return now
    before = _said(country, file.source_before, file.installed_before)
    return {language: " ".join(dict.fromkeys((told, before[language]))) for language, told in now.items()}


def _said(country: Country, source: str, installed: str) -> dict[str, str]:
    """What was said of a file, else its name."""
    return {
        language: source or text("boundaries.installed_source", language, file=installed)
        for language in {ENGLISH, *country.outline_source}
    }


def _group(country: Country, feature: Feature, provinces: Mapping[str, str]) -> str | None:
    """The place that outlines are grouped by: the province, or the reporting place that a finer outline belongs to."""
    place = country.places.get(feature.code)
    if feature.reports != feature.code and not _is_district(country, feature.code):
        return feature.reports
    above = country.places.get(place.parent) if place and place.parent else None
    return provinces.get(above.code, above.code) if above and above.level is Level.PROVINCE else None


def _name(country: Country, feature: Feature) -> str:
    place = country.places.get(feature.code)
    return place.name if place else feature.name


def _also(country: Country, feature: Feature) -> str:
    """Other names and codes to search by."""
    place = country.places.get(feature.code)
    name = _name(country, feature)
    short = short_name(country, name)
    return " ".join([*([short] if short != name else []), *(_other(country, place) if place else ())])


def _other(country: Country, place: Place) -> list[str]:
    """A place's other codes, its former names and its province's, and the names of what it came from."""
    codes = [code for code in dict.fromkeys(place.alternate_codes.values()) if code != place.code]
    above = country.places.get(place.parent or "")
    came_from = [
        country.places[line.before].name for line in origins(country, place.code) if line.before in country.places
    ]
    return [*codes, *place.names_before, *(above.names_before if above else ()), *dict.fromkeys(came_from)]


def _missing(country: Country, drawn: frozenset[str]) -> tuple[str, ...]:
    districts = (place.code for place in country.places.values() if place.level is Level.DISTRICT)
    return tuple(code for code in districts if code not in drawn)
