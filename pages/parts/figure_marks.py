"""What is marked in a figure of a trend: provisional quarters, breaks; and the figure of years. Pure, as `figures`."""

from __future__ import annotations

import html
from collections.abc import Collection, Iterable, Mapping

import pandas as pd
import plotly.graph_objects as go

from data.model import Part
from pages.parts.figures import LEGEND, RULE, TEXT, frame, from_zero, lines
from pages.parts.shown import Voice, amount
from pages.parts.trend_breaks import Marked

PATTERNS = ("", "x", ".", "+", "-", "|")
"""By which places are told apart in bars, whatever their colour."""

NO_FILL = "rgba(0, 0, 0, 0)"


def hatch(drawn: go.Figure, quarters: Collection[str], voice: Voice) -> None:
    """Hatch the provisional quarters, over the whole height."""
    if not quarters:
        return
    drawn.add_bar(
        x=list(quarters),
        y=[drawn.layout.yaxis.range[1]] * len(quarters),
        width=1,
        name=voice.say("trends.hatched"),
        marker={"color": NO_FILL, "pattern": {"shape": "/", "fgcolor": RULE, "size": 8, "solidity": 0.15}},
        hoverinfo="skip",
    )
    drawn.update_layout(legend_traceorder="normal", barmode="overlay", height=drawn.layout.height + LEGEND)


def mark_breaks(drawn: go.Figure, breaks: Iterable[Marked]) -> None:
    """A dotted line before the quarter of each break, with its number at the top."""
    for number, each in enumerate(breaks, start=1):
        place = each.position - 0.5
        drawn.add_shape(
            type="line", x0=place, x1=place, y0=0, y1=1, yref="paper", line={"color": RULE, "width": 2, "dash": "dot"}
        )
        drawn.add_annotation(
            x=place,
            y=1,
            yref="paper",
            text=f"<b>{number}</b>",
            showarrow=False,
            xanchor="left",
            yanchor="top",
            xshift=3,
            font={"size": 13, "color": TEXT},
        )


def years(told: pd.DataFrame, *, names: Mapping[str, str], part: Part, voice: Voice) -> go.Figure:
    """Bars of fiscal years, a colour and a pattern for each place; a year that is not complete is drawn hollow.

    Args:
        told: columns `place`, `year`, `value`, `written`, `answered` and `whole`.
        names: the places drawn, by code, in their order.
        part: the measure.
        voice: in whose words.
    """
    drawn = go.Figure()
    for number, (code, name) in enumerate(names.items()):
        bars = told[told["place"] == code]
        drawn.add_bar(
            x=[str(year) for year in bars["year"]],
            y=[None if pd.isna(value) else value for value in bars["value"]],
            name=html.escape(name),
            marker={
                "line": {"width": 2},
                "opacity": [1.0 if whole else 0.35 for whole in bars["whole"]],
                "pattern": {"shape": [PATTERNS[number % len(PATTERNS)] if w else "/" for w in bars["whole"]]},
            },
            hovertext=[lines(row["written"], f"{name}, {row['year']}", row["answered"]) for row in _rows(bars)],
            hoverinfo="text",
        )
    drawn.update_xaxes(type="category", fixedrange=True, showgrid=False, ticks="outside")
    drawn.update_yaxes(**from_zero(told["value"].dropna(), lambda tick: amount(tick, part, voice), whole=part.whole))
    drawn.update_layout(**frame(260 + LEGEND * len(names)), showlegend=True, hovermode="closest", barmode="group")
    drawn.update_layout(legend={"orientation": "h", "x": 0, "y": 1.04, "yanchor": "bottom", "title": {"text": ""}})
    return drawn


def _rows(bars: pd.DataFrame) -> list[dict[str, object]]:
    return [{str(key): value for key, value in row.items()} for row in bars.to_dict("records")]
