import pandas as pd
import pytest

from data.catalogue import load_catalogue
from data.countries import load_country
from metrics.trend import POINTS
from pages.parts import trend_lines
from pages.parts.shown import Voice

CATALOGUE, TIMOR = load_catalogue(), load_country("TLS")
ASSISTED = CATALOGUE.measure("PRT-04")
ENGLISH = Voice("en", "USD")
NAMES = {"TLS": "Timor-Leste", "TL01": "Ainaro"}


def points(*rows):
    """Points from (place, quarter, value, status, reporting, expected)."""
    columns = ["place", "quarter", "value", "status", "reporting", "expected"]
    return pd.DataFrame([{"measure": "PRT-04", **dict(zip(columns, row, strict=True))} for row in rows], columns=POINTS)


def told(*rows):
    return trend_lines.told(points(*rows), part=ASSISTED, country=TIMOR, voice=ENGLISH)


KNOWN = told(
    ("TLS", "2026-Q1", 30.0, "reported", 14, 14),
    ("TLS", "2026-Q2", 31.0, "reported", 13, 14),
    ("TLS", "2026-Q3", None, "missing", 0, 14),
    ("TL01", "2026-Q1", 0.0, "nil", 1, 1),
    ("TL01", "2026-Q2", None, "missing", 0, 1),
    ("TL01", "2026-Q3", 2.0, "reported", 1, 1),
)


def test_every_point_says_how_many_districts_it_comes_from():
    assert KNOWN["answered"].tolist() == [
        "14 of 14 districts",
        "13 of 14 districts",
        "0 of 14 districts",
        "nothing to report",
        "no report",
        "reported",
    ]
    assert KNOWN["written"].tolist() == ["30", "31", "no report", "0", "no report", "2"]


def test_the_table_has_the_same_numbers_the_newest_first():
    table = trend_lines.table(KNOWN, names=NAMES, voice=ENGLISH)
    assert table.to_dict("list") == {
        "Quarter": [f"Q{number}\N{NO-BREAK SPACE}2026" for number in (3, 2, 1)],
        "Timor-Leste": ["no report", "31 (13 of 14), provisional", "30 (14 of 14)"],
        "Ainaro": ["2", "no report", "0 (nothing to report)"],
    }


@pytest.mark.parametrize(
    ("statuses", "withheld"),
    [
        (["withheld", "missing"], True),
        (["reported", "withheld"], False),
        (["missing"], False),
        (["not_expected"], False),
    ],
)
def test_a_line_is_withheld_when_nothing_of_it_may_be_shown(statuses, withheld):
    rows = [
        ("TLS", f"2026-Q{number}", 1.0 if status == "reported" else None, status, 1, 14)
        for number, status in enumerate(statuses, start=1)
    ]
    assert trend_lines.withheld(told(*rows)) is withheld


def test_the_latest_number_of_each_place_in_words():
    sentence = trend_lines.latest(KNOWN, names={**NAMES, "TL02": "Aileu"}, voice=ENGLISH)
    assert sentence == "Timor-Leste: 31 in Q2 2026; Ainaro: 2 in Q3 2026; Aileu: no report"


def test_the_page_opens_with_what_the_country_names_or_with_the_first_of_its_core():
    import dataclasses

    assert trend_lines.standard(TIMOR, CATALOGUE) == list(TIMOR.headline)
    unknown = dataclasses.replace(TIMOR, headline=("XXX-99", "PRO-07"))
    assert trend_lines.standard(unknown, CATALOGUE) == ["PRO-07"]
    nothing = dataclasses.replace(TIMOR, headline=())
    assert trend_lines.standard(nothing, CATALOGUE) == list(TIMOR.core[:2])


def test_a_measure_whose_quarters_are_never_added_up_always_says_so():
    note = "A person served in two quarters is counted in each."
    assert trend_lines.notes(ASSISTED, note, ENGLISH) == [note]
    assert trend_lines.notes(ASSISTED, "", ENGLISH) == ["Quarters of this number must not be added up to a year."]
    assert trend_lines.notes(CATALOGUE.measure("PRO-07"), "", ENGLISH) == []
