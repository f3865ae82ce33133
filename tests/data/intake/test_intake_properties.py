"""Laws of the whole way: what is typed consistently is found clean and read as it was typed; order never matters."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.catalogue import Catalogue
from data.intake import checks_run, new_return
from data.intake.entries import Context, Entries
from data.intake.template import template
from data.intake.workbook import read_workbook
from data.model import Dimension, Kind, Part
from data.rules import OF_PLACE, Term
from data.store.house import House
from data.store.new_return import Observation
from tests.data.intake import forms

FEW = ("POL-01", "POL-07", "PRT-02", "PRT-13", "PRO-07")
"""Indicators of every kind: yes or no, money, a count with all its breakdowns, two parts."""

ADDRESSES = (
    *("PRT-02", "POL-01", "nil|protection", "PRT-02|sex_age|F.adult"),
    *("PRT-02|nationality#1.row", "PRT-02|nationality#1.F.adult"),
    *("facilities#1.name", "facilities#1.code", "facilities#1.beds", "facilities#1.state"),
    *("funding#1.amount", "funding#1.due_on", "funding#1.currency", "funding#1.facility"),
)

Draw = Callable[[st.SearchStrategy[Any]], Any]
Typed = dict[str, object]
Whole = Callable[[], House]


@pytest.fixture(scope="module")
def whole(house: House) -> Whole:
    """The house behind a function, because hypothesis writes out what a test was called with when it fails."""
    return lambda: house


@pytest.fixture(scope="module")
def small(house: House) -> Callable[[], tuple[House, bytes]]:
    """The same country with a few indicators: its workbook opens in a tenth of the time."""
    kept: Catalogue = replace(house.catalogue, indicators={code: house.catalogue.indicators[code] for code in FEW})
    made = replace(house, catalogue=kept, country=replace(house.country, core=FEW))
    drawn = template(forms.form(made))
    return lambda: (made, drawn)


def split(draw: Draw, total: int, pieces: int) -> list[int]:
    """A total taken apart into so many pieces."""
    cuts = sorted(draw(st.lists(st.integers(0, total), min_size=pieces - 1, max_size=pieces - 1)))
    return [end - start for start, end in zip([0, *cuts], [*cuts, total], strict=True)]


def type_parts(draw: Draw, part: Part, dimension: Dimension, total: int, *, others: Typed) -> Typed:
    """Parts that agree with their total, and the columns of a table with what else says the same (`others`)."""
    tag = f"{part.measure}|{dimension.key}"
    items = [".".join(item.key for item in each) for each in dimension.cells()]
    if dimension.rows:
        named = st.lists(st.sampled_from(dimension.rows), min_size=1, max_size=6, unique_by=lambda item: item.key)
        labels = draw(named)
        rows = draw(st.permutations(range(1, 7)))[: len(labels)]
        same = next((d for d in part.dimensions if not d.rows and d.axes == dimension.axes), None)
        columns = [others.get(f"{part.measure}|{same.key}|{item}") for item in items] if same else []
        if columns and all(isinstance(each, int) for each in columns):
            by_column = [split(draw, int(str(each)), len(labels)) for each in columns]
            counts = [column[place] for place in range(len(labels)) for column in by_column]
        else:
            counts = split(draw, total, len(labels) * len(items))
        typed: Typed = {f"{tag}#{row}.row": label.labels["en"] for row, label in zip(rows, labels, strict=True)}
        cells = [f"{tag}#{row}.{item}" for row in rows for item in items]
        return typed | dict(zip(cells, counts, strict=True))
    counts = [draw(st.integers(0, total)) for _ in items] if dimension.multiple else split(draw, total, len(items))
    return {f"{tag}|{item}": count for item, count in zip(items, counts, strict=True)}


@st.composite
def returns(draw: Draw, house: House) -> Typed:
    """A return whose numbers agree."""
    typed: Typed = {}
    parts = [slot.part for slot in forms.form(house).layout.slots if slot.dimension == "total"]
    for part in parts:
        if part.kind is Kind.YES_NO:
            typed[part.measure] = draw(st.sampled_from(["Yes", "no", "TB", 1]))
        elif draw(st.integers(0, 9)) == 0:
            typed[part.measure] = "n/a"
        else:
            typed[part.measure] = draw(st.integers(0, 10**12 if part.unit == "money" else 99))
    obey(house, typed)
    for part in parts:
        total = typed[part.measure]
        for dimension in part.dimensions if isinstance(total, int) else ():
            if draw(st.booleans()):
                typed |= type_parts(draw, part, dimension, total, others=typed)
    return typed


def obey(house: House, typed: Typed) -> None:
    """Write 0 for numbers that a rule of the catalogue would refuse, until none is left."""

    def total(terms: Iterable[Term]) -> int:
        return sum(value for term in terms if isinstance(value := typed.get(term.measure), int))

    rules = house.catalogue.rules.values()
    pairs = [(each.these, each.at_most) for rule in rules for each in rule.comparisons]
    pairs += [((one,), (other,)) for rule in rules for one, other in rule.needs]
    compared = [pair for pair in pairs if not any(term.measure in OF_PLACE for term in pair[1])]
    while broken := [these for these, limits in compared if total(these) > total(limits)]:
        typed |= {term.measure: 0 for these in broken for term in these if isinstance(typed.get(term.measure), int)}


def entries(house: House, read: Any) -> tuple[Entries, Context]:
    context = Context(catalogue=house.catalogue, country=house.country, world="demo", layout=forms.form(house).layout)
    return Entries(read, context), context


def observed(house: House, found: Entries) -> list[Observation]:
    made = new_return.observations(found, catalogue=house.catalogue, country=house.country, quarter=forms.QUARTER)
    return list(made)


def said(house: House, typed: Mapping[str, object]) -> Iterator[tuple[str, str, str, object]]:
    """What a return says, worked out from what was typed alone."""
    labels = {item.labels["en"]: item.key for d in house.catalogue.dimensions.values() for item in d.rows}
    yes_no = {"Yes": 1, "no": 0, "TB": None, 1: 1}
    for address, value in typed.items():
        block, is_row, rest = address.partition("#")
        measure, *deeper = block.split("|")
        if is_row:
            number, _, item = rest.partition(".")
            if item != "row":
                yield measure, deeper[0], f"{labels[str(typed[f'{block}#{number}.row'])]}.{item}", value
        elif deeper:
            yield measure, deeper[0], deeper[1], value
        else:
            kind = house.catalogue.measure(measure).kind
            plain = yes_no[value] if kind is Kind.YES_NO else None if value == "n/a" else value  # type: ignore[index]
            yield measure, "total", "", plain


def plain(found: list[Observation]) -> set[tuple[str, str, str, object]]:
    return {(each.measure, each.dimension, each.item, each.value) for each in found}


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_consistent_return_comes_back_from_a_real_workbook_clean_and_as_it_was_typed(
    small: Callable[[], tuple[House, bytes]], data: st.DataObject
) -> None:
    house, content = small()
    typed = data.draw(returns(house))
    found, context = entries(house, read_workbook(forms.filled(content, typed)))
    assert checks_run.run(found, context) == []
    assert plain(observed(house, found)) == set(said(house, typed))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_every_indicator_of_the_catalogue_is_read_as_it_was_typed(whole: Whole, data: st.DataObject) -> None:
    house = whole()
    typed = data.draw(returns(house))
    found, context = entries(house, forms.reading(forms.empty(house), typed))
    assert checks_run.run(found, context) == []
    assert plain(observed(house, found)) == set(said(house, typed))


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_in_which_row_something_stands_never_matters(whole: Whole, data: st.DataObject) -> None:
    house = whole()
    empty = forms.empty(house)
    typed = forms.answered(house) | {"PRT-02": 40}
    dimension = next(d for d in house.catalogue.measure("PRT-02").dimensions if d.rows)
    made = data.draw(st.sampled_from([39, 40, 41]))
    typed |= type_parts(data.draw, house.catalogue.measure("PRT-02"), dimension, made, others={})
    order = data.draw(st.permutations(range(1, 7)))
    block = f"PRT-02|{dimension.key}#"
    moved = {
        f"{block}{order[int(a[len(block)]) - 1]}{a[len(block) + 1 :]}" if a.startswith(block) else a: value
        for a, value in typed.items()
    }
    results = []
    for each in (typed, moved):
        found, context = entries(house, forms.reading(empty, each))
        findings = [(finding.code, finding.values.get("sum")) for finding in checks_run.run(found, context)]
        results.append((findings, plain(observed(house, found))))
    assert results[0] == results[1]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    typed=st.dictionaries(
        st.sampled_from(ADDRESSES),
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=250) | st.dates()
        | st.sampled_from([{"error": "#REF!"}, {"uncalculated": True}]),
    )
)  # fmt: skip
def test_whatever_is_typed_is_answered_with_findings_that_can_be_said(whole: Whole, typed: Typed) -> None:
    house = whole()
    found, context = entries(house, forms.reading(forms.empty(house), forms.answered(house) | typed))
    for finding in checks_run.run(found, context):
        assert finding.message("en")
        assert finding.message("id")
