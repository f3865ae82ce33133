"""The tables of Assistance and Justice from invented figures: what is compared, added up, left apart, and not told."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import SimpleNamespace

import pandas as pd
import pytest

from data.catalogue import load_catalogue
from data.countries import load_country
from data.model import Language, Quarter, Status
from data.store.breakdowns import BREAKDOWN
from metrics.comparison import Movement
from metrics.rollup import VALUES
from metrics.two_way import by_size, crossed
from pages.parts import assistance_tables, breakdown_tables, justice_tables, service_tables
from pages.parts.chain_source import Source
from pages.parts.laid_out import Laid, of_term
from pages.parts.released_parts import Parts
from pages.parts.shown import NO_BREAK, Voice
from tests.metrics.test_two_way import BY_NATIONALITY, COLUMNS, PRINTED, SEX_AGE, cells

NOW = Quarter(2026, 3)
COUNTRY, CATALOGUE = load_country("TLS"), load_catalogue()
HOUSE = SimpleNamespace(
    country=COUNTRY, catalogue=CATALOGUE, settings=SimpleNamespace(content=None), facts=SimpleNamespace(demo=False)
)
MINUS = "\N{MINUS SIGN}"
DILI, BAUCAU, AILEU = "TL06", "TL03", "TL02"
Told = Mapping[tuple[str, int], Mapping[str, float]]
"""Numbers by measure and quarters back, then by district."""


def voice(language: Language = "en") -> Voice:
    return Voice(language, "USD")


def source(
    told: Told,
    *,
    place: str = "TLS",
    step: float = math.nan,
    accepted: Mapping[int, Sequence[str]] | None = None,
    parts: pd.DataFrame | None = None,
    withheld: Sequence[str] = (),
) -> Source:
    """A source of invented figures; what is not told is missing."""

    def row(measure: str, quarter: Quarter, where: str, value: float | None) -> tuple[object, ...]:
        hidden = measure in withheld
        status = Status.WITHHELD if hidden else Status.MISSING if value is None else Status.REPORTED
        known = math.nan if value is None or hidden else float(value)
        return measure, str(quarter), where, known, math.nan, math.nan, status.value, int(known == known), 1, step

    def district_values(measures: Sequence[str], quarter: Quarter) -> pd.DataFrame:
        back = next(back for back in range(30) if NOW - back == quarter)
        rows = [
            row(measure, quarter, district.code, told.get((measure, back), {}).get(district.code))
            for measure in measures
            for district in COUNTRY.districts(quarter)
        ]
        return pd.DataFrame(rows, columns=list(VALUES))

    def series(measures: Sequence[str], places: Sequence[str]) -> pd.DataFrame:
        rows = []
        for measure in measures:
            for back in range(9):
                known = told.get((measure, back), {})
                rows.append(row(measure, NOW - back, places[0], sum(known.values()) if known else None))
        return pd.DataFrame(rows, columns=list(VALUES))

    return Source(
        HOUSE,
        COUNTRY.places[place],
        NOW,
        voice(),
        district_values=district_values,
        series=series,
        parts=lambda _: Parts(pd.DataFrame(columns=list(BREAKDOWN)) if parts is None else parts, step),
        accepted=lambda quarter: frozenset(
            COUNTRY.within("TLS")
            if accepted is None
            else next((codes for back, codes in accepted.items() if NOW - back == quarter), ())
        ),
    )


def rows(laid: Laid) -> list[list[str]]:
    return [[cell.text.replace(NO_BREAK, " ") for cell in row] for row in laid.rows]


ASSISTED = {
    ("PRT-04", 0): {DILI: 3, BAUCAU: 10, AILEU: 8},
    ("PRT-04", 1): {DILI: 20, BAUCAU: 15, AILEU: 2},
    ("PRT-04", 4): {DILI: 4, AILEU: 9},
}


def test_a_district_fell_only_where_the_comparison_says_so_and_both_returns_are_accepted() -> None:
    found = assistance_tables.compared(source(ASSISTED), "PRT-04", back=1)
    assert (found.fell, found.rose, found.both, found.expected) == (1, 0, 3, 14)
    told = dict(zip(found.told["place"], found.told["movement"], strict=True))
    assert told == {AILEU: Movement.UNCLEAR, BAUCAU: Movement.UNCLEAR, DILI: Movement.FELL}
    unaccepted = source(ASSISTED, accepted={0: [BAUCAU], 1: [BAUCAU, DILI]})
    assert assistance_tables.compared(unaccepted, "PRT-04", back=1).told["place"].tolist() == [BAUCAU]


def test_the_list_of_falls_has_the_clear_ones_first_and_no_word_without_support() -> None:
    assert rows(assistance_tables.falls(source(ASSISTED))) == [
        ["Dili", "3", "20", f"{MINUS}17 · clearly fell", "4", f"{MINUS}1 · no clear change"],
        ["Baucau", "10", "15", f"{MINUS}5 · no clear change", "", "not both reported"],
        ["Aileu", "8", "2", "+6 · no clear change", "9", f"{MINUS}1 · no clear change"],
    ]


def test_of_released_figures_below_25_nothing_is_said_of_a_change() -> None:
    shown = {("PRT-04", 0): {DILI: 20, BAUCAU: 40}, ("PRT-04", 1): {DILI: 90, BAUCAU: 200}}
    found = assistance_tables.compared(source(shown, step=5), "PRT-04", back=1)
    assert (found.fell, found.unsaid) == (1, 1)
    assert [row[0] for row in rows(assistance_tables.falls(source(shown, step=5)))] == ["Baucau"]


def test_where_nothing_is_accepted_yet_the_newest_accepted_quarter_answers() -> None:
    everybody = list(COUNTRY.within("TLS"))
    later = source(ASSISTED, accepted={2: everybody, 3: everybody})
    assert assistance_tables.newest_accepted(later).quarter == NOW - 2
    assert assistance_tables.newest_accepted(source(ASSISTED, accepted={})).quarter == NOW


def test_the_gap_is_of_those_districts_that_reported_both() -> None:
    told = {("PRT-04", 0): {DILI: 10, BAUCAU: 7, AILEU: 0}, ("PRT-06", 0): {DILI: 4, AILEU: 0}}
    found = {row[0]: row[2] for row in rows(service_tables.gaps(source(told)))}
    assert (found["Dili"], found["Baucau"], found["Aileu"]) == ("4 of 10 · 40%", "no report", "nobody")


def test_one_service_by_place_says_who_had_it_and_of_a_district_it_goes_back() -> None:
    told = {("PRT-04", 0): {DILI: 10, AILEU: 8}, ("PRT-06", 0): {DILI: 4, AILEU: 8}, ("PRT-06", 1): {DILI: 3}}
    laid = service_tables.of_service(source(told), "medical")
    assert laid.title == "Medical care by place"
    assert laid.columns[-1] == "Had it, of those assisted"
    assert rows(laid)[:2] == [["Aileu", "8", "8 of 8 · 100%"], ["Ainaro", "no report", "no report"]]
    anybody = service_tables.of_service(source(told), service_tables.ANY)
    assert (len(anybody.columns), rows(anybody)[0][1]) == (3, "8")
    in_dili = service_tables.of_service(source(told, place=DILI), "medical")
    assert in_dili.columns[0] == "Quarter"
    assert len(rows(in_dili)) == service_tables.QUARTERS


@pytest.mark.parametrize(
    ("districts", "expected", "step", "told"),
    [(1, 1, 5, "<5"), (1, 9, 5, "<5"), (3, 9, 5, "<15"), (9, 9, 5, "<10"), (3, 9, math.nan, "0")],
)
def test_a_released_0_of_several_districts_may_hide_more_than_one_of_one(
    districts: int, expected: int, step: float, told: str
) -> None:
    row = {"now": 0.0, "districts": districts, "expected": expected, "step": step}
    assert of_term(row, "now", CATALOGUE.measure("PRT-04"), voice()).text == told
    assert of_term(row, "now", CATALOGUE.measure("PRT-04"), voice()).number == (0 if math.isnan(step) else None)


@pytest.mark.parametrize(("whole", "told"), [(None, "<55"), (0.0, "<10"), (5.0, "<15"), (100.0, "<55")])
def test_a_released_0_of_several_districts_hides_no_more_than_the_whole_place(whole: float | None, told: str) -> None:
    row = {"now": 0.0, "districts": 11, "expected": 16, "step": 5.0}
    assert of_term(row, "now", CATALOGUE.measure("PRO-09"), voice(), whole=whole).text == told


def test_a_service_that_nobody_is_shown_to_have_had_is_not_told_of_more_than_all_who_had_it() -> None:
    row = {"served": 0.0, "of": 15.0, "share": math.nan, "districts": 13, "expected": 14, "withheld": 0, "step": 5.0}
    told = source({})
    assert service_tables.of_gap(row, told).text.replace(NO_BREAK, " ") == "<65 of 15"
    assert service_tables.of_gap(row, told, wholes=(0.0, 15.0)).text.replace(NO_BREAK, " ") == "<10 of 15"


def test_a_margin_of_released_parts_that_shows_0_may_hide_more_than_a_part() -> None:
    dimension = CATALOGUE.dimensions["sex_age"]
    told = pd.DataFrame([("F", "child", 0.0), ("M", "adult", 5.0)], columns=["row", "column", "value"])
    made = crossed(told, rows=("F", "M"), columns=("child", "adult"), total=5)
    laid = breakdown_tables.printed(
        dimension, made, part=CATALOGUE.measure("PRT-04"), step=5, share=False, voice=voice()
    )
    assert rows(laid)[0][1:] == ["<5", "<5", "<10"]
    assert rows(laid)[-1][1:] == ["<10", "5", "5"]


def test_the_chain_says_what_the_form_does_not_ask_and_never_a_year() -> None:
    laid = assistance_tables.chain(source(ASSISTED))
    assert rows(laid)[-1][1] == "not asked in the form"
    assert any("never added up to a year" in note for note in laid.notes)
    assert laid.columns == ("What is counted", "Q3 2026", "Q2 2026", "Q3 2025")
    assert next(row for row in rows(laid) if "assisted (at least" in row[0])[1:] == [
        "21 (1)",
        "37 (1)",
        "13 (1)",
    ]
    assert [head.replace(NO_BREAK, " ") for head in laid.heads[1:]] == [f"{head} (of 1)" for head in laid.columns[1:]]
    assert list(laid.as_frame().columns) == list(laid.heads)
    assert laid.as_table([]).columns == laid.columns


def test_where_numbers_of_a_quarter_are_of_different_numbers_of_districts_each_says_it() -> None:
    whole = source({("PRO-01", 0): {DILI: 4}, ("PRO-02", 0): {DILI: 3}, ("PRO-01", 1): {DILI: 2}})

    def of_two(measures: Sequence[str], places: Sequence[str]) -> pd.DataFrame:
        read = whole.series(measures, places)
        return read.assign(expected=read["expected"].where(read["measure"] != "PRO-01", 2))

    uneven = replace(whole, series=of_two, _own={})
    assert [cell.text.replace(NO_BREAK, " ") for cell in uneven.stages(("PRO-01", "PRO-02"))[0][1:3]] == [
        "4 (1 of 2)",
        "2 (1)",
    ]
    assert uneven.stage_heads(("PRO-01", "PRO-02"))[1:3] == ("Q3 2026", f"Q2 2026 (of{NO_BREAK}2)")
    of_district = source(ASSISTED, place=DILI)
    assert of_district.stage_heads(("PRT-04",)) == of_district.stage_columns()


DEFENDANTS = {
    ("PRO-10", 1): {DILI: 30, BAUCAU: 5},
    ("PRO-05", 0): {DILI: 12, BAUCAU: 5},
    ("PRO-07", 0): {DILI: 9, BAUCAU: 5},
    ("PRO-08", 0): {DILI: 3},
    ("PRO-09", 0): {DILI: 2, BAUCAU: 0},
    ("PRO-10", 0): {DILI: 27, BAUCAU: 5},
    ("PRO-05", 2): {DILI: 18, AILEU: 99},
}


def test_the_defendants_of_the_quarter_over_the_districts_that_told_all_of_it() -> None:
    numbers = [row[1] for row in rows(justice_tables.identity(source(DEFENDANTS)))]
    assert numbers == ["30", "12", "9", "3", "2", "27", "1", "1 of 14"]
    nobody = justice_tables.identity(source({}))
    assert [row[1] for row in rows(nobody)][-2:] == ["", "0 of 14"]


def test_a_lagged_ratio_names_both_quarters_and_leaves_out_who_did_not_tell_both() -> None:
    laid = justice_tables.lagged(source(DEFENDANTS), 2)
    assert laid.columns[1::2] == ("Q3 2026", "Q1 2026", "Districts that reported all of it")
    assert rows(laid)[4][1:] == ["9", "Persons prosecuted (charged in court)", "18", "50%", "1 of 14"]
    shown = rows(justice_tables.lagged(source(DEFENDANTS, step=5), 2))
    assert shown[4][4] == "too few to say"  # 18
    assert rows(justice_tables.lagged(source({}), 2))[4][1:5] == ["no report", shown[4][2], "no report", "no report"]


def test_released_terms_hide_no_more_than_the_place_is_shown_to_have() -> None:
    few = dict.fromkeys(list(COUNTRY.within("TLS"))[:12], 0.0)
    told = {("PRO-07", 0): few, ("PRO-05", 2): few, ("PRO-10", 1): few}
    assert rows(justice_tables.lagged(source(told, step=5), 2))[4][1:4:2] == ["<10", "<10"]
    everything = dict.fromkeys([("PRO-10", 1), *((f"PRO-{code}", 0) for code in ("05", "07", "08", "09", "10"))], few)
    assert [row[1] for row in rows(justice_tables.identity(source(everything, step=5)))][:6] == ["<10"] * 6


def test_a_ratio_to_nothing_earlier_says_so() -> None:
    told = {("PRO-07", 0): {DILI: 2}, ("PRO-05", 2): {DILI: 0}}
    assert rows(justice_tables.lagged(source(told), 2))[4][3:5] == ["0", "none earlier"]


def test_what_is_released_for_the_country_alone_is_withheld_from_a_ratio() -> None:
    laid = justice_tables.lagged(source(DEFENDANTS, step=5, withheld=("PRO-11b", "PRO-11c")), 2)
    assert rows(laid)[5][1] == "withheld"


def test_convictions_under_another_law_stand_apart_and_protection_beside_them() -> None:
    groups = [row[:2] for row in rows(justice_tables.persons(source(DEFENDANTS)))]
    by_name = {name: group for group, name in groups}
    assert by_name["Persons convicted under the trafficking law"] == "Persons"
    assert by_name["Persons convicted under another law for trafficking conduct"] == "Under another law"
    assert by_name["Victims under a protection measure or protection order"] == "Protection of victims"
    row, word = justice_tables.convictions(source({("PRO-07", 0): {DILI: 30}, ("PRO-07", 4): {DILI: 8, AILEU: 5}}))
    assert (row["now"], row["before"], row["districts"], word) == (30, 8, 1, Movement.ROSE)


def test_of_a_released_table_by_nationality_a_shown_0_is_not_left_off() -> None:
    parts = pd.DataFrame(
        [("nationality", item, value, 1) for item, value in (("IDN.F.child", 0.0), ("IDN.M.adult", 30.0))],
        columns=list(BREAKDOWN),
    )
    laid = breakdown_tables.tables(source({("PRT-04", 0): {DILI: 35}}, parts=parts, step=5), "PRT-04")[0]
    folded = breakdown_tables.folded(laid, CATALOGUE.dimensions["nationality"], voice())
    assert rows(folded)[:2] == [
        ["Indonesia", "Child <5 · Adult <5", "Child <5 · Adult 30", "30", "85.71%"],
        ["Not broken down", "", "", "5", "14.29%"],
    ]


def test_quarter_by_quarter_says_of_how_many_districts_once_and_keeps_the_victims_beside() -> None:
    first, second = justice_tables.in_two(source(DEFENDANTS))
    assert (first.columns[0], len(first.columns), len(second.columns)) == ("Quarter", 5, 4)
    assert first.columns[1] == "Persons prosecuted (charged in court)"
    assert rows(first)[0] == ["Q3 2026", "17 (1)", "14 (1)", "3 (1)", "2 (1)"]
    assert second.title == "Protection of victims"
    assert second.notes[0].replace(NO_BREAK, " ") == "In brackets: how many districts the number comes from, of 1."
    assert not first.notes
    whole = justice_tables.quarters(source(DEFENDANTS))
    assert whole.columns[1] == "Districts expected"
    assert whole.as_table([]).rows[0][1] == 1.0
    of_district = justice_tables.quarters(source(DEFENDANTS, place=DILI))
    assert "Districts expected" not in of_district.columns


@pytest.mark.parametrize(("language", "percent", "adults"), [("en", "70.11%", "5,017"), ("id", "70,11%", "5.017")])
def test_the_published_table_by_sex_and_age_in_our_words(language: Language, percent: str, adults: str) -> None:
    dimension = CATALOGUE.dimensions["sex_age"]
    made = crossed(cells(SEX_AGE, ("child", "adult")), rows=("F", "M"), columns=("child", "adult"), total=8515)
    laid = breakdown_tables.printed(
        dimension, made, part=CATALOGUE.measure("PRT-04"), step=math.nan, share=True, voice=voice(language)
    )
    assert rows(laid)[0][1:] == ["953", adults, _thousands(5970, language), percent]
    assert [row[-1] for row in rows(laid)][1:] == [_percent("29.89%", language), _percent("100.00%", language)]


def test_the_published_table_by_nationality_as_the_page_lays_it_out() -> None:
    codes = dict(
        zip(BY_NATIONALITY, ["IDN", "MMR", "KHM", "THA", "COL", "LAO", "UZB", "UKR", "KAZ", "ETH", "MDA"], strict=True)
    )
    told = cells({codes[name]: values for name, values in BY_NATIONALITY.items()}, COLUMNS)
    parts = pd.DataFrame(
        {
            "dimension": "nationality",
            "item": told["row"] + "." + told["column"],
            "value": told["value"],
            "districts": 1,
        }
    )
    laid = breakdown_tables.tables(source({("PRT-04", 0): {DILI: 8515}}, parts=parts), "PRT-04")[0]
    printed = {row[0]: (row[-2], row[-1]) for row in rows(laid)}
    expected = dict(PRINTED.values())
    assert [row[-2] for row in rows(laid)][:4] == ["6,748", "1,333", "304", "78"]
    assert {int(total.replace(",", "")): share for total, share in printed.values() if total != "8,515"} == expected
    assert rows(laid)[-1] == ["Total", "953", "5,017", "182", "2,363", "8,515", "100.00%"]
    assert by_size(told)[0] == "IDN"
    folded = breakdown_tables.folded(laid, CATALOGUE.dimensions["nationality"], voice())
    assert folded.columns == ("Group", "Female", "Male", "Total", "%")
    assert rows(folded)[0] == ["Indonesia", "Child 953 · Adult 4,976", "Child 166 · Adult 653", "6,748", "79.25%"]
    assert rows(folded)[1][:3] == ["Myanmar", "0", "Child 9 · Adult 1,324"]
    assert rows(folded)[-1] == ["Total", "Child 953 · Adult 5,017", "Child 182 · Adult 2,363", "8,515", "100.00%"]


def test_shares_of_few_released_people_are_left_out_and_what_is_not_broken_down_has_a_row() -> None:
    parts = pd.DataFrame([("movement", "internal", 10.0, 1)], columns=list(BREAKDOWN))
    shown = breakdown_tables.tables(source({("PRT-02", 0): {DILI: 20}}, parts=parts, step=5), "PRT-02")[0]
    assert "%" not in shown.columns
    assert rows(shown)[1:] == [["Not broken down", "10"], ["Total", "20"]]


def _thousands(number: int, language: Language) -> str:
    return f"{number:,}".replace(",", "." if language == "id" else ",")


def _percent(written: str, language: Language) -> str:
    return written.replace(".", ",") if language == "id" else written
