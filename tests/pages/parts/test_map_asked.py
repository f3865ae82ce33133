"""What a map may be asked for: by districts or provinces, as which numbers, in which classes."""

from __future__ import annotations

from pathlib import Path

from data.catalogue import load_catalogue
from data.countries import load_country
from data.geography import outlines
from data.model import Level
from pages.parts.district_map import Manner
from pages.parts.map_asked import COUNT, RATE, TARGET, drawn_in_order, levels, manners, ways

CATALOGUE = load_catalogue()
INDONESIA, TIMOR = load_country("IDN"), load_country("TLS")


def test_provinces_are_drawn_where_there_are_any(tmp_path: Path) -> None:
    many, few = outlines(INDONESIA, tmp_path), outlines(TIMOR, tmp_path)
    assert levels(INDONESIA, many) == [Level.DISTRICT, Level.PROVINCE]
    assert levels(TIMOR, few) == [Level.DISTRICT]
    assert drawn_in_order(few, Level.DISTRICT) == list(few.codes)
    provinces = drawn_in_order(many, Level.PROVINCE)
    assert sorted(provinces) == sorted(c for c, p in INDONESIA.places.items() if p.level is Level.PROVINCE)


def test_a_share_can_be_held_against_a_target_a_count_a_rate_and_what_is_never_judged_cannot() -> None:
    everything = {part.measure for each in CATALOGUE.indicators.values() for part in each.parts}
    assert ways(CATALOGUE, "PAR-07", Level.DISTRICT, everything) == [COUNT, TARGET]
    assert ways(CATALOGUE, "PAR-07", Level.DISTRICT, {}) == [COUNT]
    assert ways(CATALOGUE, "PRT-02", Level.DISTRICT, everything) == [COUNT, RATE]
    assert ways(CATALOGUE, "POL-01", Level.DISTRICT, everything) == [COUNT]
    assert ways(CATALOGUE, "POL-01", Level.PROVINCE, everything) == [COUNT, TARGET]


def test_of_a_count_the_part_of_the_target_is_told_where_more_is_better() -> None:
    everything = {part.measure for each in CATALOGUE.indicators.values() for part in each.parts}
    assert TARGET in ways(CATALOGUE, "PRT-10", Level.DISTRICT, everything)
    assert TARGET in ways(CATALOGUE, "PAR-02", Level.PROVINCE, everything)
    assert TARGET not in ways(CATALOGUE, "PRO-10", Level.DISTRICT, everything)  # fewer is better: no part of a target


def test_answers_have_no_classes_and_money_no_fixed_ones() -> None:
    assert manners(CATALOGUE.measure("POL-01")) == [Manner.NATURAL]
    assert Manner.FIXED not in manners(CATALOGUE.measure("POL-07"))
    assert manners(CATALOGUE.measure("PRT-02")) == list(Manner)
