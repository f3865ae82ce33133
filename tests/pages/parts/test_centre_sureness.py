"""How sure an end is, in sentences; of released figures no cost of a night is made of few nights."""

from __future__ import annotations

import dataclasses
import datetime as dt

from data.countries import load_country
from data.model import Place
from metrics.centre import Position, Thresholds, Tranche
from metrics.funding import outlook
from pages.parts import centre_sureness
from pages.parts.released_centres import Centre
from pages.parts.shown import Voice
from tests.metrics.test_funding import AS_OF, centre, payment

VOICE = Voice("en", "USD")


def told(position: Position, *payments: Tranche, costs: tuple[float, ...] = (), step: float = float("nan")) -> Centre:
    place: Place = load_country("TLS").places["TL06"]
    ahead = outlook(position, payments, as_of=AS_OF)
    made = Centre("TL06-C1", "Centre", "shelter", "ngo", place, position, payments, ahead, past_costs=costs)
    return dataclasses.replace(made, step=step)


def said(found: Centre) -> list[str]:
    return centre_sureness.sentences(found, as_of=AS_OF, thresholds=Thresholds(), voice=VOICE)


def test_what_came_what_was_signed_and_what_was_spent_before_are_three_sentences() -> None:
    first, second, third = said(told(centre(), payment(60, "2026-11-01"), costs=(90, 120, 75)))
    assert "January 2027" in first
    assert "March 2027" in second
    assert "between" in third
    assert "last 3 quarters" in third
    assert "in January 2027 too" in said(told(centre(), costs=(90, 90)))[-1]


def test_where_no_end_can_be_told_nothing_is_said() -> None:
    assert said(told(centre(None), costs=(90, 60))) == []
    assert said(told(centre(closed_on=dt.date(2026, 9, 1)), costs=(90, 60))) == []


def test_a_night_has_a_released_cost_only_where_there_were_enough() -> None:
    few, many = centre(bed_nights=20), centre(bed_nights=30)
    assert [centre_sureness.bed_night(told(each)) for each in (few, many)] == [4.5, 3]
    assert [centre_sureness.bed_night(told(each, step=5)) for each in (few, many)] == [None, 3]
