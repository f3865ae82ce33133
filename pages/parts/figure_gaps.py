"""Figures of the page Gaps: how far a need is covered, and from whom money comes for which pillar. Pure."""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from pages.parts.figures import GROUND, LEGEND, LYING, ROW, RULE, TEXT, frame, in_rows, say_above
from pages.parts.shown import NO_BREAK

PAID, COMMITTED, PLEDGED, UNMET = "#2a9191", "#6f8fbf", "#d98b2b", "rgba(127, 143, 151, 0.28)"
DOMESTIC, FOREIGN, NODE = "rgba(42,145,145,.45)", "rgba(111,143,191,.45)", "#7f8f97"
SOURCE, PILLAR, AMOUNT = "%{source.label}", "%{target.label}", "%{customdata}"
HATCHED: Mapping[str, object] = {"shape": "/", "fillmode": "replace", "size": 7, "solidity": 0.4, "fgcolor": PLEDGED}
WIDEST = 1_000
"""As how much the largest amount is drawn; all others in proportion. So many digits are seen, and no more are sent."""
HALO = f"0 0 3px {GROUND}, 0 0 2px {GROUND}"
"""Around a name that stands on a band; the one that Plotly chooses is a pale blur on a dark page."""
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
    """A band from a source to a pillar: the places of both among the nodes, how much, and the amount in words."""

    source: int
    pillar: int
    amount: float
    said: str
    domestic: bool


def covered(bars: Sequence[Covered], names: tuple[str, str, str, str]) -> go.Figure:
    """A bar for each group, all from the same zero: paid, committed, pledged (hatched), and what nobody pays."""
    drawn, most = go.Figure(), max((sum(bar.parts) for bar in bars), default=0)
    looks: tuple[Mapping[str, object], ...] = (
        {"color": PAID},
        {"color": COMMITTED},
        {"color": PLEDGED, "pattern": HATCHED},
        {"color": UNMET},
    )
    for number, (name, look) in enumerate(zip(names, looks, strict=True)):
        drawn.add_bar(
            **LYING,
            x=[_drawn(bar.parts[number], most) for bar in bars],
            name=html.escape(name),
            marker=dict(look),
            hovertext=[html.escape(bar.told[number]).replace(NO_BREAK, " ") for bar in bars],
            hovertemplate="%{fullData.name}: %{hovertext}<extra></extra>",
        )
    said = [f"{html.escape(bar.name)}  <b>{html.escape(bar.said)}</b>" for bar in bars]
    say_above(drawn, [each.replace(NO_BREAK, " ") for each in said])
    drawn.add_vline(x=0, line={"color": RULE, "width": 1})
    drawn.update_xaxes(range=[0, WIDEST * 1.02], fixedrange=True, visible=False)
    drawn.update_layout(
        **frame(ROW * len(bars) + 4 * LEGEND),
        barmode="stack",
        legend={
            "orientation": "h",
            "traceorder": "normal",
            "y": 1.0,
            "yanchor": "bottom",
            "x": 0,
            "font": {"color": TEXT},
        },
        legend_itemclick=False,
        legend_itemdoubleclick=False,
    )
    in_rows(drawn, len(bars))
    return drawn


def flows(names: Sequence[str], bands: Sequence[Flow], *, between: str) -> go.Figure:
    """The bands from sources on the left to pillars on the right.

    Args:
        names: of the sources, then of the pillars.
        bands: between them.
        between: what is told of a band, with `SOURCE`, `PILLAR` and `AMOUNT` where those stand.
    """
    drawn, most = go.Figure(), max((band.amount for band in bands), default=0)
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
            "value": [_drawn(band.amount, most) for band in bands],
            "color": [DOMESTIC if band.domestic else FOREIGN for band in bands],
            "customdata": [html.escape(band.said).replace(NO_BREAK, " ") for band in bands],
            "hovertemplate": f"{html.escape(between)}<extra></extra>",
        },
        textfont={"color": TEXT, "size": 13, "shadow": HALO},
    )
    sides = max(len({band.source for band in bands}), len({band.pillar for band in bands}), 4)
    drawn.update_layout(**frame(FLOW * sides + 40))
    return drawn


def _drawn(amount: float, most: float) -> int:
    """As how much an amount is drawn, if the largest is `WIDEST`; what there is, is not drawn as nothing."""
    return max(round(amount / most * WIDEST), 1) if amount > 0 else 0
