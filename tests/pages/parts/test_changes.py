"""A difference in words: each state has its own, parts have their labels, and nothing is told by a code alone."""

from __future__ import annotations

import datetime as dt

import pytest

from data.catalogue import load_catalogue
from data.intake.difference import Change, Content
from data.model import Status
from pages.parts import changes
from pages.parts.shown import Voice

EN, ID = Voice("en", "IDR"), Voice("id", "IDR")
CATALOGUE = load_catalogue(None)
REPORTED = Status.REPORTED


def change(subject: str = "PRT-02", dimension: str = "total", item: str = "", **more: object) -> Change:
    usual: dict[str, object] = {"sheet": "3 Protection", "cell": "C9", "table": ""}
    usual |= {"before": Content(), "now": Content(7.0, REPORTED)}
    return Change(subject=subject, dimension=dimension, item=item, **(usual | more))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("content", "english", "indonesian"),
    [
        (Content(), "(empty)", "(kosong)"),
        (Content(0.0, REPORTED), "0", "0"),
        (Content(0.0, Status.NIL), "0 (nothing to report)", "0 (tidak ada yang dilaporkan)"),
        (Content(None, Status.NOT_EXPECTED), "TB (not applicable)", "TB (tidak berlaku)"),
        (Content(1234.0, REPORTED), "1,234", "1.234"),
        (Content(0.5, REPORTED), "0.50", "0,50"),
    ],
)
def test_the_four_states_are_told_apart(content: Content, english: str, indonesian: str) -> None:
    assert changes.shown(change(), content, CATALOGUE, EN) == english
    assert changes.shown(change(), content, CATALOGUE, ID) == indonesian


def test_yes_is_no_number() -> None:
    yes_no = change(subject="POL-01")
    assert CATALOGUE.measure("POL-01").kind.value == "yes-no"
    assert changes.shown(yes_no, Content(1.0, REPORTED), CATALOGUE, EN) == "Yes"
    assert changes.shown(yes_no, Content(0.0, REPORTED), CATALOGUE, EN) == "No"


def test_a_part_is_told_by_its_labels() -> None:
    told = changes.label(change(dimension="sex_age", item="F.child"), CATALOGUE, EN)
    assert told.startswith("PRT-02 · ")
    assert told.endswith(": Female, Child (under 18)")
    block = changes.label(change(dimension="nationality", item="IDN.F.adult"), CATALOGUE, EN)
    assert "IDN" not in block
    assert len(block.rsplit(": ", 1)[1].split(", ")) == 3


def test_a_row_of_a_table_is_told_by_its_name_and_column() -> None:
    row = change("House", "state", table="facilities", now=Content("closed", REPORTED))
    assert changes.label(row, CATALOGUE, EN) == "House: State"
    assert changes.shown(row, row.now, CATALOGUE, EN) == "Closed"
    day = change("Fund", "due_on", table="funding", now=Content(dt.date(2026, 12, 1), REPORTED))
    assert changes.shown(day, day.now, CATALOGUE, EN) == "1 December 2026"
    source = change("Fund", "currency", table="funding", now=Content("USD", REPORTED))
    assert changes.shown(source, source.now, CATALOGUE, EN) == "USD"


def test_the_summary_counts_and_the_table_has_a_row_for_each() -> None:
    found = [change(), change(before=Content(3.0, REPORTED)), change(before=Content(3.0, REPORTED), now=Content())]
    assert changes.summary(found, EN).startswith("Cells changed: 1. Added: 1. Removed: 1.")
    assert changes.summary([], EN).startswith("Nothing changes")
    rows = changes.table(found, CATALOGUE, EN)
    assert [row["Change"] for row in rows] == ["Added", "Changed", "Removed"]
    assert rows[1] | {"What it is": ""} == {
        "Change": "Changed",
        "Sheet": "3 Protection",
        "Cell": "C9",
        "What it is": "",
        "Filed now": "3",
        "In this workbook": "7",
    }
