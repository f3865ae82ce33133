"""The register of a country's places: the tables `places.csv` and `lineage.csv`, read and checked line by line."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path
from typing import TypeVar

from data.documents import Problem
from data.model import Level, Lineage, Place

Row = Mapping[str, str]
Read = TypeVar("Read")

COLUMNS = ("code", "name", "level", "parent", "names_before", "valid_from", "valid_to", "villages")
"""Columns of places.csv besides the alternate codes (`alt_<system>`) and populations (`population_<year>`).

`names_before` are names under which the place was known, with semicolons between them.
"""

LINEAGE_COLUMNS = ("before", "after", "share", "date", "act")

_ORDER = {Level.COUNTRY: 0, Level.PROVINCE: 1, Level.DISTRICT: 2}


def read_places(path: Path, name: str, *, systems: Collection[str]) -> tuple[dict[str, Place], tuple[Problem, ...]]:
    """Read places.csv.

    Args:
        path: the file.
        name: what problems call it.
        systems: the systems of codes that the country knows.

    Returns:
        The places by code, in code order, and no problem; or what could be read, and all problems.
    """
    rows, problems = _rows(path, name)
    if problems:
        return {}, problems
    header = rows[0][1] if rows else {}
    wrong = [Problem(name, column, "no column of this table") for column in header if not _known(column, systems)]
    wrong += [Problem(name, column, "is missing") for column in COLUMNS[:4] if column not in header]
    if wrong:
        return {}, tuple(wrong)
    places: dict[str, Place] = {}
    for line, row in rows:
        found, problem = _parsed(_place, row)
        if found and found.code in places:
            problem = f"{found.code} stands twice"
        if found and not problem:
            places[found.code] = found
        if problem:
            wrong.append(Problem(name, f"line {line}", problem))
    wrong += [Problem(name, "", told) for told in (*_wrong_tree(places), *_same_code(places))]
    return dict(sorted(places.items())), tuple(wrong)


def read_lineage(
    path: Path, name: str, *, places: Mapping[str, Place]
) -> tuple[tuple[Lineage, ...], tuple[Problem, ...]]:
    """Read lineage.csv, which may be absent.

    Args:
        path: the file.
        name: what problems call it.
        places: the places that exist or existed. What a place came from may be a code that nothing else knows.
    """
    if not path.is_file():
        return (), ()
    rows, wrong = _rows(path, name)
    if rows and tuple(rows[0][1]) != LINEAGE_COLUMNS:
        wrong = (*wrong, Problem(name, "", f"has not the columns {', '.join(LINEAGE_COLUMNS)}"))
    if wrong:
        return (), wrong
    lines: list[Lineage] = []
    problems: list[Problem] = []
    for line, row in rows:
        found, problem = _parsed(_lineage, row)
        if found and found.after not in places:
            problem = f"no place has the code {found.after}"
        if found and not problem:
            lines.append(found)
        if problem:
            problems.append(Problem(name, f"line {line}", problem))
    shares: dict[tuple[str, dt.date], float] = defaultdict(float)
    for each in lines:
        shares[each.before, each.date] += each.share
    for (before, date), share in shares.items():
        if abs(share - 1) > 0.005:
            problems.append(Problem(name, before, f"the shares of {date} make {share:.3f}, not 1"))
    return tuple(lines), tuple(problems)


def _rows(path: Path, name: str) -> tuple[list[tuple[int, Row]], tuple[Problem, ...]]:
    try:
        reader = csv.DictReader(io.StringIO(path.read_text("utf-8-sig"), newline=""), restval="")
        rows: list[tuple[int, Row]] = [(reader.line_num, row) for row in reader]
    except FileNotFoundError:
        return [], (Problem(name, "", "is missing"),)
    except (UnicodeDecodeError, csv.Error) as error:
        return [], (Problem(name, "", str(error)),)
    too_long = [Problem(name, f"line {line}", "has too many cells") for line, row in rows if None in row]
    return rows, tuple(too_long)


def _parsed(parse: Callable[[Row], Read], row: Row) -> tuple[Read | None, str]:
    try:
        return parse(row), ""
    except ValueError as error:
        return None, str(error)


def _known(column: str, systems: Collection[str]) -> bool:
    return (
        column in COLUMNS
        or (column.startswith("alt_") and column.removeprefix("alt_") in systems)
        or re.fullmatch(r"population_\d{4}", column) is not None
    )


def _place(row: Row) -> Place:
    first, last = _date(row.get("valid_from")), _date(row.get("valid_to"))
    if not row["code"].strip() or not row["name"].strip():
        raise ValueError("code or name is empty")
    if row["level"] not in list(Level):
        raise ValueError(f"level: {row['level']!r} is not one of {', '.join(Level)}")
    if first and last and last < first:
        raise ValueError(f"valid_to: {last} is before {first}")
    return Place(
        code=row["code"].strip(),
        name=row["name"].strip(),
        level=Level(row["level"]),
        parent=row["parent"].strip() or None,
        alternate_codes={key.removeprefix("alt_"): row[key] for key in row if key.startswith("alt_") and row[key]},
        names_before=tuple(name.strip() for name in row.get("names_before", "").split(";") if name.strip()),
        valid_from=first,
        valid_to=last,
        population={int(key[-4:]): _count(row[key], key) for key in row if key.startswith("population_") and row[key]},
        villages=_count(row["villages"], "villages") if row.get("villages") else None,
    )


def _lineage(row: Row) -> Lineage:
    date = _date(row["date"])
    if date is None:
        raise ValueError("date is empty")
    share = float(row["share"])
    if not 0 < share <= 1:
        raise ValueError(f"share: {row['share']} is not above 0 and at most 1")
    return Lineage(before=row["before"], after=row["after"], share=share, date=date, act=row["act"])


def _date(written: str | None) -> dt.date | None:
    return dt.date.fromisoformat(written) if written else None


def _count(written: str, column: str) -> int:
    if not written.isdecimal():
        raise ValueError(f"{column}: {written!r} is no count")
    return int(written)


def _wrong_tree(places: Mapping[str, Place]) -> Iterator[str]:
    roots = [each.code for each in places.values() if each.level is Level.COUNTRY]
    if len(roots) != 1:
        yield f"exactly one place must be the country; found {len(roots)}"
    for each in places.values():
        above = places.get(each.parent) if each.parent else None
        if each.level is Level.COUNTRY:
            if each.parent:
                yield f"{each.code}: the country lies in no other place"
        elif above is None:
            yield f"{each.code}: no place has the code {each.parent!r} of its parent"
        elif _ORDER[above.level] >= _ORDER[each.level]:
            yield f"{each.code}: its parent {above.code} is not of a higher level"


def _same_code(places: Mapping[str, Place]) -> Iterator[str]:
    seen: dict[tuple[str, str], str] = {}
    for each in places.values():
        for system, code in each.alternate_codes.items():
            other = seen.setdefault((system, code), each.code)
            if other != each.code:
                yield f"alt_{system}: {code} stands for {other} and {each.code}"
