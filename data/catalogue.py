"""The indicators, the dimensions that break them down and the rules that compare them, checked when Lima starts.

One indicator is one file `indicators/<code>.yaml`, one dimension one file `dimensions/<key>.yaml`. A ministry's own
file replaces the shipped one of its name. `indicators.schema.json` and `dimensions.schema.json` say what such a file
may hold; what a schema cannot say (does the dimension exist, does the ratio name two parts) is checked here.
"""

from __future__ import annotations

import functools
import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from jsonschema import Draft202012Validator

from data.documents import Document, Problem, read_document
from data.errors import BadIndicator, UnknownIndicator
from data.model import (
    Dimension,
    Direction,
    Indicator,
    Item,
    Kind,
    OverQuarters,
    Part,
    Pillar,
    Quarter,
)
from data.phrases import labels_here
from data.rules import Rule, rule_files, rule_of, rule_problems
from data.settings import SHIPPED, Overlay, content_files

CODE = re.compile(r"[A-Z]{2,4}-[0-9]{2,3}")
"""How an indicator's code, and so its file, is named: `PRT-02`."""

DIMENSION_KEY = re.compile(r"(?!total$)[a-z][a-z0-9_]*")
"""How a dimension's key is written. `total` is what observations call the number itself."""

RATIO = "ratio"
"""The name, among an indicator's parts, of the ratio of two of them. Its measure is the indicator's code."""

LETTERS = str.maketrans("0123456789", "ghijklmnop")
"""Each workbook carries the catalogue's version. As digits it could be taken for somebody's number, and be refused."""

EXTRA_KINDS = {"direction": Direction.NEITHER, "over_quarters": OverQuarters.NONE}
"""What is never shown has no better direction and no value for a year."""

_NEVER_SUMMED = (Kind.STOCK, Kind.CUMULATIVE, Kind.YES_NO)


@dataclass(frozen=True, eq=False)
class Catalogue:
    """Every indicator and dimension that Lima knows.

    Attributes:
        indicators: by code, in the order of the form: pillar, then code.
        dimensions: by key.
        version: twelve letters that change whenever a file changes. A return keeps the version that it was
            checked with.
        rules: which numbers the rules of consistency compare, by the name of the check.
    """

    indicators: Mapping[str, Indicator]
    dimensions: Mapping[str, Dimension]
    version: str
    rules: Mapping[str, Rule] = field(default_factory=dict)

    def measure(self, measure: str) -> Part:
        """The part that the store knows as `measure` (`PRT-04`, `PRT-13a`).

        Raises:
            UnknownIndicator: if there is none.
        """
        return self._found(measure)[1]

    def indicator_of(self, measure: str) -> Indicator:
        """The indicator to which a measure belongs.

        Raises:
            UnknownIndicator: if there is none.
        """
        return self._found(measure)[0]

    @functools.cached_property
    def ratios(self) -> Mapping[str, tuple[str, str]]:
        """For each ratio the measures of its numerator and denominator."""
        parts = [part for indicator in self.indicators.values() for part in indicator.parts]
        return {
            part.measure: (part.numerator, part.denominator) for part in parts if part.numerator and part.denominator
        }

    @functools.cached_property
    def units(self) -> Mapping[str, str]:
        """The unit of every measure that is shown, by its code."""
        return {part.measure: part.unit for indicator in self.indicators.values() for part in indicator.parts}

    def measures(self, code: str) -> tuple[Part, ...]:
        """The parts of an indicator; its ratio, where it has one, comes last.

        Raises:
            UnknownIndicator: if no indicator has the code.
        """
        if code not in self.indicators:
            raise UnknownIndicator(code=code)
        return self.indicators[code].parts

    def of_pillar(self, pillar: Pillar, quarter: Quarter) -> tuple[Indicator, ...]:
        """The indicators of a pillar that are asked for in the quarter, in the order of the form."""
        return tuple(each for each in self.indicators.values() if each.pillar is pillar and each.valid_in(quarter))

    def typed_parts(self, pillar: Pillar, quarter: Quarter) -> tuple[Part, ...]:
        """The numbers that an officer types into the sheet of a pillar, in the order of the form."""
        return tuple(part for each in self.of_pillar(pillar, quarter) for part in each.parts if part.typed)

    def input_cells(self, quarter: Quarter, rows: int = 6) -> int:
        """How many cells the pillars' sheets ask for, when every block of repeating rows has so many rows."""
        parts = (part for pillar in Pillar for part in self.typed_parts(pillar, quarter))
        return sum(
            1 + sum(len(list(each.cells())) * (rows if each.rows else 1) for each in part.dimensions) for part in parts
        )

    def _found(self, measure: str) -> tuple[Indicator, Part]:
        if measure not in self._by_measure:
            raise UnknownIndicator(code=measure)
        return self._by_measure[measure]

    @functools.cached_property
    def _by_measure(self) -> Mapping[str, tuple[Indicator, Part]]:
        return {part.measure: (each, part) for each in self.indicators.values() for part in (*each.parts, *each.extras)}


def make_the_total(part: Part) -> tuple[Dimension, ...]:
    """The dimensions whose items must add up to the number itself: one answer each, and all answers listed."""
    return tuple(each for each in part.dimensions if each.complete and not each.multiple)


@functools.lru_cache(maxsize=8)
def load_catalogue(content: Overlay | None = None) -> Catalogue:
    """The catalogue as shipped, in the country's words, with a ministry's own files laid over it.

    Args:
        content: what is laid over it, or None.

    Raises:
        BadIndicator: naming file and key of every problem, a line each.
    """
    catalogue, problems = examine_catalogue(content)
    if catalogue is None:
        raise BadIndicator("\n".join(map(str, problems)))
    return catalogue


def examine_catalogue(content: Overlay | None = None) -> tuple[Catalogue | None, tuple[Problem, ...]]:
    """Read every file of the catalogue: the catalogue and no problem, or no catalogue and all problems.

    Indicators are looked at only when the dimensions are right, so that one wrong dimension is one problem.
    """
    dimension_files = _read("dimensions", content)
    dimensions, problems = _dimensions(dimension_files)
    if problems:
        return None, problems
    indicator_files = _read("indicators", content)
    problems = tuple(
        each for file in indicator_files for each in file.problems or _indicator_problems(file, dimensions)
    )
    if problems:
        return None, problems
    indicators = sorted((_indicator(file, dimensions) for file in indicator_files), key=_place_in_form)
    rules = rule_files(content)
    parts = {part.measure: part for each in indicators for part in (*each.parts, *each.extras)}
    problems = tuple(each for file in rules for each in file.problems or rule_problems(file, parts))
    if problems:
        return None, problems
    version = _version((*dimension_files, *indicator_files, *rules))
    by_code = {each.code: each for each in indicators}
    return Catalogue(by_code, dimensions, version, {file.id: rule_of(file) for file in rules}), ()


def _read(folder: str, content: Overlay | None) -> tuple[Document, ...]:
    schema = json.loads((SHIPPED / f"{folder}.schema.json").read_text("utf-8"))
    validator = Draft202012Validator(schema)
    documents = (read_document(path, validator) for path in content_files(folder, ".yaml", content))
    return tuple(replace(each, says=labels_here(each.says, content)) for each in documents)


def _version(files: tuple[Document, ...]) -> str:
    digest = hashlib.sha256()
    for file in files:
        digest.update(f"{file.file} {len(file.text)}\n".encode() + file.text)
    return digest.hexdigest()[:12].translate(LETTERS)


def _place_in_form(indicator: Indicator) -> tuple[int, str]:
    return list(Pillar).index(indicator.pillar), indicator.code


def _dimensions(files: tuple[Document, ...]) -> tuple[dict[str, Dimension], tuple[Problem, ...]]:
    if problems := tuple(problem for file in files for problem in file.problems):
        return {}, problems
    lists = {file.id: _items(file.says["items"]) for file in files if "items" in file.says}
    if problems := tuple(problem for file in files for problem in _dimension_problems(file, lists)):
        return {}, problems
    return {file.id: _dimension(file, lists) for file in files}, ()


def _dimension_problems(file: Document, lists: Mapping[str, tuple[Item, ...]]) -> Iterator[Problem]:
    if not DIMENSION_KEY.fullmatch(file.id):
        yield Problem(file.file, "", "a dimension's file is named like sex_age.yaml, and not total.yaml")
    for crossed in file.says.get("crosses", ()):
        if crossed not in lists:
            yield Problem(file.file, "crosses", f"{crossed!r} is no dimension that lists items")
    for group in ("items", "rows"):
        items = file.says.get(group, {})
        for language in sorted({language for labels in items.values() for language in labels}):
            labels = Counter(labels[language] for labels in items.values() if language in labels)
            for label in (label for label, times in labels.items() if times > 1):
                yield Problem(file.file, group, f"{language}: {label!r} stands for two items")


def _dimension(file: Document, lists: Mapping[str, tuple[Item, ...]]) -> Dimension:
    return Dimension(
        key=file.id,
        labels=file.says["labels"],
        axes=tuple(lists[each] for each in file.says.get("crosses", (file.id,))),
        rows=_items(file.says.get("rows", {})),
        multiple=file.says.get("multiple", False),
        complete=file.says.get("complete", True),
    )


def _items(items: Mapping[str, Any]) -> tuple[Item, ...]:
    return tuple(Item(key, labels) for key, labels in items.items())


def _parts_by_path(says: Mapping[str, Any]) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """Each part's letter (empty for the only one), the path to its keys, and what it says; the ratio last."""
    if "parts" not in says:
        yield "", "", says
        return
    for letter, part in sorted(says["parts"].items(), key=lambda each: (each[0] == RATIO, each[0])):
        yield letter, f"parts.{letter}.", part


def _indicator_problems(file: Document, dimensions: Mapping[str, Dimension]) -> Iterator[Problem]:
    if not CODE.fullmatch(file.id):
        yield Problem(file.file, "", "an indicator's file is named after its code, like PRT-02.yaml")
    first, last = (file.says.get(key) for key in ("valid_from", "valid_to"))
    if first and last and first > last:
        yield Problem(file.file, "valid_to", f"{last} is before {first}")
    for letter in set(file.says.get("parts", ())) & set(file.says.get("extras", ())):
        yield Problem(file.file, f"extras.{letter}", "a part has this letter")
    for letter, path, part in _parts_by_path(file.says):
        found = _ratio_problems(file.says["parts"], part) if letter == RATIO else _part_problems(part, dimensions)
        yield from (Problem(file.file, path + key, message) for key, message in found)


def _part_problems(part: Mapping[str, Any], dimensions: Mapping[str, Dimension]) -> Iterator[tuple[str, str]]:
    for key in part.get("dimensions", ()):
        if key not in dimensions:
            yield "dimensions", f"{key!r} is no dimension; there is no file dimensions/{key}.yaml"
    if part["kind"] in _NEVER_SUMMED and part["over_quarters"] == OverQuarters.SUM:
        yield "over_quarters", f"what is {part['kind']} is never summed over quarters"
    if (part["kind"] == Kind.YES_NO) != (part["unit"] == "yes-no"):
        yield "unit", "the unit yes-no goes with the kind yes-no, and with no other"
    if part.get("source") and part.get("dimensions"):
        yield "dimensions", "a number that is summed from another sheet is not broken down here"


def _ratio_problems(parts: Mapping[str, Any], ratio: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for key in ("numerator", "denominator"):
        if ratio[key] == RATIO or ratio[key] not in parts:
            yield key, f"{ratio[key]!r} is not one of the parts {', '.join(each for each in parts if each != RATIO)}"
    if ratio["numerator"] == ratio["denominator"]:
        yield "denominator", "is the numerator"


def _indicator(file: Document, dimensions: Mapping[str, Dimension]) -> Indicator:
    says = file.says
    return Indicator(
        code=file.id,
        pillar=Pillar(says["pillar"]),
        names=says["names"],
        definition=says["definition"],
        basis=tuple(says["basis"]),
        parts=tuple(_part(file, letter, part, dimensions) for letter, _, part in _parts_by_path(says)),
        per_100k=says.get("per_100k", False),
        note=says.get("note", {}),
        rules=tuple(says.get("rules", ())),
        extras=tuple(
            _part(file, letter, {**extra, **EXTRA_KINDS}, dimensions)
            for letter, extra in sorted(says.get("extras", {}).items())
        ),
        valid_from=Quarter.parse(says["valid_from"]) if "valid_from" in says else None,
        valid_to=Quarter.parse(says["valid_to"]) if "valid_to" in says else None,
    )


def _part(file: Document, letter: str, part: Mapping[str, Any], dimensions: Mapping[str, Dimension]) -> Part:
    return Part(
        measure=file.id if letter == RATIO else file.id + letter,
        names=part["names"],
        unit=part["unit"],
        kind=Kind(part["kind"]),
        direction=Direction(part["direction"]),
        over_quarters=OverQuarters(part["over_quarters"]),
        dimensions=tuple(dimensions[key] for key in part.get("dimensions", ())),
        source=part.get("source", "typed"),
        numerator=file.id + part["numerator"] if letter == RATIO else None,
        denominator=file.id + part["denominator"] if letter == RATIO else None,
    )
