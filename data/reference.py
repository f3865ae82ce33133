"""Totals of the whole country that others have published: the police, a ministry's register, a report.

`countries/<iso3>/reference.yaml` may be absent; `reference.schema.json` says what it may hold. Each total has its
source, its days and, as far as known, when it was said. They stand beside Lima's own total and are never added to it.
"""

from __future__ import annotations

import datetime as dt
import functools
import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from jsonschema import Draft202012Validator

from data.documents import Problem, read_document
from data.model import Texts
from data.settings import SHIPPED, Overlay, content_file


@dataclass(frozen=True)
class Total:
    """One published total.

    Attributes:
        series: what belongs together, as the years of one register.
        counts: whom or what it counts.
        first, last: the days it speaks of; a whole year where its source names no days.
        vintage: when it was said, as `2022-11`; empty where that is not known.
        derived: whether it does not stand in the source itself, but was reckoned from figures there.
        beside: the measure of the catalogue whose own total stands beside it.
    """

    series: str
    publisher: str
    counts: Texts
    value: int
    first: dt.date
    last: dt.date
    vintage: str
    source: str
    link: str
    derived: bool
    note: Texts
    beside: str


@dataclass(frozen=True)
class Reference:
    """The published totals of a country, and the measure beside which they stand where they name no other."""

    beside: str
    totals: tuple[Total, ...]

    def of(self, measure: str) -> tuple[Total, ...]:
        """Every total that stands beside a measure, series by series in the order of the file, the newest first."""
        chosen = [each for each in self.totals if each.beside == measure]
        series = list(dict.fromkeys(each.series for each in chosen))
        newest_first = sorted(chosen, key=lambda each: (each.last, each.vintage), reverse=True)
        return tuple(sorted(newest_first, key=lambda each: series.index(each.series)))

    @property
    def newest(self) -> tuple[Total, ...]:
        """Beside the country's measure, of each series the total that reaches furthest, and of those the last said."""
        found: dict[str, Total] = {}
        for each in self.of(self.beside):
            known = found.get(each.series)
            if known is None or (each.last, each.vintage) > (known.last, known.vintage):
                found[each.series] = each
        return tuple(found.values())


@functools.lru_cache(maxsize=8)
def load_reference(iso3: str, content: Overlay | None = None) -> Reference | None:
    """The published totals of a country whose files were examined when Lima started; None where there is no file."""
    return examine_reference(iso3, content)[0]


def examine_reference(iso3: str, content: Overlay | None = None) -> tuple[Reference | None, tuple[Problem, ...]]:
    """Read a country's file: what it says and no problem, or nothing and all problems."""
    path = content_file(f"countries/{iso3.lower()}/reference.yaml", content)
    if not path.is_file():
        return None, ()
    document = read_document(path, _validator())
    file = f"countries/{document.file}"
    problems = document.problems or tuple(_wrong_days(document.says["totals"], file))
    if problems:
        return None, tuple(replace(problem, file=file) for problem in problems)
    beside = document.says["beside"]
    return Reference(beside, tuple(_total(each, beside) for each in document.says["totals"])), ()


def unknown_measure(iso3: str, content: Overlay | None, measures: Collection[str]) -> Iterator[Problem]:
    """What is wrong with the measures beside them, which the catalogue alone knows."""
    found = load_reference(iso3, content)
    named = [found.beside, *(each.beside for each in found.totals)] if found else []
    file = f"countries/{iso3.lower()}/reference.yaml"
    for measure in dict.fromkeys(named):
        if measure not in measures:
            yield Problem(file, "beside", f"no measure has the code {measure}")


def _wrong_days(totals: list[Mapping[str, Any]], file: str) -> Iterator[Problem]:
    for number, each in enumerate(totals):
        try:
            first, last = _days(each)
        except ValueError:
            yield Problem(file, f"totals[{number}]", "there is no such day")
        else:
            if first > last:
                yield Problem(file, f"totals[{number}]", "the last day is before the first")


def _total(says: Mapping[str, Any], beside: str) -> Total:
    first, last = _days(says)
    return Total(
        series=says["series"],
        publisher=says["publisher"],
        counts=says["counts"],
        value=says["value"],
        first=first,
        last=last,
        vintage=says.get("vintage", ""),
        source=says["source"],
        link=says["link"],
        derived=says["certainty"] == "derived",
        note=says.get("note", {}),
        beside=says.get("beside", beside),
    )


def _days(says: Mapping[str, Any]) -> tuple[dt.date, dt.date]:
    if "year" in says:
        return dt.date(says["year"], 1, 1), dt.date(says["year"], 12, 31)
    return dt.date.fromisoformat(says["first"]), dt.date.fromisoformat(says["last"])


@functools.cache
def _validator() -> Draft202012Validator:
    return Draft202012Validator(json.loads((SHIPPED / "reference.schema.json").read_text("utf-8")))
