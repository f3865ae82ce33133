"""The summary of several workbooks: a row a file, and in plain words what is to be done."""

from __future__ import annotations

import pytest

from data.intake.findings import Finding, Severity
from data.intake.receive import Examination
from pages.parts import printed
from pages.parts.printed import Line
from pages.parts.spreadsheets import as_csv, as_xlsx
from pages.parts.summary_of_several import SAID, counted, outcome, summary_of, what_to_do


def line(*findings: Finding, receipt: str | None = None, name: str = "a.xlsx") -> Line:
    return printed.examined(name, Examination(b"", findings), "en") | {"receipt": receipt, "replaces": None}


STOP = Finding("negative", Severity.STOP, "3 Protection", "C9", {"found": "-1"})
ASK = Finding("blank_cell", Severity.ASK, "3 Protection", "C8")
NOTE = Finding("read_as", Severity.NOTE, "3 Protection", "C7", {"found": "1 234", "plain": "1,234"})


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (line(), "clean"),
        (line(ASK), "ask"),
        (line(ASK, STOP), "stop"),
        (line(ASK, receipt="X-2026-Q3-R1-00000000"), "filed"),
    ],
)
def test_what_became_of_a_file(told: Line, expected: str) -> None:
    assert outcome(told) == expected


def test_the_outcomes_are_counted() -> None:
    told = counted([line(), line(), line(ASK), line(STOP), line(receipt="R")], "en")
    assert told == "Files: 5. Filed: 1. Can be filed: 2. With questions: 1. To be corrected: 1."


def test_what_stands_in_the_way_is_told_with_its_cells_and_notes_are_not() -> None:
    said = what_to_do(line(STOP, ASK, NOTE), "en")
    assert said.startswith("3 Protection C9: ")
    assert "3 Protection C8: " in said
    assert "C7" not in said
    many = [Finding("negative", Severity.STOP, "S", f"C{n}", {"found": "-1"}) for n in range(SAID + 3)]
    assert what_to_do(line(*many), "en").endswith("And 3 more.")


def test_the_table_has_a_row_a_file_and_opens_as_both_kinds_of_file() -> None:
    table = summary_of([line(STOP), line(receipt="R1", name="=b.xlsx")], "en")
    assert [row[0] for row in table.rows] == ["a.xlsx", "=b.xlsx"]
    assert table.rows[0][3:6] == ["To be corrected", 1, 0]
    assert table.rows[1][3] == "Filed"
    assert table.rows[1][-1] == ""
    assert b"'=b.xlsx" in as_csv(table)
    assert as_xlsx(table).startswith(b"PK")
