"""The middle of a district's peers, as a line beside its own."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from data.model import Kind, Level, Part, Quarter, Status, Visitor
from metrics import peers
from metrics.shown import steps
from pages.parts import cached, peer_values, trend_lines
from pages.parts.opened import house
from pages.parts.words import escaped, say, voice

PEERS = "peers"
"""Stands in the place of a code; no place has it."""


def beside(
    who: Visitor, told: pd.DataFrame, names: Mapping[str, str], part: Part
) -> tuple[pd.DataFrame, dict[str, str]]:
    """The lines with that of the peers of the first district, and what it is called; as they are where it has none."""
    district, alike = _alike(names, told)
    if not alike or part.kind is Kind.YES_NO:
        return told, {}
    speech = voice()
    points = cached.series(who, measures=[part.measure], places=alike)
    middle, step = peers.middle(points), steps(points).max()
    rows = [
        {
            "place": PEERS,
            "quarter": row["quarter"],
            "value": row["value"],
            "status": (Status.MISSING if pd.isna(row["value"]) else Status.REPORTED).value,
            "written": peer_values.written(row["value"], part, speech, step),
            "answered": say("trends.of_peers", count=row["reporting"], of=len(alike)),
            "brief": "",
            "provisional": False,
        }
        for row in middle.to_dict("records")
    ]
    line = pd.DataFrame(rows, columns=list(trend_lines.TOLD))
    return pd.concat([told, line], ignore_index=True), {PEERS: say("trends.peers_of", place=names[district])}


def say_who(names: Mapping[str, str], told: pd.DataFrame) -> None:
    """Name the peers, and say by what they are."""
    district, alike = _alike(names, told)
    listed = ", ".join(house().country.places[code].name for code in alike)
    st.caption(escaped(say("trends.peers_are", place=names[district], places=listed)))


def _alike(names: Mapping[str, str], told: pd.DataFrame) -> tuple[str, tuple[str, ...]]:
    country = house().country
    districts = [code for code in names if country.places[code].level is Level.DISTRICT]
    if not districts:
        return "", ()
    newest = Quarter.parse(told["quarter"].max())
    return districts[0], peers.peers_of(country, country.places[districts[0]], newest)
