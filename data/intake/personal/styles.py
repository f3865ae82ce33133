"""Number formats: whether a number in a cell is shown as a date or as money."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from collections.abc import Mapping

from data.intake.personal.carried import Style
from data.intake.personal.parts import local

DATES = frozenset([*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)])
MONEY = frozenset([*range(3, 9), *range(37, 45)])
"""Formats that have a number and no code of their own; grouped thousands count as money."""

QUOTED = re.compile(r'"[^"]*"|\\.|[_*].')
CURRENCY = re.compile(r"\[\$[^\]-]+")
BRACKETS = re.compile(r"\[[^\]]*\]")


def styles_of(tree: ET.Element | None) -> Mapping[str, Style]:
    """The style of a number by the cell's own number of its format, where it is not plain."""
    if tree is None:
        return {}
    own = (each for each in tree.iter() if local(each.tag) == "numFmt")
    codes = {each.get("numFmtId", ""): each.get("formatCode", "") for each in own}
    formats = next((each for each in tree if local(each.tag) == "cellXfs"), ())
    shown = {str(number): _style(each.get("numFmtId", "0"), codes) for number, each in enumerate(formats)}
    return {number: style for number, style in shown.items() if style is not Style.PLAIN}


def _style(number: str, codes: Mapping[str, str]) -> Style:
    if number not in codes:
        known = int(number) if number.isdecimal() else 0
        return Style.DATE if known in DATES else Style.MONEY if known in MONEY else Style.PLAIN
    code = codes[number]
    bare = BRACKETS.sub("", QUOTED.sub("", code)).lower()
    if "d" in bare or "y" in bare:
        return Style.DATE
    # A currency stands in quotes or in brackets; a format without one has no other quoted words beside its digits.
    grouped = "#,##" in bare or CURRENCY.search(code) or ('"' in code and "0" in bare)
    return Style.MONEY if grouped else Style.PLAIN
