"""Totals that others have published: read with source, days and vintage; wrong ones are told with file and key."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from data.catalogue import load_catalogue
from data.countries import country_codes, examine_country
from data.reference import examine_reference, load_reference, unknown_measure
from data.settings import Overlay

TOTAL = "{series: police, publisher: Police, counts: {en: victims}, source: A paper, link: 'https://example.org'"
DAYS = "first: '2024-01-01', last: '2024-12-31'"


def written(folder: Path, *totals: str, beside: str = "PRT-02") -> Path:
    (folder / "countries" / "tls").mkdir(parents=True)
    lines = "".join(f"- {each}\n" for each in totals)
    (folder / "countries" / "tls" / "reference.yaml").write_text(f"beside: {beside}\ntotals:\n{lines}", "utf-8")
    return folder


def test_every_shipped_total_stands_beside_a_measure_and_hides_few_people() -> None:
    measures = {part.measure for each in load_catalogue().indicators.values() for part in each.parts}
    for iso3 in country_codes():
        found = load_reference(iso3)
        assert found is not None
        assert found.beside in measures
        assert {each.beside for each in found.totals} <= measures
        assert all((each.value >= 5 or not each.value) and each.counts.keys() >= {"en", "id"} for each in found.totals)


def test_of_each_series_the_one_that_reaches_furthest_and_of_those_the_last_word(tmp_path: Path) -> None:
    folder = written(
        tmp_path,
        f"{TOTAL}, value: 10, certainty: found, {DAYS}, vintage: '2025-02'}}",
        f"{TOTAL}, value: 12, certainty: derived, {DAYS}, vintage: '2025-07'}}",
        f"{TOTAL}, value: 9, certainty: found, year: 2023}}",
    )
    found = load_reference("TLS", Overlay(folder))
    assert found is not None
    [newest] = found.newest
    assert (newest.value, newest.derived, newest.vintage) == (12, True, "2025-07")
    assert (found.totals[2].first, found.totals[2].last) == (dt.date(2023, 1, 1), dt.date(2023, 12, 31))


def test_a_total_can_stand_beside_another_measure(tmp_path: Path) -> None:
    other = TOTAL.replace("police", "courts")
    folder = written(
        tmp_path,
        f"{other}, value: 7, certainty: found, year: 2022, beside: PRO-07}}",
        f"{TOTAL}, value: 10, certainty: found, {DAYS}}}",
        f"{other}, value: 8, certainty: found, {DAYS}, beside: PRO-07}}",
    )
    found = load_reference("TLS", Overlay(folder))
    assert found is not None
    assert [each.value for each in found.newest] == [10]
    assert [each.value for each in found.of("PRO-07")] == [8, 7]
    assert [each.message for each in unknown_measure("TLS", Overlay(folder), {"PRT-02"})] == [
        "no measure has the code PRO-07"
    ]


@pytest.mark.parametrize(
    ("total", "message"),
    [
        (f"{TOTAL}, value: 10, certainty: found}}", "is not valid"),
        (f"{TOTAL}, value: 10, certainty: found, first: '2024-02-30', last: '2024-03-01'}}", "no such day"),
        (f"{TOTAL}, value: 10, certainty: found, first: '2024-05-01', last: '2024-03-01'}}", "before the first"),
        (f"{TOTAL}, value: -1, certainty: found, {DAYS}}}", "minimum"),
    ],
)
def test_what_is_wrong_is_a_problem_of_the_country(tmp_path: Path, total: str, message: str) -> None:
    folder = written(tmp_path, total)
    found, problems = examine_reference("TLS", Overlay(folder))
    assert found is None
    assert all(each.file == "countries/tls/reference.yaml" for each in problems)
    assert any(message in each.message for each in problems), problems
    country, told = examine_country("TLS", Overlay(folder))
    assert country is None
    assert set(problems) <= set(told)
