"""The contingent line of a balance: what it would be if promises came on their days. It has no number of its own."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import plotly.graph_objects as go

from pages.parts.figures import from_zero
from pages.parts.shown import Voice

PALE = "#5b6470"


def add(
    drawn: go.Figure,
    corners: Sequence[tuple[dt.date, float]],
    *,
    known: Sequence[tuple[dt.date, float]],
    currency: str,
    voice: Voice,
) -> None:
    """Add the line, dotted and without marks, as far as the balance itself is drawn; the axis reaches up to it.

    Args:
        drawn: the figure of the balance.
        corners: of the contingent line; nothing is added where there are none.
        known: those of the balance.
        currency: of the amounts.
        voice: in whose words.
    """
    if not corners or not known:
        return
    seen = _until(known[-1][0], corners)
    drawn.add_scatter(
        x=[day for day, _ in seen],
        y=[amount for _, amount in seen],
        mode="lines",
        line={"dash": "dot", "width": 1.5, "color": PALE},
        hoverinfo="skip",
        cliponaxis=False,
    )
    every = [amount for _, amount in (*seen, *known)]
    drawn.update_yaxes(**from_zero(every, lambda mark: voice.money(mark, currency), whole=True))


def _until(last: dt.date, corners: Sequence[tuple[dt.date, float]]) -> list[tuple[dt.date, float]]:
    """The line to a day: the corners up to it, and where it stands on that day between two corners."""
    seen = [(day, amount) for day, amount in corners if day <= last]
    after = corners[len(seen) :]
    if seen and after and seen[-1][0] < last:
        (day, amount), (next_day, next_amount) = seen[-1], after[0]
        share = (last - day) / (next_day - day)
        seen.append((last, amount + share * (next_amount - amount)))
    return seen
