"""What is kept of findings: it is told again as it was, and holds nothing personal."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from data.intake.findings import Finding, Severity
from data.intake.keeping import LEFT_OUT, as_found, as_kept
from data.store.new_return import KeptFinding

TODAY = dt.date(2026, 10, 12)
ASKED = Finding("unusual_number", Severity.ASK, "3 Protection", "C9", {"found": 7.0, "mean": 0.5, "quarters": 4}, 9.0)


def test_what_is_kept_is_told_as_it_was() -> None:
    whole = Finding("suddenly_zero", Severity.NOTE)
    for found in (ASKED, ASKED.noted(), whole):
        [again] = as_found(as_kept([found], today=TODAY))
        assert (again.severity, again.sheet, again.cell) == (found.severity, found.sheet, found.cell)
        assert again.message("id") == found.message("id")


def test_a_check_that_is_no_more_is_named_by_its_code() -> None:
    [found] = as_found([KeptFinding("of_long_ago", "note", "Sheet", "C3", {"found": 7})])
    assert "of_long_ago" in found.message("en")


def test_what_could_lead_to_a_person_is_left_out_of_a_quotation() -> None:
    personal = Finding("read_as", Severity.NOTE, "Sheet", "C3", {"found": "call 0812 3456 7890", "plain": 3.0})
    [kept] = as_kept([personal], today=TODAY)
    assert kept.values == {"found": LEFT_OUT, "plain": 3.0}


@given(values=st.dictionaries(st.text(max_size=5), st.none() | st.booleans() | st.integers() | st.floats() | st.text()))
def test_whatever_fills_a_gap_is_the_same_when_it_is_read_again(values: dict[str, object]) -> None:
    [kept] = as_kept([Finding("read_as", Severity.NOTE, values=values)], today=TODAY)
    assert json.loads(json.dumps(dict(kept.values), allow_nan=False)) == kept.values
    assert as_kept([Finding("read_as", Severity.NOTE, values=kept.values)], today=TODAY) == (kept,)


def test_a_path_is_kept_as_it_is_written() -> None:
    [kept] = as_kept([Finding("added_sheet", Severity.ASK, values={"found": Path("a")})], today=TODAY)
    assert kept.values == {"found": "a"}
