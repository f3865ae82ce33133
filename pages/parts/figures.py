"""Frames -> Plotly figures. Pure: no Streamlit; words come with the `Voice`.

Colours are those of the theme (light or dark) wherever a figure names none; a place is told by the shape of its marks
and the dashes of its line as well. What has no value is not drawn: a gap stays a gap.
"""

from __future__ import annotations

import datetime as dt
import html
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd
import plotly.graph_objects as go

from data.model import Part, Quarter
from metrics.centre import Risk, Thresholds
from pages.parts.shown import Voice, amount

SHAPES = ("circle", "square", "diamond", "triangle-up", "triangle-down", "star")
DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "longdashdot")

# Told apart by people who do not see red or green, and legible on the light and on the dark page.
RISK_COLOURS = {
    Risk.CRITICAL: "#c2410c",
    Risk.AT_RISK: "#d98b2b",
    Risk.WATCH: "#6f8fbf",
    Risk.SECURE: "#2a9191",
}
TEXT = "#000037"
"""No colour, but Streamlit's name for one: its Plotly charts put the theme's text grey in its place, dark on a light
page and light on a dark one. The grey that they take by themselves is too faint on white (3.8:1)."""

GROUND = "#000038"
"""Likewise its name for the colour of the page."""

THEME = go.layout.Template(layout={"colorway": [f"#{number:06}" for number in range(1, 11)]})
"""What our figures need of Streamlit's template: its names for the theme's colours. The whole takes 3 kB in each."""

RULE = "rgba(127,143,151,.55)"
SHADE = "rgba(42, 145, 145, 0.18)"

APART = 3
"""So many quarters lie between two that are named: nearer names touch each other on a phone."""

MONTHS_DRAWN = 24
LEGEND = 26
"""Pixels for a line of the legend, which on a phone has one for each place."""

ROW = 44
"""Pixels for a lying bar and the line above it."""
LYING: Mapping[str, object] = {"orientation": "h", "width": 0.34, "offset": 0.0}

CONFIG = {"displayModeBar": False, "scrollZoom": False, "doubleClick": False, "showTips": False}
"""A figure is looked at and pointed at; a finger on it scrolls the page."""


@dataclass(frozen=True)
class Bar:
    """One centre in the figure of months left: its name, how long its money lasts (in few words, in more), its risk."""

    name: str
    brief: str
    said: str
    risk: Risk
    months: float


def trend(told: pd.DataFrame, *, names: Mapping[str, str], part: Part, voice: Voice) -> go.Figure:
    """A line for each place over the quarters.

    Args:
        told: columns `place`, `quarter`, `value` (NaN: a gap), `written`, `answered` and `provisional`, every quarter
            of a place in order.
        names: the places drawn, by code, in their order.
        part: the measure.
        voice: in whose words.
    """
    quarters = list(dict.fromkeys(told["quarter"]))
    drawn = go.Figure()
    for number, (code, name) in enumerate(names.items()):
        line = told[told["place"] == code]
        shape = SHAPES[number % len(SHAPES)]
        drawn.add_scatter(
            x=line["quarter"].tolist(),
            y=[None if pd.isna(value) else value for value in line["value"]],
            name=html.escape(name),
            mode="lines+markers",
            connectgaps=False,
            line={"width": 2, "dash": DASHES[number % len(DASHES)]},
            marker={
                "size": 9,
                "symbol": [f"{shape}-open" if open_ else shape for open_ in line["provisional"]],
                "line": {"width": [2 if open_ else 0 for open_ in line["provisional"]]},
            },
            hovertext=_hover(line, name, voice),
            hoverinfo="text",
            cliponaxis=False,
        )
    drawn.update_xaxes(
        type="category",
        categoryorder="array",
        categoryarray=quarters,
        range=[-0.4, len(quarters) - 0.6],
        fixedrange=True,
        showgrid=False,
        ticks="outside",
        tickvals=quarters,
        ticktext=_tick_texts(quarters, voice),
        tickangle=0,
    )
    drawn.update_yaxes(**from_zero(told["value"].dropna(), lambda tick: amount(tick, part, voice), whole=part.whole))
    drawn.update_layout(**frame(260 + LEGEND * len(names)), showlegend=True, hovermode="closest")
    drawn.update_layout(legend={"orientation": "h", "x": 0, "y": 1.04, "yanchor": "bottom", "title": {"text": ""}})
    return drawn


def _hover(line: pd.DataFrame, name: str, voice: Voice) -> list[str]:
    return [
        lines(row["written"], f"{name}, {voice.quarter(Quarter.parse(row['quarter']))}", row["answered"])
        for row in line.to_dict("records")
    ]


def _tick_texts(quarters: Sequence[str], voice: Voice) -> list[str]:
    """A text at the newest quarter, at each year's first and the oldest that are not too near; others are marked."""
    last, each = len(quarters) - 1, [Quarter.parse(quarter) for quarter in quarters]
    named = [number for number, quarter in enumerate(each) if number == last or _begins(quarter, last - number)]
    if named and named[0] >= APART:
        named.insert(0, 0)
    return [voice.quarter(quarter) if number in named else "" for number, quarter in enumerate(each)]


def _begins(quarter: Quarter, before: int) -> bool:
    """Whether a quarter begins a year, and stands far enough before the last."""
    return quarter.number == 1 and before >= APART


def months_left(bars: Sequence[Bar], *, voice: Voice, thresholds: Thresholds) -> go.Figure:
    """A bar for each centre: for how many months its money lasts, the shortest at the top.

    Bars end at `MONTHS_DRAWN`; the line above each says what it is.
    """
    ends = [round(min(bar.months, MONTHS_DRAWN), 1) for bar in bars]
    drawn = go.Figure(
        go.Bar(
            x=ends,
            **LYING,
            marker={"color": [RISK_COLOURS.get(bar.risk, RULE) for bar in bars]},
            hovertext=[html.escape(bar.said) for bar in bars],
            hoverinfo="text",
        )
    )
    # The number stands first: of a long name a phone may cut the end.
    say_above(drawn, [f"<b>{html.escape(bar.brief)}</b>  {html.escape(bar.name)}" for bar in bars])
    drawn.update_xaxes(
        range=[0, MONTHS_DRAWN],
        fixedrange=True,
        showgrid=True,
        gridcolor=RULE,
        griddash="dot",
        side="top",
        tickvals=[0, thresholds.critical_months, thresholds.at_risk_months, thresholds.watch_months, MONTHS_DRAWN],
        title={"text": voice.say("figures.months"), "font": {"size": 13, "color": TEXT}},
    )
    drawn.update_layout(**frame(ROW * len(bars) + 70), showlegend=False)
    in_rows(drawn, len(bars))
    return drawn


def say_above(drawn: go.Figure, texts: Sequence[str]) -> None:
    """Write what each lying bar is in the line above it, from the top; all at once, which is less to send."""
    drawn.add_scatter(
        x=[0] * len(texts),
        y0=-0.2,
        text=list(texts),
        mode="text",
        textposition="middle right",
        textfont={"size": 13, "color": TEXT},
        cliponaxis=False,
        hoverinfo="skip",
        showlegend=False,
    )


def in_rows(drawn: go.Figure, rows: int) -> None:
    """Let lying bars stand one beneath the other, each with room for the line above it."""
    drawn.update_yaxes(range=[rows - 0.4, -0.6], fixedrange=True, visible=False)


@dataclass(frozen=True)
class Payment:
    """A payment to come that counts: its day, the balance after it, and what it is in words."""

    day: dt.date
    balance: float
    said: str


def balance(
    corners: Sequence[tuple[dt.date, float]],
    *,
    payments: Sequence[Payment],
    cash_out: dt.date | None,
    currency: str,
    voice: Voice,
) -> go.Figure:
    """A centre's balance over time: its fall by the monthly cost, payments on their days, the day it is gone.

    Args:
        corners: what `metrics.funding.balance_ahead` gives.
        payments: those that count.
        cash_out: the first day that cannot be paid in full.
        currency: of the amounts.
        voice: in whose words.
    """
    days, amounts = [day for day, _ in corners], [amount for _, amount in corners]
    drawn = go.Figure(
        go.Scatter(
            x=days,
            y=amounts,
            mode="lines",
            line={"width": 2},
            fill="tozeroy",
            fillcolor=SHADE,
            hovertext=[lines(voice.money(amount, currency), voice.date(day)) for day, amount in corners],
            hoverinfo="text",
            cliponaxis=False,
        )
    )
    drawn.add_scatter(
        x=[payment.day for payment in payments],
        y=[payment.balance for payment in payments],
        mode="markers",
        marker={"symbol": "triangle-up", "size": 12},
        hovertext=[html.escape(payment.said) for payment in payments],
        hoverinfo="text",
        cliponaxis=False,
    )
    if cash_out is not None and days and cash_out <= days[-1]:
        drawn.add_scatter(
            x=[cash_out],
            y=[0],
            mode="markers",
            marker={"symbol": "x", "size": 12, "color": RISK_COLOURS[Risk.CRITICAL]},
            hovertext=[voice.date(cash_out)],
            hoverinfo="text",
            cliponaxis=False,
        )
        drawn.add_annotation(
            x=cash_out, y=0, text=f"<b>{voice.date(cash_out)}</b>", yshift=22, xanchor="left", showarrow=False
        )
    drawn.update_xaxes(fixedrange=True, showgrid=False, ticks="outside", **_half_years(days, voice))
    drawn.update_yaxes(**from_zero(amounts, lambda mark: voice.money(mark, currency), whole=True))
    drawn.update_layout(**frame(300), showlegend=False, hovermode="closest")
    return drawn


def _half_years(days: Sequence[dt.date], voice: Voice) -> dict[str, list[object]]:
    """Marks at the beginning of January and July; where they are many, only January is named."""
    marks = [
        dt.date(year, month, 1)
        for year in range(days[0].year, days[-1].year + 1)
        for month in (1, 7)
        if days[0] <= dt.date(year, month, 1) <= days[-1]
    ]
    named = [mark for mark in marks if mark.month == 1 or len(marks) < 3]
    return {"tickvals": marks, "ticktext": [voice.month(mark) if mark in named else "" for mark in marks]}


def frame(height: int) -> dict[str, object]:
    """What every figure has: its height in pixels, narrow margins, legible texts."""
    return {
        "template": THEME,
        "height": height,
        "margin": {"l": 8, "r": 12, "t": 12, "b": 8},
        "dragmode": False,
        "font": {"color": TEXT},
        "xaxis_tickfont": {"color": TEXT},
        "yaxis_tickfont": {"color": TEXT},
        "hoverlabel": {"font": {"color": TEXT}},
    }


def lines(first: str, *others: str) -> str:
    """A text of several lines, the first in bold."""
    return "<br>".join((f"<b>{html.escape(first)}</b>", *map(html.escape, others)))


def from_zero(values: Iterable[float], write: Callable[[float], str], *, whole: bool) -> dict[str, object]:
    """An axis that begins at zero, with marks at round numbers, written as the visitor writes numbers."""
    most = max(values, default=0)
    step = _round_step(max(most / 4, 1) if whole else most / 4)
    last = math.ceil(most / step) or 1
    marks = [step * number for number in range(last + 1)]
    return {
        "range": [0, marks[-1]],
        "fixedrange": True,
        "tickvals": marks,
        "ticktext": [write(mark) for mark in marks],
        "title": {"text": ""},
    }


def _round_step(least: float) -> float:
    """The smallest of 1, 2, 5, 10, 20, 50 ... that is not below `least`; for shares 0.01, 0.02, 0.05 ..."""
    if least <= 0:
        return 1
    size = 10.0 ** math.floor(math.log10(least))
    return next(size * times for times in (1, 2, 5, 10) if size * times >= least * (1 - 1e-9))
