"""Workbooks broken by chance: a short part of `python -m benchmarks.fuzz`, always the same, and what it has found."""

from __future__ import annotations

import random
import re

import pytest

from benchmarks.fuzz import file_bytes
from benchmarks.fuzz.comparing import differs
from benchmarks.fuzz.shown import Shown, figure
from benchmarks.fuzz.trials import Original, broken, original, tried
from data.intake import receive
from data.intake.reading import Cell, Found
from data.intake.worker import WORKER
from data.store.house import House
from tests.data.intake import forms
from tests.data.intake.test_made_elsewhere import ORIGINAL

TRIALS = 60


@pytest.fixture(scope="module")
def taken(house: House) -> Original:
    return original(ORIGINAL, house)


def test_whatever_is_broken_is_answered_in_a_sentence_and_no_worker_is_lost(house: House, taken: Original) -> None:
    receive.examine(ORIGINAL, house=house)
    before = WORKER.children
    verdicts = set()
    for number in range(TRIALS):
        chance = random.Random(f"slice {number}")  # noqa: S311 - chance, not secrets
        outcome = tried(*broken([taken], chance), house=house, chance=chance)
        assert outcome.failure == "", (number, outcome.how)
        verdicts.add(outcome.verdict)
    assert {"stop", "clean"} <= verdicts
    assert WORKER.children == before


def test_the_same_seed_breaks_the_same_workbook_in_the_same_way(taken: Original) -> None:
    once, again, other = (random.Random(seed) for seed in ("a 1", "a 1", "a 2"))  # noqa: S311 - chance, not secrets
    assert broken([taken], once) == broken([taken], again) != broken([taken], other)


@pytest.mark.parametrize(
    ("cell", "shown", "same"),
    [
        (Cell("S", "A1", Found.NUMBER, 7.0), Shown("float", "7", "7"), True),
        (Cell("S", "A1", Found.NUMBER, 1234.0), Shown("float", "1234", "1,234"), True),
        (Cell("S", "A1", Found.NUMBER, 7.0), Shown("float", "8", "8"), False),
        (Cell("S", "A1", Found.NUMBER, 7000.0), Shown("float", "7000", "7"), False),
        (Cell("S", "A1", Found.NUMBER, 7.0), Shown("", None, ""), False),
        (Cell("S", "A1", Found.NUMBER, 46251.0), Shown("date", "2026-08-17", "2026-08-17"), False),
        (Cell("S", "A1", Found.TEXT, "TB"), Shown("string", None, "TB"), True),
        (Cell("S", "A1", Found.TEXT, "_x0037_"), Shown("string", None, "7"), False),
        (Cell("S", "A1", Found.DATE, "2026-08-17"), Shown("date", "2026-08-17", "17/08/26"), True),
        (Cell("S", "A1", Found.BOOLEAN, True), Shown("boolean", "false", "FALSE"), False),
    ],
)
def test_a_cell_is_held_against_what_is_shown(cell: Cell, shown: Shown, same: bool) -> None:
    assert (differs(cell, shown) is None) == same


@pytest.mark.parametrize(
    ("text", "number"),
    [("7", 7), ("1,234.50", 1234.5), ("Rp 12", 12), ("-3", -3), ("1.5E+06", 1_500_000), ("1 2", None)],
)
def test_the_number_that_a_text_shows(text: str, number: float | None) -> None:
    found = figure(text)
    assert (found and found[0]) == number


def changed(part: str, before: str, after: str) -> bytes:
    """The filled form with something else in one of its parts."""
    parts = file_bytes.parts_of(ORIGINAL)
    text = parts[part].decode()
    assert len(re.findall(before, text)) >= 1
    parts[part] = re.sub(before, after, text, count=1).encode()
    return file_bytes.packed(parts)


LINKS, SHEET = "xl/_rels/workbook.xml.rels", "xl/worksheets/sheet4.xml"


@pytest.mark.parametrize(
    "inside",
    [
        "<v>7<x/>8</v>",
        '<f t="shared" si="0">3+4</f><v>7</v>',
        '<f t="shared" si="0"/><v>7</v>',
        '<f t="shared" si="0" ref="A1:B2">3+4</f><v>7</v>',
        '<f t="array" ref="A1:Z9">3+4</f><v>7</v>',
    ],
)
def test_a_cell_in_which_programs_show_different_things_is_refused(house: House, inside: str) -> None:
    cell = forms.cell(ORIGINAL, "PRT-02")
    content = changed(SHEET, f'<c r="{cell}"([^>]*?)(?: t="n")?(?:/>|>.*?</c>)', rf'<c r="{cell}"\1>{inside}</c>')
    [found] = receive.examine(content, house=house).findings
    assert (found.code, found.cell or found.values["cell"]) == ("damaged_cell", cell)


@pytest.mark.parametrize("formula", ["TODAY()", "NOW()-NOW()", "10*rand( )"])
def test_a_formula_that_gives_something_else_each_time_is_no_number(house: House, formula: str) -> None:
    cell = forms.cell(ORIGINAL, "PRT-02")
    inside = rf'<c r="{cell}"\1><f>{formula}</f><v>7</v></c>'
    content = changed(SHEET, f'<c r="{cell}"([^>]*?)(?: t="n")?(?:/>|>.*?</c>)', inside)
    [found] = receive.examine(content, house=house).findings
    assert (found.code, found.cell) == ("uncalculated", cell)


@pytest.mark.parametrize(
    "text",
    [
        "<t>7</t><t>8</t>",
        "<t>7<x/>8</t>",
        "<r><t>7</t></r><x><t>8</t></x>",
        "<r><t>7</t><x/></r>",
        "<t>7</t><r><t>8</t></r>",
    ],
)
def test_a_text_of_which_programs_read_different_parts_is_refused(house: House, text: str) -> None:
    cell = forms.cell(ORIGINAL, "PRT-02")
    inside = rf'<c r="{cell}" t="inlineStr"><is>{text}</is></c>'
    content = changed(SHEET, f'<c r="{cell}"([^>]*?)(?:/>|>.*?</c>)', inside)
    assert [found.code for found in receive.examine(content, house=house).findings] == ["damaged_cell"]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("openxmlformats(.org/officeDocument/2006/relationships/worksheet)", r"openxmrformats\1"),
        ("relationships/worksheet", "relationships/Worksheet"),
        ("<Relationship ", "<Rela2ionship "),
        ("relationships/styles", "relationships/x/styles"),
    ],
)
def test_a_relationship_that_some_programs_do_not_follow_is_refused(house: House, before: str, after: str) -> None:
    [found] = receive.examine(changed(LINKS, before, after), house=house).findings
    assert found.code in ("damaged_workbook", "damaged_sheet")
