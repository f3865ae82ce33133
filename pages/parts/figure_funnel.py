"""The figure of a funnel: places by their size, the common rate, and the limits that chance explains. Pure."""

from __future__ import annotations

import html
import math
from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from metrics.funnel import INNER, OUTER, Funnel, Outside
from pages.parts.figures import LEGEND, RULE, TEXT, frame
from pages.parts.shown import Voice

CORNERS = 36
"""So many points make a line of limits."""

SIGNS = {Outside.ABOVE: "triangle-up", Outside.BELOW: "triangle-down", Outside.WITHIN: "circle-open"}
"""Told apart by shape, whatever the colour."""

_LINES = ((INNER, "dash"), (OUTER, "solid"))
_HEIGHT = 420


def draw(found: Funnel, *, names: Mapping[str, str], times: float, unit: str, size: str, voice: Voice) -> go.Figure:
    """The places around their common rate.

    Args:
        found: the funnel.
        names: what its places are called, by code.
        times: by what a rate is multiplied to be read: 100,000 for people, 100 for percent.
        unit: what a rate counts, in words.
        size: what the size of a place counts, in words.
        voice: in whose words.
    """
    drawn = go.Figure()
    sizes = _sizes(found.points["size"])
    for within, dash in _LINES:
        limits = [found.limits(each, within) for each in sizes]
        for side, ends in (("high", [each.high for each in limits]), ("low", [each.low for each in limits])):
            drawn.add_scatter(
                x=sizes,
                y=[_short(end / each * times) for end, each in zip(ends, sizes, strict=True)],
                mode="lines",
                line={"dash": dash, "width": 1.5, "color": RULE},
                name=voice.say("funnel.limits", share=voice.number(within * 100, 1)),
                showlegend=side == "high",
                hoverinfo="skip",
            )
    drawn.add_hline(y=found.rate * times, line={"color": RULE, "width": 1, "dash": "dot"})
    for outside, sign in SIGNS.items():
        points = found.points[found.points["outer"] == outside]
        drawn.add_scatter(
            x=points["size"].astype(int).tolist(),
            y=[_short(count / each * times) for count, each in zip(points["count"], points["size"], strict=True)],
            mode="markers",
            name=voice.say(f"funnel.{outside.value}"),
            marker={"symbol": sign, "size": 6 if outside is Outside.WITHIN else 10},
            text=[html.escape(names[code]) for code in points["place"]],  # Plotly reads tags in what is pointed at
            hovertemplate="<b>%{text}</b><br>%{y} " + unit + "<br>%{x} " + size + "<extra></extra>",
        )
    title = {"font": {"size": 13, "color": TEXT}}
    drawn.update_xaxes(
        type="log", fixedrange=True, showgrid=False, title={"text": size, **title}, **_ticks(sizes, voice)
    )
    drawn.update_yaxes(fixedrange=True, rangemode="tozero", title={"text": unit, **title})
    drawn.update_layout(**frame(_HEIGHT + LEGEND * 2), showlegend=True, hovermode="closest")
    drawn.update_layout(legend={"orientation": "h", "x": 0, "y": 1.02, "yanchor": "bottom"}, separators=_marks(voice))
    return drawn


def _sizes(sizes: pd.Series[float]) -> list[int]:
    """Sizes from the smallest to the largest, evenly apart on a logarithmic axis."""
    low, high = math.log(sizes.min()), math.log(sizes.max())
    steps = (low + (high - low) * number / (CORNERS - 1) for number in range(CORNERS))
    return sorted({max(round(math.exp(step)), 1) for step in steps})


def _ticks(sizes: list[int], voice: Voice) -> dict[str, object]:
    """Marks at 1, 2 and 5 times the powers of ten, about six of them."""
    powers = range(math.floor(math.log10(sizes[0])), math.ceil(math.log10(sizes[-1])) + 1)
    within = [base * 10**power for power in powers for base in (1, 2, 5) if sizes[0] <= base * 10**power <= sizes[-1]]
    chosen = within[:: max(1, len(within) // 6)]
    return {"tickvals": chosen, "ticktext": [voice.number(each) for each in chosen]}


def _short(rate: float) -> float:
    """Three significant digits: no eye sees more, and half as much is sent."""
    return float(f"{rate:.3g}")


def _marks(voice: Voice) -> str:
    """The decimal mark and the one of thousands, as the language writes them."""
    written = voice.number(1234.5, 1)
    return f"{written[-2]}{written[1]}"
