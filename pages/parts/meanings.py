"""What a measure counts, in words, and on which legal basis. No Streamlit."""

from __future__ import annotations

from collections.abc import Iterator

from data.catalogue import Catalogue
from pages.parts.shown import Voice


def of(catalogue: Catalogue, measure: str, voice: Voice) -> Iterator[str]:
    """The definition, its note, what kind of number it is and which direction is better, and the basis."""
    part, indicator = catalogue.measure(measure), catalogue.indicator_of(measure)
    yield voice.pick(indicator.definition)
    if indicator.note:
        yield voice.pick(indicator.note)
    kind, direction = f"map_page.kinds.{part.kind.value}", f"map_page.directions.{part.direction.value}"
    yield f"{voice.say(kind)} {voice.say(direction)}"
    yield voice.say("map_page.basis", basis="; ".join(indicator.basis))
