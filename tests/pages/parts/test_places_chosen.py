from data.countries import load_country
from pages.parts.places_chosen import MOST, names, read, unknown

NAMES = names(load_country("IDN").places)


def test_provinces_come_before_districts_and_the_country_is_not_among_them():
    codes = list(NAMES)
    assert "IDN" not in NAMES
    assert max(codes.index(code) for code in codes if "." not in code) < min(
        codes.index(code) for code in codes if "." in code
    )
    assert NAMES["32.02"] == "Kabupaten Sukabumi (32.02)"


def test_an_address_gives_each_known_place_once_in_its_order():
    assert read("32.02,32,32.02,99.99,", NAMES) == ["32.02", "32"]
    assert unknown("32.02,99.99,,x", NAMES) == ["99.99", "x"]


def test_an_address_gives_at_most_as_many_as_can_be_told_apart():
    assert read(",".join(NAMES), NAMES) == list(NAMES)[:MOST]
