"""Published figures and what the intake says of them, typed into our own form.

Each is a sum, a series or a change as it was printed. Where it is consistent nothing is said; where it is not, what is
wrong is named.
"""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from data.intake import checks_run
from data.intake.entries import Context, Entries
from data.intake.findings import Finding
from data.intake.history import History
from data.store.house import House
from tests.data.intake import forms

AGE_AND_SEX = {"F.child": 953, "F.adult": 5017, "M.child": 182, "M.adult": 2363}
NATIONALITIES = {
    "IDN": (953, 5017 - 26, 149, 653),
    "MMR": (0, 0, 9, 1324),
    "KHM": (0, 1, 7, 296),
    "THA": (0, 1, 0, 77),
    "LAO": (0, 22, 17, 13),
    "KAZ": (0, 2, 0, 2),
}
"""The rows that hold men, and in the first column of women what is left of the printed sum; six rows fit the form."""
COLUMNS = ("F.child", "F.adult", "M.child", "M.adult")


def found(house: House, typed: Mapping[str, object], history: History | None = None) -> list[Finding]:
    """What is found in a return in which every core number is answered, and this."""
    read = forms.reading(forms.empty(house), forms.answered(house) | dict(typed))
    context = Context(
        catalogue=house.catalogue,
        country=house.country,
        world="demo",
        layout=forms.form(house).layout,
        history=history or History(),
    )
    return checks_run.run(Entries(read, context), context)


def codes(findings: list[Finding]) -> set[str]:
    return {each.code for each in findings}


def sex_and_age(measure: str, total: float, parts: Mapping[str, float]) -> dict[str, object]:
    return {measure: total} | {f"{measure}|sex_age|{item}": value for item, value in parts.items()}


def test_the_age_and_sex_of_8515_people_add_up(house: House) -> None:
    assert found(house, sex_and_age("PRT-02", 8515, AGE_AND_SEX)) == []


def test_the_kazakh_row_and_the_column_of_men_name_the_cell_that_should_be_nought(house: House) -> None:
    typed = sex_and_age("PRT-02", 8515, AGE_AND_SEX)
    for number, (nationality, counts) in enumerate(NATIONALITIES.items(), start=1):
        printed = 2 if nationality == "KAZ" else sum(counts)
        row = {"row": nationality, **dict(zip(COLUMNS, counts, strict=True)), "=": printed}
        typed |= {f"PRT-02|nationality#{number}": row}
    [wrong] = found(house, typed)
    assert wrong.code == "crossing_cell"
    assert wrong.cell == forms.cell(forms.empty(house), "PRT-02|nationality#6.M.adult")
    assert {key: wrong.values[key] for key in ("found", "expected", "row_sum", "row_total")} == {
        "found": "2",
        "expected": "0",
        "row_sum": "4",
        "row_total": "2",
    }
    assert (wrong.values["column_sum"], wrong.values["column_total"]) == ("2365", "2363")


def test_the_kazakh_row_alone_is_a_total_that_its_cells_do_not_make(house: House) -> None:
    row = {"row": "KAZ", "F.child": 0, "F.adult": 2, "M.child": 0, "M.adult": 2, "=": 2}
    wrong = found(house, {"PRT-02": 4, "PRT-02|nationality#1": row})
    assert [(each.code, each.values["total"], each.values["sum"]) for each in wrong] == [("margin_not_sum", "2", "4")]


@pytest.mark.parametrize(
    ("parts", "total"),
    [
        pytest.param((711, 86, 731, 44), 1572, id="victims of June 2023: women, girls, men, boys"),
    ],
)
def test_published_sums_that_hold_are_taken(house: House, parts: tuple[int, ...], total: int) -> None:
    women, girls, men, boys = parts
    counts = {"F.adult": women, "F.child": girls, "M.adult": men, "M.child": boys}
    assert found(house, sex_and_age("PRT-02", total, counts)) == []


def test_regions_that_add_up_to_more_than_their_total_stop(house: House) -> None:
    """637, 245 and 107 were published as 900."""
    wrong = found(house, sex_and_age("PRT-02", 900, {"F.adult": 637, "M.adult": 245, "M.child": 107}))
    assert [(each.code, each.values["total"], each.values["sum"]) for each in wrong] == [
        ("parts_not_total", "900", "989")
    ]


def test_where_one_report_may_have_several_ways_of_recruiting_the_parts_may_exceed_the_reports(house: House) -> None:
    """361, 116, 6 and 25 of 456 reports are in order; 457 of 456 would not be."""
    ways = {"labour_other": 361, "sexual": 116, "fishing": 6, "child_other": 25}
    typed: dict[str, object] = {"PRT-02": 456} | {f"PRT-02|exploitation|{way}": n for way, n in ways.items()}
    assert sum(ways.values()) == 508
    assert found(house, typed) == []
    assert codes(found(house, typed | {"PRT-02|exploitation|labour_other": 457})) == {"part_over_total"}


def test_a_cumulative_number_that_falls_from_9_to_7_stops(house: House) -> None:
    past = History({"POL-08": {forms.QUARTER - 1: 9.0}})
    wrong = found(house, {"POL-07": 10, "POL-08": 7}, past)
    assert [(each.code, each.values["before"], each.values["found"]) for each in wrong] == [("cumulative_fell", 9, 7)]


def test_a_hundred_convictions_of_33_people_are_asked_about(house: House) -> None:
    """79 for trafficking, 9 for smuggling and 12 for other crimes are 100; 33 people were convicted."""
    past = History({"PRO-10": {forms.QUARTER - 1: 33.0}})
    verdicts = {"PRO-06": 100, "PRO-06|verdict|guilty": 100}
    wrong = found(house, verdicts | {"PRO-07": 33, "PRO-08": 0}, past)
    assert [(each.code, each.values["found"], each.values["limit"]) for each in wrong] == [
        ("judgments_over_convicted", 100, 33)
    ]


@pytest.mark.parametrize("typed", ["79.25%", "50,97 %", "99.99%"])
def test_a_percentage_is_never_taken(house: House, typed: str) -> None:
    assert codes(found(house, {"PRT-02": typed})) == {"percentage"}
