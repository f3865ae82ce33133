"""Outlines of then and of now: what was divided is put together again or shares one figure, and nothing is guessed."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from data.countries import load_country
from data.geography import Atlas, Outlines, atlas, belonged_to
from data.geography.outline_file import read_outline_file, write_outline_file
from data.geography.paths import rings
from data.model import Level, Quarter
from tests.data.split_world import (
    AFTER,
    BEFORE,
    CUT_OFF,
    DAY,
    KEPT,
    LEFT,
    MERGED,
    NEW_PROVINCE,
    ONE,
    PROVINCE,
    RIGHT,
    SAME,
    TWO,
    WHOLE,
    country,
    drawn,
    outline_file,
)

COUNTRY = country()


def told(found: Outlines) -> dict[str, Any]:
    return dict(json.loads(found.document))


def across(found: Outlines, code: str) -> tuple[int, int]:
    """From which meridian to which the outline of a place goes."""
    corners = [x for ring in rings(told(found)["paths"][found.codes.index(code)]) for x, _ in ring]
    return min(corners), max(corners)


def test_a_place_of_now_belonged_to_the_one_that_it_was_divided_from() -> None:
    assert belonged_to(COUNTRY, BEFORE, Level.DISTRICT) == {LEFT: WHOLE, RIGHT: WHOLE, CUT_OFF: KEPT}
    assert belonged_to(COUNTRY, BEFORE, Level.PROVINCE) == {NEW_PROVINCE: PROVINCE}
    assert belonged_to(COUNTRY, AFTER, Level.DISTRICT) == {}


def test_over_two_divisions_the_first_is_found_and_what_no_line_tells_is_not_made_up() -> None:
    later = dt.date(2025, 1, 1)
    places = dict(COUNTRY.places)
    places[LEFT] = replace(places[LEFT], valid_to=later - dt.timedelta(days=1))
    places["A11"] = replace(places[RIGHT], code="A11", valid_from=later)
    places["Z"] = replace(places[RIGHT], code="Z", valid_from=later)
    line = replace(COUNTRY.lineage[2], before=LEFT, after="A11", date=later)
    again = replace(COUNTRY, places=places, lineage=(*COUNTRY.lineage, line))
    assert belonged_to(again, BEFORE, Level.DISTRICT) == {RIGHT: WHOLE, CUT_OFF: KEPT, "A11": WHOLE}
    assert belonged_to(again, AFTER, Level.DISTRICT) == {"A11": LEFT}


def test_boundaries_of_then_put_together_what_was_divided() -> None:
    found = Atlas(COUNTRY, outline_file()).of(BEFORE, then=True)
    assert found.codes == found.reports == (WHOLE, KEPT, MERGED, SAME)
    assert (across(found, WHOLE), across(found, KEPT)) == ((0, 20), (20, 40))
    assert told(found)["names"][0] == "Aland"
    assert set(found.groups) == {PROVINCE}
    assert set(found.missing) == {LEFT, RIGHT, CUT_OFF, ONE, TWO}


def test_on_boundaries_of_now_what_came_from_one_place_has_its_one_figure() -> None:
    found = Atlas(COUNTRY, outline_file()).of(BEFORE, then=False)
    assert found.codes == (LEFT, RIGHT, KEPT, CUT_OFF, MERGED, SAME)
    assert found.reports == (WHOLE, WHOLE, KEPT, KEPT, MERGED, SAME)
    assert told(found)["shared"] == [0, 1, 2, 3]
    assert told(found)["former"] == {WHOLE: "Aland"}
    assert found.groups == (PROVINCE, NEW_PROVINCE, PROVINCE, PROVINCE, PROVINCE, NEW_PROVINCE)


def test_outlines_that_a_file_has_of_then_come_before_what_could_be_put_together() -> None:
    last = DAY - dt.timedelta(days=1)
    old = (drawn(ONE, 40, 46), drawn(TWO, 46, 50), drawn(KEPT, 20, 39, valid_to=last), drawn(SAME, 0, 1, valid_to=DAY))
    book = Atlas(COUNTRY, outline_file(*old))
    found = book.of(BEFORE, then=True)
    assert set(found.codes) == {WHOLE, KEPT, ONE, TWO, SAME}
    assert (across(found, KEPT), across(found, ONE), across(found, SAME)) == ((20, 39), (40, 46), (0, 1))
    assert (across(book.now, KEPT), across(book.now, SAME)) == ((20, 30), (50, 60))
    assert MERGED in book.now.codes


def test_a_quarter_after_all_changes_has_the_outlines_of_now_and_each_document_is_found_by_its_digest() -> None:
    book = Atlas(COUNTRY, outline_file())
    assert book.of(AFTER, then=True) is book.of(AFTER, then=False) is book.now
    assert "shared" not in told(book.now)
    again = Atlas(COUNTRY, outline_file())
    three = [again.now, again.of(BEFORE, then=True), again.of(BEFORE - 9, then=False)]
    assert len({each.digest for each in three}) == 3
    assert [book.by_digest(each.digest) for each in three] == three
    assert book.by_digest("0") is None


def test_outlines_are_found_by_names_of_before_and_of_what_they_came_from() -> None:
    drawn_now = told(Atlas(COUNTRY, outline_file()).now)
    also = dict(zip(drawn_now["codes"], drawn_now["also"], strict=True))
    assert also[KEPT] == "Blandia"
    assert also[LEFT] == "Aland"
    assert also[CUT_OFF] == "Bland"
    assert also[MERGED] == "First Cland Second Cland"


def test_days_of_an_outline_survive_writing_and_reading(tmp_path: Path) -> None:
    written = outline_file(drawn(KEPT, 20, 39, valid_from=dt.date(2020, 5, 1), valid_to=DAY))
    write_outline_file(tmp_path / "file.geojson", written)
    assert read_outline_file(tmp_path / "file.geojson") == written


def test_shipped_countries_before_their_last_changes(tmp_path: Path) -> None:
    """Real registers: an island that became a municipality, provinces that were divided."""
    timor = atlas(load_country("TLS"), tmp_path)
    then, now = (timor.of(Quarter(2021, 4), then=each) for each in (True, False))
    assert (len(then.codes), len(now.codes)) == (13, 14)
    assert then.codes.count("TL06") == 1
    assert now.reports.count("TL06") == 2
    indonesia = atlas(load_country("IDN"), tmp_path)
    provinces = {
        quarter: set(indonesia.of(quarter, then=True).groups) for quarter in (Quarter(2022, 2), Quarter(2022, 3))
    }
    assert [len(found) for found in provinces.values()] == [34, 37]
    assert len(set(indonesia.now.groups)) == 38
