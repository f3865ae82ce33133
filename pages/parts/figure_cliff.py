"""The cliff of centres' money, quarter by quarter: the figure, its text and its table. Pure."""

from __future__ import annotations

import html
from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from metrics.centre import Risk
from metrics.cliff import Ahead
from pages.parts.figures import RISK_COLOURS, TEXT, frame, from_zero
from pages.parts.shown import PERCENT, Voice

COLUMNS = ("quarter", "needed", "paid", "lacking", "ending", "run_out")
_TALL = 320


def cliff(ahead: Sequence[Ahead], *, currency: str, voice: Voice) -> go.Figure:
    """A standing bar for each quarter: what is paid for beneath, what is not above it, hatched."""
    quarters = [voice.quarter(each.quarter).replace(" ", "<br>", 1) for each in ahead]
    drawn = go.Figure()
    for name, amounts, marker in (
        ("paid", [each.paid for each in ahead], {"color": RISK_COLOURS[Risk.SECURE]}),
        (
            "lacking",
            [each.lacking for each in ahead],
            {"color": RISK_COLOURS[Risk.CRITICAL], "pattern": {"shape": "/", "fillmode": "replace", "size": 8}},
        ),
    ):
        label = voice.say(f"centres.cliff_columns.{name}")
        drawn.add_bar(
            x=quarters,
            y=[round(amount) for amount in amounts],
            name=html.escape(label),
            marker=marker,
            hovertext=[html.escape(voice.money(float(amount), currency)) for amount in amounts],
            hovertemplate="<b>%{hovertext}</b><br>%{fullData.name}<br>%{x}<extra></extra>",
        )
    drawn.update_xaxes(
        type="category",
        fixedrange=True,
        showgrid=False,
        tickangle=0,
        tickvals=list(range(len(ahead))),
        ticktext=[  # a year once, in its first quarter: on a phone two of them touch
            label if each.quarter.number == 1 else label.partition("<br>")[0]
            for each, label in zip(ahead, quarters, strict=True)
        ],
    )
    drawn.update_yaxes(
        **from_zero([float(each.needed) for each in ahead], lambda m: voice.money(m, currency), whole=True)
    )
    drawn.update_layout(**frame(_TALL), barmode="stack", bargap=0.35)
    drawn.update_layout(
        legend={
            "orientation": "h",
            "x": 0,
            "y": 1.04,
            "yanchor": "bottom",
            "traceorder": "normal",
            "font": {"color": TEXT},
        }
    )
    return drawn


def alt(ahead: Sequence[Ahead], *, currency: str, voice: Voice) -> str:
    """The figure in words: what of the first and of the last quarter is paid for."""
    first, last = ahead[0], ahead[-1]
    return voice.say(
        "centres.alt_cliff",
        count=len(ahead),
        first=voice.quarter(first.quarter),
        first_share=_share(first, voice),
        last=voice.quarter(last.quarter),
        last_share=_share(last, voice),
        lacking=voice.money(float(sum(each.lacking for each in ahead)), currency),
    )


def rows(ahead: Sequence[Ahead], *, currency: str, voice: Voice) -> pd.DataFrame:
    """The same numbers as a table."""
    return pd.DataFrame(
        [
            (
                voice.quarter(each.quarter),
                *(
                    voice.money(float(amount), currency)
                    for amount in (each.needed, each.paid, each.lacking, each.ending)
                ),
                voice.number(each.run_out),
            )
            for each in ahead
        ],
        columns=[voice.say(f"centres.cliff_columns.{name}") for name in COLUMNS],
    )


def _share(each: Ahead, voice: Voice) -> str:
    share = float(each.paid / each.needed) if each.needed else 0.0
    return voice.say("figures.percent", share=voice.number(int(share * PERCENT)))
