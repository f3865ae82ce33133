"""Findings: in their order, said once, and joined where they say the same."""

from __future__ import annotations

import re
from math import inf

import pytest

from data.intake.findings import Finding, Severity, arrange, few_questions, grouped, verdict
from data.words import languages, words

ASK = Finding("blank_cell", Severity.ASK, "Protection", "C9")
NOTE = Finding("read_as", Severity.NOTE, "Policy", "C9", {"found": "1 2", "plain": "12"})
STOP = Finding("dash", Severity.STOP, "Protection", "C12")
FAR = Finding("dash", Severity.STOP, "Funding", "E8")


def test_the_gravest_comes_first_and_within_it_the_order_of_the_form_stays() -> None:
    assert arrange([NOTE, ASK, STOP, FAR]) == (STOP, FAR, ASK, NOTE)


def test_a_sheet_s_cells_are_named_from_top_to_bottom_and_from_left_to_right() -> None:
    cells = ["AA9", "C12", "D9", None, "C100", "C9"]
    found = arrange([Finding("dash", Severity.STOP, "Protection", cell) for cell in cells])
    assert [each.cell for each in found] == [None, "C9", "D9", "AA9", "C12", "C100"]


def test_the_same_thing_of_the_same_cell_is_said_once() -> None:
    again = Finding("read_as", Severity.NOTE, "Policy", "C9", {"plain": "12", "found": "1 2"})
    other = Finding("read_as", Severity.NOTE, "Policy", "C9", {"plain": "13", "found": "1 3"})
    assert arrange([NOTE, again]) == (NOTE,)
    assert len(arrange([NOTE, other])) == 2


def test_a_sheet_s_findings_of_one_sentence_are_one_group_with_all_their_cells() -> None:
    beside = Finding("dash", Severity.STOP, "Protection", "D12")
    found = grouped([STOP, beside, FAR, ASK], "en")
    assert [(group.code, group.sheet, group.cells) for group in found] == [
        ("dash", "Protection", ("C12", "D12")),
        ("dash", "Funding", ("E8",)),
        ("blank_cell", "Protection", ("C9",)),
    ]
    assert all(group.message for group in found)


def test_findings_that_name_different_things_stay_apart() -> None:
    one, two = (
        Finding("not_a_number", Severity.STOP, "Policy", cell, {"found": found})
        for cell, found in (("C9", "a"), ("C12", "b"))
    )
    assert [group.cells for group in grouped([one, two], "en")] == [("C9",), ("C12",)]


def test_what_concerns_the_whole_workbook_has_no_cell() -> None:
    [group] = grouped([Finding("nothing_filled", Severity.STOP)], "id")
    assert (group.sheet, group.cells) == (None, ())
    assert group.message.startswith("Formulir kosong")


@pytest.mark.parametrize(
    ("found", "said"), [([], "clean"), ([NOTE], "clean"), ([ASK, NOTE], "ask"), ([ASK, STOP], "stop")]
)
def test_the_gravest_decides(found: list[Finding], said: str) -> None:
    assert verdict(found) == said


def test_a_return_asks_at_most_five_questions_and_notes_the_rest() -> None:
    asked = [Finding(f"q{n}", Severity.ASK, effect=float(n)) for n in range(6)]
    told = few_questions([Finding("blank_cell", Severity.ASK, effect=inf), *asked, Finding("s", Severity.STOP)])
    by_severity = {severity: {each.code for each in told if each.severity is severity} for severity in Severity}
    assert by_severity[Severity.ASK] == {"blank_cell", "q5", "q4", "q3", "q2"}
    assert by_severity[Severity.NOTE] == {"q0", "q1"}
    assert {each.code for each in told if each.only_noted} == {"q0", "q1"}
    assert by_severity[Severity.STOP] == {"s"}


@pytest.mark.parametrize("language", languages())
def test_no_sentence_blames_or_says_invalid(language: str) -> None:
    said = {key: text for key, text in words(language).items() if key.startswith(("findings.", "checks."))}
    assert said
    blaming = re.compile(r"\b(invalid|illegal|bad|tidak valid|tidak sah|salah anda)\b", re.IGNORECASE)
    assert [key for key, text in said.items() if blaming.search(text)] == []


def test_where_much_is_wrong_each_sheet_has_its_errors_first_then_questions_then_notes() -> None:
    found = grouped(arrange([NOTE, ASK, STOP, FAR, Finding("suddenly_zero", Severity.NOTE, "Protection", "D9")]), "en")
    here = [group.severity for group in found if group.sheet == "Protection"]
    assert here == [Severity.STOP, Severity.ASK, Severity.NOTE]


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "(Only noted: it does not have to be answered.)"), ("id", "(Hanya dicatat: tidak perlu dijawab.)")],
)
def test_what_is_only_noted_says_that_nobody_waits_for_an_answer(language: str, said: str) -> None:
    assert ASK.noted().message(language).endswith(said)
    assert not ASK.message(language).endswith(said)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "It says 1,234.5; the 9 accepted quarters before had 0.6"),
        ("id", "Tertulis 1.234,5; rata-rata 9 triwulan sebelumnya yang sudah diterima 0,6"),
    ],
)
def test_numbers_in_a_sentence_are_written_as_its_language_writes_them(language: str, said: str) -> None:
    values = {"found": 1234.5, "mean": 0.6, "quarters": 9}
    assert said in Finding("unusual_number", Severity.ASK, "Protection", "C9", values).message(language)
