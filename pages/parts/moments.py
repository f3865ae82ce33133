"""The moment of now, as everything that is written down has it."""

from __future__ import annotations

import datetime as dt


def now() -> dt.datetime:
    """With its zone, which is UTC."""
    return dt.datetime.now(dt.UTC)
