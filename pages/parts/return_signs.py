"""The signs of the states of returns, wherever these stand in a list or a table."""

from __future__ import annotations

from metrics.deadlines import ReturnState

SIGNS = {
    ReturnState.NOT_EXPECTED: "–",  # noqa: RUF001 - a real dash
    ReturnState.NOT_YET_DUE: "○",
    ReturnState.DUE: "◔",
    ReturnState.OVERDUE: "●",
    ReturnState.SUBMITTED: "✓",
    ReturnState.NIL: "✓",
    ReturnState.WITHDRAWN: "↩",
    ReturnState.SENT_BACK: "↩",
    ReturnState.EXEMPT: "–",  # noqa: RUF001 - a real dash
    ReturnState.FORWARDED: "✓",
    ReturnState.ACCEPTED: "✓✓",
    ReturnState.REOPENED: "◔",
}
"""A sign before each state, so that they are told apart without colour and at a glance."""
