"""The map of closures ahead: whose colour a district has, and what is told of districts without an outline."""

from __future__ import annotations

import dataclasses

from data.countries import load_country
from data.geography import Outlines
from data.model import Quarter
from data.words import text
from metrics.centre import Risk
from pages.parts import centre_map
from pages.parts.released_centres import Centre
from pages.parts.shown import Voice
from tests.pages.parts.centres import centre

COUNTRY = load_country("TLS")
DRAWN = ("TL01", "TL02", "TL03", "TL04", "TL05")
OUTLINES = Outlines(b"", b"", "digest", codes=DRAWN, reports=DRAWN, missing=("TL06", "TL07"))


def at(place: str, risk: Risk) -> Centre:
    found = centre()
    ahead = dataclasses.replace(found.ahead, risk=risk)
    return dataclasses.replace(found, place=COUNTRY.places[place], ahead=ahead)


def test_a_closed_centre_gives_the_colour_only_where_no_other_is_and_none_without_an_outline_is_lost() -> None:
    placed = [
        at("TL01", Risk.CLOSED),
        at("TL01", Risk.SECURE),
        at("TL02", Risk.SUSPENDED),
        at("TL03", Risk.CLOSED),
        at("TL03", Risk.UNKNOWN),
        at("TL04", Risk.WATCH),
        at("TL04", Risk.CRITICAL),
        at("TL07", Risk.AT_RISK),
    ]
    told = centre_map.drawing(placed, COUNTRY, OUTLINES, quarter=Quarter(2026, 3), voice=Voice("en", "USD"))
    # TL03: of the centre that is there nothing can be told.
    assert (told["states"], told["numbers"]) == ("mxx", "1,0,,4,,,3")
    labels = {label: count for _, label, count in told["legend"]}
    assert labels[text("centres.map_stopped")] == 1
    assert (labels[text("centres.map_unknown")], labels[text("centres.map_none")]) == (1, 2)
    assert told["centres"] == [("TL01", 2), ("TL02", 1), ("TL03", 2), ("TL04", 2)]
    assert [code for code, *_ in told["undrawn"]] == ["TL06", "TL07"]
    assert "Centres drawn by district: 7 (" in told["summary"]
