"""Published figures and what the intake says of them, typed into our own form.

Each is a sum, a series or a change as it was printed. Where it is consistent nothing is said; where it is not, what is
wrong is named.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import pandas as pd
import pytest

from data.intake import checks_run
from data.intake.entries import Context, Entries
from data.intake.findings import Finding
from data.intake.history import History
from data.store.house import House
from metrics import trend
from metrics.rollup import VALUES
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


def _sex(*parts: object) -> dict[str, object]:
    return {f"PRT-02|sex_age|{item}": part for item, part in zip(COLUMNS, parts, strict=True)}


def _whole(*parts: object) -> dict[str, object]:
    """The same with 0 for everybody else, so that nothing is left open."""
    others = [f"{sex}.{age}" for sex in "FMU" for age in ("child", "adult", "unknown")]
    return {f"PRT-02|sex_age|{item}": 0 for item in others} | _sex(*parts)


def _moved(*parts: object) -> dict[str, object]:
    return {
        f"PRT-02|movement|{item}": n for item, n in zip(("internal", "cross_border", "unknown"), parts, strict=True)
    }


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


def by_row(measure: str, total: float, parts: Iterable[float], **more: float) -> dict[str, object]:
    """Parts of a total in the rows of the table of nationalities, one a row: the form's only list that is so long."""
    countries = ("IDN", "MMR", "KHM", "THA", "LAO", "KAZ")
    rows = enumerate(zip(countries, parts, strict=False), start=1)
    typed = {f"{measure}|nationality#{n}": {"row": country, "F.adult": part} for n, (country, part) in rows}
    return {measure: total, **typed, **more}


def told(findings: list[Finding]) -> list[tuple[str, object, object]]:
    return [(each.code, each.values.get("total"), each.values.get("sum")) for each in findings]


CASES_BY_YEAR = (184, 191, 382, 624, 348)
APPLICATIONS_BY_YEAR = (203, 147, 150, 1297, 576)


def test_the_column_of_men_alone_is_a_total_that_its_cells_do_not_make(house: House) -> None:
    """Eleven rows were published as 2363 and make 2365; six of them hold all the men."""
    men = {"IDN": 653, "MMR": 1324, "KHM": 296, "THA": 77, "LAO": 13, "KAZ": 2}
    rows = enumerate(men.items(), start=1)
    typed = {f"PRT-02|nationality#{n}": {"row": row, "M.adult": count} for n, (row, count) in rows}
    others = {f"PRT-02|sex_age|{each}": 0 for each in ("F.child", "F.adult", "M.child")}
    wrong = found(house, {"PRT-02": 2363, "PRT-02|sex_age|M.adult": 2363, **others, **typed})
    assert told(wrong) == [("margin_not_sum", "2363", "2365")]


@pytest.mark.parametrize("written", [str, lambda share: str(share).replace(".", ","), float])
def test_percentages_that_make_99_99_are_no_wrong_sum_but_percentages(
    house: House, written: Callable[[float], object]
) -> None:
    """79.25 and ten others were published as 100 percent."""
    percent = (79.25, 15.65, 3.57, 0.92, 0.23, 0.15, 0.12, 0.06, 0.02, 0.01, 0.01)
    spots = [f"PRT-02|nationality#{row}.{column}" for row in range(1, 7) for column in ("F.adult", "M.adult")]
    labels = {f"PRT-02|nationality#{n}.row": row for n, row in enumerate(("IDN", "MMR", "KHM", "THA", "LAO", "KAZ"), 1)}
    typed = labels | {spot: written(share) for spot, share in zip(spots, percent, strict=False)}
    wrong = found(house, {"PRT-02": 100, **typed})
    assert [(each.code, each.values["sum"]) for each in wrong] == [("percentages_of_whole", 99.99)] * 11
    assert "99.99" in wrong[0].message("en")
    assert "99,99" in wrong[0].message("id")


@pytest.mark.parametrize(
    ("parts", "total"),
    [
        pytest.param(CASES_BY_YEAR, 1729, id="cases of 2018 to October 2022"),
        pytest.param(APPLICATIONS_BY_YEAR, 2373, id="applications of 2020 to 2024"),
    ],
)
def test_published_years_that_make_their_total_are_taken(house: House, parts: tuple[int, ...], total: int) -> None:
    assert found(house, by_row("PRT-02", total, parts)) == []


def test_the_other_total_that_was_published_of_the_same_years_is_a_thousand_too_many(house: House) -> None:
    wrong = found(house, by_row("PRT-02", 3373, APPLICATIONS_BY_YEAR))
    assert told(wrong) == [("parts_not_total", "3373", "2373")]


def test_a_change_is_worked_out_and_never_typed(house: House) -> None:
    """1794 after 3104 was published as a change of 1306 less; it is 1310."""
    assert [(each.code, each.values["found"]) for each in found(house, {"PRT-02": -1306})] == [("negative", "-1306")]
    quarters = ("2023-Q4", "2024-Q4")
    values = pd.DataFrame([_value(quarter, count) for quarter, count in zip(quarters, (3104, 1794), strict=True)])
    points = trend.series(values, parts={"PRT-02": house.catalogue.measure("PRT-02")})
    assert points.set_index("quarter").loc["2024-Q4", "change_on_year"] == -1310


def _value(quarter: str, count: float) -> dict[str, object]:
    told = {"measure": "PRT-02", "place": "32.02", "quarter": quarter, "value": count, "status": "reported"}
    return dict.fromkeys(VALUES) | told | {"reporting": 1, "expected": 1}


def test_convictions_by_law_that_make_their_total_are_taken(house: House) -> None:
    """79, 9 and 12 are 100."""
    wrong = found(house, by_row("PRT-02", 100, (79, 9, 12)))
    assert wrong == []


INVENTED = [
    pytest.param({"PRT-02": 12, **_whole(3, 4, 2, 2)}, [("parts_not_total", "12", "11")], id="one short"),
    pytest.param({"PRT-02": 12, **_sex(3, 4, 2, 2)}, [], id="one short, and some cells left open"),
    pytest.param({"PRT-02": 12, **_sex(3, 4, 2, 4)}, [("parts_not_total", "12", "13")], id="one over"),
    pytest.param({"PRT-02": 21, **_whole(3, 4, 2, 3)}, [("parts_not_total", "21", "12")], id="digits changed over"),
    pytest.param({"PRT-02": 120, **_whole(3, 4, 2, 3)}, [("parts_not_total", "120", "12")], id="a nought too many"),
    pytest.param({"PRT-02": 0, **_sex(0, 0, 0, 0)}, [], id="nobody"),
    pytest.param({"PRT-02": 0, **_sex(0, 1, 0, 0)}, [("parts_not_total", "0", "1")], id="nobody, and one"),
    pytest.param({"PRT-02": 9, **_sex(3, None, 2, 1)}, [], id="one not counted, the others fewer"),
    pytest.param({"PRT-02": 5, **_sex(3, None, 2, 1)}, [("parts_not_total", "5", "6")], id="others already too many"),
    pytest.param({"PRT-01": 1_000_001, "PRT-02": 1_000_001, **_sex(1_000_000, 0, 1, 0)}, [], id="a million and one"),
    pytest.param({"PRT-02": 30, **_sex(10, 10, 5, 5), **_moved(10, 15, 5)}, [], id="two breakdowns"),
    pytest.param(
        {"PRT-02": 30, **_sex(10, 10, 5, 5), **_moved(10, 15, 6)},
        [("parts_not_total", "30", "31")],
        id="one breakdown of two is wrong",
    ),
    pytest.param(
        {"PRT-02": 30, **_sex(10, 10, 5, 6), **_moved(10, 15, 6)},
        [("parts_not_total", "30", "31")],
        id="both breakdowns make 31: told once",
    ),
    pytest.param({"PRT-02": 5, "PRT-02|exploitation|sexual": 5, "PRT-02|exploitation|fishing": 5}, [], id="both kinds"),
    pytest.param({"PRT-02": 5, "PRT-02|exploitation|sexual": 6}, [("part_over_total", "5", None)], id="one kind alone"),
    pytest.param({"PRT-02": "n/a", **_sex(1, 0, 0, 0)}, [("total_missing", None, None)], id="not applicable, and one"),
    pytest.param({"PRT-02": None, **_sex(1, 0, 0, 0)}, [("total_missing", None, None)], id="no total"),
    pytest.param({"PRT-02": "12 ", **_sex(3, 4, 2, 3)}, [], id="a number typed as text"),
    pytest.param({"PRT-02": "12*", **_sex(3, 4, 2, 3)}, [("not_a_number", None, None)], id="a footnote mark"),
    pytest.param({"PRT-02": 12, **_sex(3, 4, 2, "3 (perkiraan)")}, [("not_a_number", None, None)], id="an estimate"),
    pytest.param({"PRT-02": 12, **_sex(3.0000000001, 4, 2, 3)}, [], id="what arithmetic leaves"),
]


@pytest.mark.parametrize(("typed", "wrong"), INVENTED)
def test_sums_like_the_published_ones_get_their_sentence(
    house: House, typed: dict[str, object], wrong: list[tuple[str, object, object]]
) -> None:
    assert told(found(house, typed)) == wrong
