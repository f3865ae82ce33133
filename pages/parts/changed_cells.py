"""What differs between two returns, as a table in which the numbers stay in sight on a phone too."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import pandas as pd

from data.intake.difference import Change
from pages.parts import changes, sent_table
from pages.parts.opened import house
from pages.parts.words import escaped, voice

ROWS, TALL = 20, 640
"""From more rows on, a table is so many pixels tall and scrolls under its head."""


def show(differing: Sequence[Change], *, alt: str, words: str = "changes.columns") -> None:
    """A row for each cell that differs: what it is for, where it stands and what became of it; then, and now.

    Args:
        differing: what differs.
        alt: what it is, for those who cannot see it.
        words: under which key the headings stand.
    """
    told = pd.DataFrame(changes.table(differing, house().catalogue, voice(), words=words)).map(escaped)
    what, before, now, sheet, cell, kind = told.columns
    where = told[sheet] + " " + told[cell] + " · " + told[kind]
    rows = sent_table.beneath(told[[what, before, now]].assign(**{cell: where}), what, cell)
    sent_table.show(rows, alt=alt, height=height(len(rows)))


def height(rows: int) -> int | Literal["content"]:
    """How tall a table of so many rows stands."""
    return TALL if rows > ROWS else "content"
