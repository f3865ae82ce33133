"""The words files, and moments in words: in UTC, and by the country's clock beside it."""

from __future__ import annotations

import datetime as dt

import pytest
import yaml

from data.countries import load_country
from data.model import Clock
from data.settings import SHIPPED
from data.words import languages, moment, words


@pytest.mark.parametrize(("country", "told"), [("IDN", "10:10 WIB"), ("MYS", "11:10 MYT"), ("TLS", "12:10 TLT")])
def test_a_moment_is_told_in_utc_and_by_the_clock_of_the_country(country: str, told: str) -> None:
    at = dt.datetime(2026, 10, 12, 3, 10, tzinfo=dt.UTC)
    assert moment(at, load_country(country).clock) == f"12 October 2026, 03:10 UTC ({told})"


def test_another_day_there_is_told_too() -> None:
    at, clock = dt.datetime(2026, 10, 12, 20, 10, tzinfo=dt.UTC), Clock("WIB", dt.timedelta(hours=7))
    assert moment(at, clock, "id") == "12 Oktober 2026, 20:10 UTC (03:10 WIB, 13 Oktober 2026)"
    assert moment(at) == "12 October 2026, 20:10 UTC"


def test_indonesian_has_one_word_for_bed_nights() -> None:
    told = " ".join(words("id").values()).lower()
    assert "malam-hunian" in told
    assert not [other for other in ("malam hunian", "malam huni ", "malam tempat tidur") if other in told]


@pytest.mark.parametrize("language", languages())
def test_no_key_stands_twice(language: str) -> None:
    """YAML takes the last of two without a word, and another sentence stands where the first was meant."""

    def twice(node: yaml.Node) -> list[str]:
        if not isinstance(node, yaml.MappingNode):
            return []
        keys = [key.value for key, _ in node.value]
        return [key for key in keys if keys.count(key) > 1] + [key for _, inner in node.value for key in twice(inner)]

    whole = yaml.compose((SHIPPED / "words" / f"{language}.yaml").read_text("utf-8"), Loader=yaml.CSafeLoader)
    assert twice(whole) == []
