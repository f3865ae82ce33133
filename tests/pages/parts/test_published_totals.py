"""Totals of others stand in a table of their own, with source, days and vintage; never a row of the districts' own."""

from __future__ import annotations

import datetime as dt

import pytest

from data.model import Direction, Kind, OverQuarters, Part
from data.reference import Total
from data.words import languages
from pages.parts.briefing.others import said_in
from pages.parts.peer_values import written
from pages.parts.published_totals import COLUMNS, published
from pages.parts.shown import Voice

COUNTED = Part("M", {"en": "Counted"}, "persons", Kind.FLOW, Direction.NEITHER, OverQuarters.SUM)


def total(**more: object) -> Total:
    usual: dict[str, object] = {
        "series": "police",
        "publisher": "Police",
        "counts": {"en": "victims", "id": "korban"},
        "value": 1234,
        "first": dt.date(2024, 1, 1),
        "last": dt.date(2024, 12, 31),
        "vintage": "",
        "source": "A paper",
        "link": "https://example.org",
        "derived": False,
        "note": {},
        "beside": "M",
    }
    return Total(**(usual | more))  # type: ignore[arg-type]


@pytest.mark.parametrize("language", languages())
def test_every_total_has_its_publisher_days_vintage_and_source(language: str) -> None:
    found = published([total(), total(derived=True, last=dt.date(2024, 6, 30))], Voice(language, "USD"))
    assert len(found.columns) == len(COLUMNS) == len(found.rows[0])
    texts = [cell.text for cell in found.rows[0]]
    assert (texts[0], texts[3], texts[5]) == ("Police", "2024", "A paper")
    assert texts[4] == Voice(language, "USD").say("briefing.not_known")
    assert found.rows[1][2].number == 1234
    assert found.rows[1][2].text != texts[2]
    assert found.notes


@pytest.mark.parametrize(
    ("vintage", "told"),
    [("2023", "2023"), ("2024-03", "March 2024"), ("2024-03-12", "12 March 2024"), ("", "not stated")],
)
def test_when_a_total_was_said_is_told_in_words(vintage: str, told: str) -> None:
    assert said_in(total(vintage=vintage), Voice("en", "USD")) == told


def test_the_middle_of_peers_says_when_it_is_below_a_step_or_of_too_few() -> None:
    voice = Voice("en", "USD")
    assert written(2.5, COUNTED, voice, 5.0) == "<5"
    assert written(2.5, COUNTED, voice, float("nan")) == "2.5"
    assert written(float("nan"), COUNTED, voice, 5.0) == voice.say("trends.too_few_peers")
