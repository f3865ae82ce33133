"""The measures of the catalogue to choose from, and how they are called. No Streamlit."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache

from data.catalogue import Catalogue
from data.model import Indicator, Language, Part
from data.words import pick


def codes(catalogue: Catalogue, only: Callable[[Indicator, Part], bool] = lambda *_: True) -> list[str]:
    """The codes of the measures to choose from, in the order of the form."""
    return [
        part.measure for indicator in catalogue.indicators.values() for part in indicator.parts if only(indicator, part)
    ]


@lru_cache(maxsize=8)
def long_names(catalogue: Catalogue, language: Language) -> Mapping[str, str]:
    """Each measure's code and name; a part's with the name of the indicator it is a part of."""
    return {
        part.measure: f"{part.measure} · {pick(part.names or indicator.names, language)}"
        + (f" ({pick(indicator.names, language)})" if len(indicator.parts) > 1 else "")
        for indicator in catalogue.indicators.values()
        for part in indicator.parts
    }


def item_name(catalogue: Catalogue, dimension: str, item: str, language: Language) -> str:
    """What a part of a number counts: citizen of a country, female, child. One that is gone is told by its key."""
    known = catalogue.dimensions.get(dimension)
    axes = ([known.rows] if known.rows else []) + list(known.axes) if known else []
    names = [{each.key: pick(each.labels, language) for each in axis} for axis in axes]
    return ", ".join(labels.get(key, key) for labels, key in zip(names, item.split("."), strict=False)) or item
