"""Sentences that officers write beside a workbook: what leads to a person is found, what explains a number is not."""

from __future__ import annotations

import datetime as dt

import pytest

from data.intake.personal.sentence import kinds_in_sentence

TODAY = dt.date(2026, 11, 22)


@pytest.mark.parametrize(
    ("said", "kinds"),
    [
        ("Korban dengan NIK 3202014506900003", ("nik",)),
        ("Please call 0812 3456 7890", ("phone",)),
        ("Ask somebody@example.org", ("email",)),
        ("She was born on 12 March 2009", ("birth_date",)),
    ],
)
def test_what_leads_to_a_person_is_found(said: str, kinds: tuple[str, ...]) -> None:
    assert kinds_in_sentence(said, today=TODAY) == kinds


@pytest.mark.parametrize(
    "said",
    [
        "The register was lost in July.",
        "It was filed on 12 October 2026 by mistake.",
        "The receipt 32.02-2026-Q3-R1-0A1B2C3D was for the wrong quarter.",
        "Anggaran 1.250.000.000 dicatat dua kali.",
        "Perda No. 12/2019 sudah dicabut.",
        "One operation found 40 people at once.",
    ],
)
def test_what_explains_a_number_is_not(said: str) -> None:
    assert kinds_in_sentence(said, today=TODAY) == ()
