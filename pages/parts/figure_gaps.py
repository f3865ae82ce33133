"""Figures of the page Gaps: how far a need is covered, and from whom money comes for which pillar. Pure."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from pages.parts.figures import LEGEND, LYING, ROW, RULE, TEXT, frame, in_rows, say_above

PAID, COMMITTED, PLEDGED, UNMET = "#2a9191", "#6f8fbf", "#d98b2b", "rgba(127, 143, 151, 0.28)"
DOMESTIC, FOREIGN, NODE = "rgba(42, 145, 145, 0.45)", "rgba(111, 143, 191, 0.45)", "#7f8f97"
HATCHED: Mapping[str, object] = {"shape": "/", "fillmode": "replace", "size": 7, "solidity": 0.4, "fgcolor": PLEDGED}
FLOW = 44
"""Pixels for a source or a pillar in the picture of flows."""


@dataclass(frozen=True)
class Covered:
    """A bar: what is needed, and what of it is paid, committed, would be covered by pledges, and is missing.

    Attributes:
        said: what stands above it.
        parts: the four amounts, which make the need.
        told: what each of them is in words.
    """

    name: str
    said: str
    parts: tuple[float, float, float, float]
    told: tuple[str, str, str, str]


@dataclass(frozen=True)
class Flow:
    """A band from a source to a pillar: the places of both among the nodes, how much, and what it is in words."""

    source: int
    pillar: int
    amount: float
    said: str
    domestic: bool


def covered(bars: Sequence[Covered], names: tuple[str, str, str, str]) -> go.Figure:
    """A bar for each group, all from the same zero: paid, committed, pledged (hatched), and what nobody pays."""
    rows, drawn = list(range(len(bars))), go.Figure()
    looks: tuple[Mapping[str, object], ...] = (
        {"color": PAID},
        {"color": COMMITTED},
        {"color": PLEDGED, "pattern": HATCHED},
        {"color": UNMET},
    )
    for number, (name, look) in enumerate(zip(names, looks, strict=True)):
        drawn.add_bar(
            **LYING,
            x=[bar.parts[number] for bar in bars],
            y=rows,
            base=[sum(bar.parts[:number]) for bar in bars],
            name=html.escape(name),
            marker=dict(look),
            hovertext=[
                f"{html.escape(bar.name)}<br>{html.escape(name)}: {html.escape(bar.told[number])}" for bar in bars
            ],
            hoverinfo="text",
        )
    for row, bar in zip(rows, bars, strict=True):
        say_above(drawn, row, f"{html.escape(bar.name)}  <b>{html.escape(bar.said)}</b>")
    most = max((sum(bar.parts) for bar in bars), default=0) or 1
    drawn.add_vline(x=0, line={"color": RULE, "width": 1})
    drawn.update_xaxes(range=[0, most * 1.02], fixedrange=True, visible=False)
    drawn.update_layout(
        **frame(ROW * len(bars) + 4 * LEGEND),
        barmode="overlay",
        legend={"orientation": "h", "y": 1.0, "yanchor": "bottom", "x": 0, "font": {"color": TEXT}},
        legend_itemclick=False,
        legend_itemdoubleclick=False,
    )
    in_rows(drawn, len(bars))
    return drawn


def flows(names: Sequence[str], bands: Sequence[Flow]) -> go.Figure:
    """The bands from sources on the left to pillars on the right."""
    drawn = go.Figure()
    drawn.add_sankey(
        arrangement="fixed",
        node={
            "label": [html.escape(name) for name in names],
            "color": NODE,
            "pad": 24,
            "thickness": 12,
            "line": {"width": 0},
            "hoverinfo": "none",
        },
        link={
            "source": [band.source for band in bands],
            "target": [band.pillar for band in bands],
            "value": [band.amount for band in bands],
            "color": [DOMESTIC if band.domestic else FOREIGN for band in bands],
            "customdata": [html.escape(band.said) for band in bands],
            "hovertemplate": "%{customdata}<extra></extra>",
        },
        textfont={"color": TEXT, "size": 13},
    )
    sides = max(len({band.source for band in bands}), len({band.pillar for band in bands}), 4)
    drawn.update_layout(**frame(FLOW * sides + 40))
    return drawn
