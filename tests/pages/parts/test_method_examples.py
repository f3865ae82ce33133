"""Every formula of the page has its words and an example that the functions themselves work out."""

from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from data.model import Quarter
from data.settings import read_settings
from data.store.house import open_house
from data.words import languages, text
from metrics.centre import Thresholds
from pages.parts import method_inputs
from pages.parts.method_examples import GROUPS, Asked, worked
from pages.parts.shown import Voice

ASKED = Asked(Quarter(2026, 3), Thresholds(), fiscal_year_start=1, base=5, denominator=25)


@pytest.mark.parametrize("language", languages())
def test_every_formula_has_its_words_and_its_example(language: str) -> None:
    found = worked(ASKED, Voice(language, "USD"))
    assert list(found) == [key for keys in GROUPS.values() for key in keys]
    for group, keys in GROUPS.items():
        assert text(f"method.groups.{group}", language)
        assert all(text(f"method.{part}.{key}", language) for part in ("names", "formulas") for key in keys)
    assert all(text(f"method.thresholds.{field.name}", language) for field in dataclasses.fields(Thresholds))


def test_the_examples_are_worked_out() -> None:
    found = worked(ASKED, Voice("en", "USD"))
    assert "USD 30,000 a month" in found["burn"]
    assert "16.0 months" in found["runway"]
    assert "2.6 months" in found["cash_out"]
    assert ("critical" in found["status"], "secure" in found["status"]) == (True, True)
    later = dataclasses.replace(ASKED, thresholds=Thresholds(critical_months=1, at_risk_months=2))
    assert "critical" not in worked(later, Voice("en", "USD"))["status"]
    assert "31 March 2027" in worked(dataclasses.replace(ASKED, fiscal_year_start=4), Voice("en", "USD"))["lapse"]
    assert "<10" in worked(dataclasses.replace(ASKED, base=10), Voice("en", "USD"))["steps"]


def test_an_input_that_there_is_not_is_told_as_such(tmp_path: Path) -> None:
    house = open_house(read_settings({"LIMA_VAR": str(tmp_path), "COUNTRY": "TLS"}))
    voice = Voice("en", "USD")
    rows = method_inputs.rows(house, None, voice)
    days = {row[voice.say("method.input")]: row[voice.say("method.last_update")] for row in rows}
    nothing = voice.say("method.no_input")
    assert [days[voice.say(f"method.inputs.{key}")] for key in method_inputs.KEPT] == [nothing] * 5
    assert days[voice.say("method.inputs.population")] != nothing
    house.engine.dispose()
