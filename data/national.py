"""Figures that a national body publishes for a quarter, against which a rule holds the sum over the districts.

`countries/<iso3>/national.yaml` may be absent: then nothing is held against the sums. `national.schema.json` says what
it may hold.
"""

from __future__ import annotations

import functools
import json
from collections import Counter
from dataclasses import dataclass, replace

from jsonschema import Draft202012Validator

from data.documents import Problem, read_document
from data.model import Quarter
from data.settings import SHIPPED, Overlay, content_file


@dataclass(frozen=True)
class NationalFigure:
    """One figure of one quarter, and who published it."""

    figure: str
    quarter: Quarter
    value: float
    source: str


@functools.lru_cache(maxsize=8)
def national_figures(iso3: str, content: Overlay | None = None) -> tuple[NationalFigure, ...]:
    """The figures of a country whose files were examined when Lima started; none where it has no such file."""
    return examine_national(iso3, content)[0]


def examine_national(
    iso3: str, content: Overlay | None = None
) -> tuple[tuple[NationalFigure, ...], tuple[Problem, ...]]:
    """Read a country's figures: figures and no problem, or no figure and all problems."""
    path = content_file(f"countries/{iso3.lower()}/national.yaml", content)
    if not path.is_file():
        return (), ()
    document = read_document(path, _validator())
    file = f"countries/{document.file}"
    if document.problems:
        return (), tuple(replace(problem, file=file) for problem in document.problems)
    figures = tuple(
        NationalFigure(each["figure"], Quarter.parse(each["quarter"]), float(each["value"]), each["source"])
        for each in document.says["figures"]
    )
    times = Counter((each.figure, each.quarter) for each in figures)
    twice = [Problem(file, figure, f"stands twice for {quarter}") for (figure, quarter), n in times.items() if n > 1]
    return (() if twice else figures), tuple(twice)


@functools.cache
def _validator() -> Draft202012Validator:
    return Draft202012Validator(json.loads((SHIPPED / "national.schema.json").read_text("utf-8")))
