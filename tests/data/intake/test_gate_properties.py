"""Laws of the gate: whatever happens to the bytes of a workbook, it is refused in a sentence or has the same values."""

from __future__ import annotations

import copy
import random
from collections.abc import Callable
from xml.etree.ElementTree import Element, tostring

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from data.errors import UnreadableWorkbook
from data.intake.gate.formulas import reaches_out
from data.intake.gate.kinds import other_kind
from data.intake.gate.markup import tree
from data.intake.gate.names import refuse_odd_entries
from data.intake.gate.opening import open_safely
from tests.data.intake.gate_files import container, parts, pieces, values, workbook

SOUND = workbook()
VALUES = values(SOUND)
PARTS = parts()
places = st.integers(0, len(SOUND) - 1)
few_bytes = st.binary(min_size=1, max_size=8)


def same_or_refused(content: bytes) -> bool:
    try:
        return values(content) == VALUES
    except UnreadableWorkbook as error:
        return error.key.startswith("findings.")


def opened_or_refused(content: bytes) -> bool:
    try:
        return bool(open_safely(content).content)
    except UnreadableWorkbook as error:
        return error.key.startswith("findings.")


@settings(deadline=None)
@given(places, few_bytes)
def test_bytes_written_over_others(at: int, written: bytes) -> None:
    assert same_or_refused(SOUND[:at] + written + SOUND[at + len(written) :])


@settings(deadline=None)
@given(places, few_bytes)
def test_bytes_put_between_others(at: int, added: bytes) -> None:
    assert same_or_refused(SOUND[:at] + added + SOUND[at:])


@settings(deadline=None)
@given(places, places)
def test_bytes_taken_out(start: int, end: int) -> None:
    assert same_or_refused(SOUND[: min(start, end)] + SOUND[max(start, end) :])


@settings(deadline=None)
@given(places, places, places)
def test_bytes_repeated_elsewhere(start: int, end: int, at: int) -> None:
    assert same_or_refused(SOUND[:at] + SOUND[min(start, end) : max(start, end)] + SOUND[at:])


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_behind_the_first_letters_are_refused(behind: bytes) -> None:
    with pytest.raises(UnreadableWorkbook):
        open_safely(b"PK\3\4" + behind)


@settings(deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_are_of_some_kind(content: bytes) -> None:
    assert other_kind(content).key.startswith("findings.")


@settings(deadline=None)
@given(st.permutations(pieces()))
def test_the_order_of_entries_tells_nothing(entries: list) -> None:  # type: ignore[type-arg]
    assert values(container(entries)) == VALUES


def drop(element: Element, child: Element, _: random.Random) -> None:
    element.remove(child)


def repeat(element: Element, child: Element, _: random.Random) -> None:
    element.append(child)


def swap(element: Element, _: Element, chance: random.Random) -> None:
    element[:] = chance.sample(list(element), len(element))


def nest(element: Element, child: Element, _: random.Random) -> None:
    child.append(copy.deepcopy(element))


def rename(_: Element, child: Element, chance: random.Random) -> None:
    child.tag = chance.choice(
        ["x", "{urn:x}y", child.tag.upper(), "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}row"]
    )


ODD_VALUES = [
    "",
    "-1",
    "0",
    "99999999999",
    "A1",
    "XFD1048576",
    "A1:XFD1048576",
    "true",
    "1e309",
    "[1]S!A1",
    "\u202e",
    "é",
]


def write(_: Element, child: Element, chance: random.Random) -> None:
    if child.attrib and chance.random() < 0.7:
        child.set(chance.choice(list(child.attrib)), chance.choice(ODD_VALUES))
    else:
        child.text = chance.choice(ODD_VALUES)


CHANGES: list[Callable[[Element, Element, random.Random], None]] = [drop, repeat, swap, nest, rename, write]


@settings(deadline=None)
@given(st.sampled_from(sorted(PARTS)), st.sampled_from(CHANGES), st.randoms())
def test_a_part_with_one_thing_changed_is_opened_or_refused(
    name: str, change: Callable[[Element, Element, random.Random], None], chance: random.Random
) -> None:
    root = tree(PARTS[name])
    pairs = [(element, child) for element in root.iter() for child in element]
    change(*chance.choice(pairs), chance)
    assert opened_or_refused(workbook({name: tostring(root)}))


@settings(deadline=None)
@given(st.text(alphabet="A1'\"[]!|()\\/,: xDE", max_size=40))
def test_any_formula_is_judged(formula: str) -> None:
    assert reaches_out(formula) in (None, "file", "program")


@settings(deadline=None)
@given(st.text(max_size=20), st.text(max_size=20))
def test_a_name_that_climbs_is_refused_whatever_surrounds_it(before: str, behind: str) -> None:
    for climbing in (f"{before}/../{behind}", f"{before}\\..\\{behind}", f"/{before}{behind}"):
        with pytest.raises(UnreadableWorkbook):
            refuse_odd_entries([climbing])
