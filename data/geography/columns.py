"""Which columns of a boundary file hold codes and names: the column sets of official publishers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

KNOWN = "ADM2_PCODE, adm2_pcode, admin2Pcode, KDPKAB, code_state_district, shapeName"
"""Columns of which one must be there, for people who wonder why their file was refused."""


@dataclass(frozen=True)
class Columns:
    """Where a file says what a feature is and what it lies in; None where it does not say."""

    code: str | None
    name: str | None
    parent_code: str | None = None
    parent_name: str | None = None


def recognise(columns: Iterable[str], filled: Callable[[str], bool]) -> Columns | None:
    """The columns to read, or None if this is no column set that is known.

    Args:
        columns: the file's columns, in any case.
        filled: whether a column says something in most rows; empty columns are passed over.
    """
    there = {column.casefold(): column for column in columns}
    usable = {lower: column for lower, column in there.items() if filled(column)}
    for found in _sets(usable):
        if found.code or found.name:
            return found
    return None


def _sets(columns: dict[str, str]) -> Iterator[Columns]:
    """Every known set, as far as it is there: first the humanitarian ones (COD-AB), finest level first."""
    for level in (4, 3, 2, 1):
        code, name = _cod(columns, level)
        if code or name:
            yield Columns(code, name, *_cod(columns, level - 1))
    get = columns.get
    if get("wadmkk"):  # Badan Informasi Geospasial
        yield Columns(get("kdpkab") or get("kdppum"), get("wadmkk"), get("kdpbps"), get("wadmpr"))
    if get("code_state_district") or get("code_state"):  # Department of Statistics Malaysia
        district = Columns(get("code_state_district"), get("district"), get("code_state"), get("state"))
        yield district if get("code_state_district") else Columns(get("code_state"), get("state"))
    yield Columns(get("shapeiso"), get("shapename"))  # geoBoundaries


def _cod(columns: dict[str, str], level: int) -> tuple[str | None, str | None]:
    """Code and name of a level, in the spellings `ADM2_PCODE`, `adm2_pcode` and `admin2Pcode`."""
    codes = [column for column in columns if re.fullmatch(rf"adm(in)?{level}_?pcode", column)]
    names = [column for column in columns if re.fullmatch(rf"adm(in)?{level}(_?name)?(_[a-z]{{2,3}})?", column)]
    english_first = sorted(names, key=lambda name: (not name.endswith(("name", "_en")), name))
    return columns.get(codes[0]) if codes else None, columns.get(english_first[0]) if names else None
