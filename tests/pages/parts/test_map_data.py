"""What the map draws: the outlines' order, the four states, rates, shares, and places without an outline."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from data.catalogue import load_catalogue
from data.countries import load_country
from data.geography import Outlines
from data.model import Quarter, Status
from pages.parts import map_data
from pages.parts.district_map import Manner
from pages.parts.district_map.payload import encode
from pages.parts.map_asked import COUNT as COUNTED
from pages.parts.map_asked import RATE, TARGET, MapAsked, can_be_rated

COUNTRY = load_country("TLS")
CATALOGUE = load_catalogue()
COUNT, MONEY, SHARE, MADE = (CATALOGUE.measure(measure) for measure in ("PRT-02", "PRO-11b", "PAR-07", "PRT-10"))


def outlines(*reports: str, missing: tuple[str, ...] = ()) -> Outlines:
    return Outlines(document=b"", gzipped=b"", digest="d", codes=reports, reports=reports, missing=missing)


def values(*rows: tuple[str, float | None, Status], **columns: list[float | None]) -> pd.DataFrame:
    frame = pd.DataFrame(rows, columns=["place", "value", "status"]).astype({"value": float, "status": str})
    frame["status"] = [status.value for _, _, status in rows]
    answered = frame["status"].isin([Status.REPORTED, Status.NIL])
    expected = frame["status"] != Status.NOT_EXPECTED
    return frame.assign(reporting=answered.astype(int), expected=expected.astype(int), **columns)


def figures(frame: pd.DataFrame, found: Outlines, part=COUNT, **more: object) -> map_data.Figures:
    per = RATE if "rate_per_100k" in frame.columns else more.pop("per", COUNTED)
    asked = MapAsked(part.measure, Quarter(2026, 3), per, **more.pop("asked", {}))
    return map_data.figures(frame, asked, part=part, outlines=found, country=COUNTRY, **more)


def test_values_stand_in_the_order_of_the_outlines_whatever_the_order_of_the_rows() -> None:
    frame = values(("TL01", 1.0, Status.REPORTED), ("TL02", 2.0, Status.REPORTED), ("TL03", 3.0, Status.REPORTED))
    found = figures(frame, outlines("TL03", "TL01", "TL02"))
    assert found.values == (3.0, 1.0, 2.0)


def test_a_place_with_several_outlines_is_told_once_where_it_comes_first() -> None:
    frame = values(("TL01", 1.0, Status.REPORTED), ("TL02", 2.0, Status.REPORTED))
    assert figures(frame, outlines("TL02", "TL01", "TL02", "TL01")).values == (2.0, 1.0)


def test_every_status_comes_through_and_only_numbers_have_values() -> None:
    frame = values(
        ("TL01", 0.0, Status.REPORTED),
        ("TL02", 0.0, Status.NIL),
        ("TL03", None, Status.NOT_EXPECTED),
        ("TL04", None, Status.MISSING),
        ("TL05", None, Status.WITHHELD),
    )
    found = figures(frame, outlines("TL01", "TL02", "TL03", "TL04", "TL05"))
    assert found.statuses == (Status.REPORTED, Status.NIL, Status.NOT_EXPECTED, Status.MISSING, Status.WITHHELD)
    assert found.values == (0.0, 0.0, None, None, None)
    assert found.reported == (0.0,)
    assert (found.reporting, found.expected) == (2, 4)


def test_an_outline_without_a_row_was_not_expected_and_an_unknown_code_does_not_stop_the_map() -> None:
    found = figures(values(("TL01", 1.0, Status.REPORTED)), outlines("TL01", "TL02", "elsewhere"))
    assert found.statuses == (Status.REPORTED, Status.NOT_EXPECTED, Status.NOT_EXPECTED)


def test_a_place_without_an_outline_comes_last_and_only_if_it_was_there_in_the_quarter() -> None:
    frame = values(("TL0604", 5.0, Status.REPORTED), ("TL01", 1.0, Status.REPORTED))
    found = figures(frame, outlines("TL01", missing=("TL0604", "TL13")))
    assert found.values == (1.0, 5.0)
    assert [(place.code, place.name, place.parent) for place in found.undrawn] == [("TL0604", "Ataúro", "")]


def test_the_legend_leaves_nil_out_of_the_classes() -> None:
    frame = values(("TL01", 0.0, Status.NIL), ("TL02", 0.0, Status.REPORTED), ("TL03", 7.0, Status.REPORTED))
    found = figures(frame, outlines("TL01", "TL02", "TL03"))
    assert found.classes.counts == (1, 1)


def test_rates_are_drawn_in_place_of_numbers() -> None:
    frame = values(("TL01", 3.0, Status.REPORTED), ("TL02", 0.0, Status.NIL), rate_per_100k=[4.25, 0.0])
    found = figures(frame, outlines("TL01", "TL02"))
    assert found.values == (4.25, 0.0)
    assert found.without_people == 0
    assert found.classes.digits == 2


@pytest.mark.parametrize("status", [Status.REPORTED, Status.NIL])
def test_a_number_over_an_unknown_population_is_no_rate_and_is_counted(status: Status) -> None:
    frame = values(("TL01", 30.0, status), ("TL02", 1.0, Status.REPORTED), rate_per_100k=[None, 1.5])
    found = figures(frame, outlines("TL01", "TL02"))
    assert (found.statuses[0], found.values[0]) == (Status.NOT_EXPECTED, None)
    assert found.without_people == 1


def test_a_number_of_too_few_people_is_no_rate_and_is_withheld() -> None:
    frame = values(("TL01", 4.0, Status.REPORTED), ("TL02", 5.0, Status.REPORTED), rate_per_100k=[None, 1.5])
    found = figures(frame.assign(population=1000.0), outlines("TL01", "TL02"))
    assert (found.statuses[0], found.values[0]) == (Status.WITHHELD, None)
    assert (found.without_people, found.of_too_few) == (0, 1)


def test_what_was_withheld_or_missing_is_not_taken_for_an_unknown_population() -> None:
    frame = values(("TL01", None, Status.WITHHELD), ("TL02", None, Status.MISSING), rate_per_100k=[None, None])
    found = figures(frame, outlines("TL01", "TL02"))
    assert found.statuses == (Status.WITHHELD, Status.MISSING)
    assert found.without_people == 0


def test_a_share_is_shown_as_a_percentage() -> None:
    found = figures(values(("TL01", 0.75, Status.REPORTED)), outlines("TL01"), SHARE)
    assert found.values == (75.0,)


def test_money_is_classed_and_the_map_can_be_drawn_from_it() -> None:
    frame = values(("TL01", 2_500_000.0, Status.REPORTED), ("TL02", None, Status.MISSING))
    found = figures(frame, outlines("TL01", "TL02"), MONEY)
    assert encode(found.values, found.statuses, found.classes) == ("0m", "25e5,")


def test_nobody_reported() -> None:
    found = figures(values(("TL01", None, Status.MISSING)), outlines("TL01"))
    assert (found.reported, found.reporting, found.classes.bounds) == ((), 0, ())


def test_only_indicators_that_say_so_can_be_rated_and_never_a_share() -> None:
    indicator, part = CATALOGUE.indicator_of("PRT-02"), COUNT
    assert can_be_rated(indicator, part)
    assert not can_be_rated(replace(indicator, per_100k=False), part)
    assert not can_be_rated(replace(indicator, per_100k=True), SHARE)


def test_a_share_of_a_target_is_held_against_what_is_expected_and_nothing_is_made_of_what_is_missing() -> None:
    frame = values(("TL01", 0.5, Status.REPORTED), ("TL02", None, Status.MISSING))
    found = figures(frame, outlines("TL01", "TL02"), SHARE, per=TARGET, expected=0.8)
    assert found.values == (62.5, None)
    assert found.statuses == (Status.REPORTED, Status.MISSING)


def test_a_count_is_told_as_its_part_of_the_country_s_target() -> None:
    frame = values(("TL01", 5.0, Status.REPORTED), ("TL02", 30.0, Status.REPORTED), ("TL03", None, Status.MISSING))
    found = figures(frame, outlines("TL01", "TL02", "TL03"), MADE, per=TARGET, expected=40.0)
    assert found.values == (12.5, 75.0, None)
    assert (found.statuses[2], found.step) == (Status.MISSING, 0)


def test_a_released_part_of_a_target_that_is_shown_as_0_is_told_as_fewer_than_its_step_makes() -> None:
    """5 of 640 are 0.78125 percent, which is written with as many decimals as the others."""
    frame = values(("TL01", 0.0, Status.REPORTED), ("TL02", 35.0, Status.REPORTED), step=[5.0, 5.0])
    found = figures(frame, outlines("TL01", "TL02"), MADE, per=TARGET, expected=640.0)
    assert (found.classes.digits, found.step) == (2, 0.79)


def test_of_a_target_of_few_people_no_part_is_made_of_rounded_numbers() -> None:
    rows = [("TL01", 5.0, Status.REPORTED), ("TL02", 3.0, Status.REPORTED), ("TL03", None, Status.MISSING)]
    frame = values(*rows, step=[5.0, None, None])
    found = figures(frame, outlines("TL01", "TL02", "TL03"), MADE, per=TARGET, expected=20.0, least=25.0)
    assert (found.values, found.statuses[0]) == ((None, 15.0, None), Status.WITHHELD)
    assert figures(frame, outlines("TL01"), MADE, per=TARGET, expected=25.0, least=25.0).values == (20.0,)


def test_a_released_share_is_shown_in_no_steps() -> None:
    frame = values(("TL01", 1 / 3, Status.REPORTED), ("TL02", 0.0, Status.REPORTED), step=[5.0, 5.0])
    found = figures(frame, outlines("TL01", "TL02"), SHARE)
    assert (found.step, found.classes.bounds) == (0, ((0, 0), (33.3, 33.3)))


def test_classes_hold_for_the_map_beside_too() -> None:
    frame = values(("TL01", 3.0, Status.REPORTED))
    assert figures(frame, outlines("TL01"), beside=[40.0]).classes.bounds == ((3, 3), (40, 40))


def test_fixed_classes_of_rounded_numbers_begin_and_end_with_numbers_that_can_be_shown() -> None:
    frame = values(("TL01", 0.0, Status.REPORTED), ("TL02", 35.0, Status.REPORTED), step=[5.0, 5.0])
    found = figures(frame, outlines("TL01", "TL02"), asked={"classes": Manner.FIXED})
    assert found.classes.bounds == ((0, 0), (5, 15), (20, 95), (100, 495), (500, 500))
