"""Formulas that reach out of the workbook: into another file, or into another program."""

from __future__ import annotations

import re

TEXT = re.compile(r'"(?:[^"]|"")*"')
QUOTED_SHEET = re.compile(r"'((?:[^']|'')+)'(?=[!#])")
OUTSIDE = re.compile(r"[\[\\/]")
"""In the quoted name of a sheet: no sheet can be called so, but a path and `[book.xlsx]Sheet` are written with it."""
OTHER_BOOK = re.compile(r"(?<![\w\]])\[[^\[\]]*\][^\[\](),;+\-*/^&=<>\"' ]*!")
"""`[1]Sheet!A1`, `[book.xlsx]Sheet!A1`, `[1]!name`; but not `Table[Column]`."""
SUSPICIOUS = re.compile(r"[\[|\\]|/[^']*'")
PROGRAM = re.compile(r"(?<![\w.])(?:DDE|DDEAUTO|RTD|CALL|REGISTER|REGISTER\.ID|EXEC)\s*\(", re.IGNORECASE)


def reaches_out(formula: str) -> str | None:
    """Whether a formula takes something from outside, and how: `file`, `program` or None.

    A function that asks the internet (WEBSERVICE) is none of them: it is never calculated here, and what it once gave
    is judged like any other formula's result.
    """
    if not SUSPICIOUS.search(formula) and not PROGRAM.search(formula):
        return None
    plain = TEXT.sub('""', formula)
    # A pipe stands between a program and its topic; elsewhere it can only be part of a sheet's name.
    if "|" in QUOTED_SHEET.sub("", plain) or PROGRAM.search(plain):
        return "program"
    in_a_path = any(OUTSIDE.search(name[1]) for name in QUOTED_SHEET.finditer(plain))
    return "file" if in_a_path or OTHER_BOOK.search(plain) else None
