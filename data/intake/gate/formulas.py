"""Formulas that reach out of the workbook: into another file, or into another program."""

from __future__ import annotations

import re

QUOTED = re.compile(r""""[^"]*"|'[^']*'(?=['!#])""")
"""A text, or the name of a sheet in quotes. A doubled quote within one of them only parts it in two."""
OUTSIDE = re.compile(r"[\[\]\\/]")
"""In the quoted name of a sheet: no sheet can be called so, but a path and `[book.xlsx]Sheet` are written with it."""
OTHER_BOOK = re.compile(r"(?<![\w\]])\[[^\[\]]*\][^\[\](),;+\-*/^&=<>\"' ]*!")
"""`[1]Sheet!A1`, `[book.xlsx]Sheet!A1`, `[1]!name`; but not `Table[Column]`."""
PROGRAM = re.compile(r"(?<![\w.])(?:DDE|DDEAUTO|RTD|CALL|REGISTER|REGISTER\.ID|EXEC)\s*\(", re.IGNORECASE)
SUSPICIOUS = re.compile(r"[\[|\\]|/[^']*'")


def reaches_out(formula: str) -> str | None:
    """Whether a formula takes something from outside, and how: `file`, `program` or None.

    A function that asks the internet (WEBSERVICE) is none of them: it is never calculated here, and what it once gave
    is judged like any other formula's result.
    """
    if not SUSPICIOUS.search(formula) and not PROGRAM.search(formula):
        return None
    # A pipe stands between a program and its topic; elsewhere it can only be part of a text or of a sheet's name.
    bare = QUOTED.sub("", formula)
    if "|" in bare or PROGRAM.search(bare):
        return "program"
    in_a_path = any(name.startswith("'") and OUTSIDE.search(name) for name in QUOTED.findall(formula))
    return "file" if in_a_path or OTHER_BOOK.search(bare) else None
