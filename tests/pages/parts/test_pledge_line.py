"""The contingent line is dotted, goes on to the balance's last day, has no marks, and the axis reaches up to it."""

from __future__ import annotations

import datetime as dt

import plotly.graph_objects as go

from pages.parts import pledge_line
from pages.parts.shown import Voice

DAYS = [dt.date(2026, 10, 1) + dt.timedelta(days=31 * step) for step in range(4)]


def test_it_stands_beside_the_balance_and_says_no_number() -> None:
    drawn = go.Figure()
    known = [(DAYS[0], 90.0), (DAYS[2], 0.0)]
    promised = [(DAYS[0], 90.0), (DAYS[1], 400.0), (DAYS[3], 300.0)]
    pledge_line.add(drawn, promised, known=known, currency="USD", voice=Voice("en", "USD"))
    (line,) = drawn.data
    assert (list(line.x), list(line.y)) == (DAYS[:3], [90.0, 400.0, 350.0])
    assert (line.line.dash, line.mode, line.hoverinfo) == ("dot", "lines", "skip")
    assert drawn.layout.yaxis.range[1] >= 400


def test_without_a_promise_there_is_none() -> None:
    drawn = go.Figure()
    pledge_line.add(drawn, (), known=[(DAYS[0], 90.0)], currency="USD", voice=Voice("en", "USD"))
    assert not drawn.data
