from data.countries import load_country
from data.model import Pillar
from pages.parts import trend_breaks
from pages.parts.shown import Voice

INDONESIA, TIMOR = load_country("IDN"), load_country("TLS")
ENGLISH = Voice("en", "USD")
QUARTERS = ["2025-Q3", "2025-Q4", "2026-Q1", "2026-Q2"]


def marked(quarters=QUARTERS, country=INDONESIA, pillar=Pillar.PROSECUTION, places=()):
    return trend_breaks.within(quarters, country=country, pillar=pillar, places=places, voice=ENGLISH)


def test_a_law_breaks_the_series_of_its_pillar_between_the_quarters():
    [found] = marked()
    assert found.position == 2
    assert found.said.startswith("2 January 2026: ")
    assert found.said.endswith("(Law 1/2023 (Penal Code)).")
    assert marked(pillar=Pillar.PREVENTION) == []


def test_a_break_before_or_in_the_first_quarter_is_not_seen():
    assert marked(QUARTERS[2:]) == []


def test_new_boundaries_are_told_of_the_places_they_touch_alone():
    quarters = ["2021-Q4", "2022-Q1", "2022-Q2", "2022-Q3"]
    [found] = marked(quarters, country=TIMOR, places=["TL06", "TL01"])
    assert (found.position, "Dili" in found.said, "nothing was moved" in found.said) == (1, True, True)
    assert marked(quarters, country=TIMOR, places=["TL01"]) == []
    province = marked(quarters, places=["93"])
    assert len(province) == 1
    assert "lie in it now" in province[0].said
