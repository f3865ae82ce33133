"""The catalogue as shipped, what a ministry may change in it, and what stops the start."""

import json
from collections import Counter
from pathlib import Path

import pytest
import yaml
from jsonschema import Draft202012Validator

from data.catalogue import Catalogue, load_catalogue, make_the_total
from data.errors import BadIndicator, UnknownIndicator
from data.model import Direction, Indicator, Kind, OverQuarters, Part, Pillar, Quarter
from data.settings import SHIPPED, Overlay
from data.words import words

QUARTER = Quarter(2026, 3)
CATALOGUE = load_catalogue()
INDICATORS = tuple(CATALOGUE.indicators.values())
PARTS = tuple(part for indicator in INDICATORS for part in indicator.parts)


def test_the_57_indicators_stand_in_the_order_of_the_form():
    expected = {"POL": 9, "PRE": 10, "PRT": 18, "PRO": 13, "PAR": 7}
    assert list(CATALOGUE.indicators) == [f"{p}-{n:02}" for p, count in expected.items() for n in range(1, count + 1)]


def test_every_pillar_has_its_indicators():
    assert [len(CATALOGUE.of_pillar(pillar, QUARTER)) for pillar in Pillar] == [9, 10, 18, 13, 7]


# measure: unit, kind, direction, over quarters, dimensions
EXPECTED = {
    "POL-01": "yes-no yes-no up last",
    "POL-02": "events flow up sum meeting_type",
    "POL-05": "villages stock up last",
    "POL-07": "money stock neither last budget_line budget_source",
    "POL-08": "money cumulative neither last budget_line budget_source",
    "POL-09a": "activities stock neither last plan_pillar",
    "POL-09b": "activities cumulative up last plan_pillar",
    "POL-09": "share ratio up last",
    "PRE-02": "contacts flow up sum sex_age",
    "PRE-03a": "titles flow up sum medium",
    "PRE-03b": "copies flow up sum medium",
    "PRE-05": "persons stock up last sex",
    "PRE-10a": "agencies flow up sum inspected",
    "PRE-10b": "agencies flow neither sum inspected",
    "PRE-10c": "agencies flow neither sum inspected",
    "PRT-01": "persons flow neither sum sex_age nationality",
    "PRT-02": "persons flow neither sum sex_age exploitation nationality movement identifying_agency",
    "PRT-03": "persons flow neither sum sex_age rescue",
    "PRT-04": "persons flow neither none sex_age exploitation nationality",
    "PRT-06": "persons flow up none sex_age",
    "PRT-07": "persons flow up none sex_age",
    "PRT-08": "persons flow up none sex_age",
    "PRT-09": "persons flow up sum sex_age return_route",
    "PRT-12a": "persons flow neither sum referral_reach",
    "PRT-12b": "persons flow neither sum referral_reach",
    "PRT-13a": "persons stock up last",
    "PRT-13b": "persons stock up last",
    "PRT-14": "persons stock neither last months_open",
    "PRT-16a": "beds stock up last",
    "PRT-16b": "persons stock neither last",
    "PRT-16c": "bed-nights flow neither sum",
    "PRT-18b": "facilities stock up last operator",
    "PRO-01": "reports flow neither sum law",
    "PRO-02": "cases flow neither sum law movement",
    "PRO-04a": "cases flow up sum law",
    "PRO-07": "persons flow up sum sex official sentence",
    "PRO-08": "persons flow neither sum other_law",
    "PRO-10": "persons stock down last months_pending",
    "PRO-11a": "persons flow up sum law",
    "PRO-11b": "money flow up sum law",
    "PRO-11c": "money flow up sum",
    "PRO-13b": "persons flow neither sum",
    "PAR-04a": "organisations stock up last member_kind",
    "PAR-04b": "organisations flow up last member_kind",
    "PAR-06a": "money flow up sum",
    "PAR-07a": "agencies flow up last",
    "PAR-07b": "agencies stock neither last",
    "PAR-07": "share ratio up last",
}


@pytest.mark.parametrize("measure", EXPECTED)
def test_a_measure_is_counted_as_its_definition_says(measure: str):
    part = CATALOGUE.measure(measure)
    dimensions = [dimension.key for dimension in part.dimensions]
    assert " ".join([part.unit, part.kind, part.direction, part.over_quarters, *dimensions]) == EXPECTED[measure]


@pytest.mark.parametrize("indicator", INDICATORS, ids=lambda indicator: indicator.code)
def test_every_text_stands_in_english_and_indonesian(indicator: Indicator):
    texts = [indicator.names, indicator.definition, *(part.names for part in indicator.parts)]
    texts += [indicator.note] if indicator.note else []
    for text in texts:
        assert text["en"].strip()
        assert text["id"].strip()
        assert text["en"] != text["id"]


def test_no_two_indicators_share_a_name():
    for language in ("en", "id"):
        names = Counter(indicator.names[language] for indicator in INDICATORS)
        assert names.most_common(1)[0][1] == 1


def test_definitions_are_written_for_officers_not_for_the_makers_of_forms():
    for indicator in INDICATORS:
        for definition in indicator.definition.values():
            assert len(definition) > 100
            assert not any(other in definition for other in CATALOGUE.indicators), indicator.code


def test_a_ratio_names_its_two_parts():
    ratios = {part.measure: (part.numerator, part.denominator) for part in PARTS if part.kind is Kind.RATIO}
    assert ratios == {"POL-09": ("POL-09b", "POL-09a"), "PAR-07": ("PAR-07a", "PAR-07b")}
    assert [part.measure for part in CATALOGUE.measures("POL-09")] == ["POL-09a", "POL-09b", "POL-09"]


def test_what_the_other_sheets_hold_is_not_typed_again():
    assert {part.measure: part.source for part in PARTS if part.source != "typed"} == {
        "PRT-16a": "facilities.beds",
        "PRT-16b": "facilities.residents",
        "PRT-16c": "facilities.bed_nights",
        "PAR-06a": "funding.committed",
        "PAR-06b": "funding.received",
    }
    typed = {part.measure for pillar in Pillar for part in CATALOGUE.typed_parts(pillar, QUARTER)}
    assert typed == {part.measure for part in PARTS} - {
        "PRT-16a",
        "PRT-16b",
        "PRT-16c",
        "PAR-06a",
        "PAR-06b",
        "POL-09",
        "PAR-07",
    }


def test_nationality_is_a_block_of_rows_by_sex_and_age_at_three_indicators():
    nationality = CATALOGUE.dimensions["nationality"]
    assert [".".join(item.key for item in cell) for cell in nationality.cells()][:4] == [
        "F.child",
        "F.adult",
        "F.unknown",
        "M.child",
    ]
    assert len(list(nationality.cells())) == 9
    assert {"IDN", "MYS", "TLS", "MMR", "citizen", "foreign", "stateless", "unknown"} <= {
        item.key for item in nationality.rows
    }
    assert [part.measure for part in PARTS if nationality in part.dimensions] == ["PRT-01", "PRT-02", "PRT-04"]


def test_nothing_but_sex_and_age_is_crossed_and_nothing_but_nationality_has_rows():
    crossed = {key for key, dimension in CATALOGUE.dimensions.items() if len(dimension.axes) > 1}
    assert crossed == {"sex_age", "nationality"}
    assert {key for key, dimension in CATALOGUE.dimensions.items() if dimension.rows} == {"nationality"}


def test_only_dimensions_with_one_answer_each_and_all_answers_make_the_total():
    assert [each.key for each in make_the_total(CATALOGUE.measure("PRT-02"))] == ["sex_age", "nationality", "movement"]
    assert {key for key, each in CATALOGUE.dimensions.items() if each.multiple} == {
        "exploitation",
        "support",
        "provider_service",
    }


def test_every_dimension_serves_an_indicator_or_another_dimension():
    used = {dimension.key for part in PARTS for dimension in part.dimensions}
    assert set(CATALOGUE.dimensions) == used


def test_the_form_stays_bearable():
    assert 550 <= CATALOGUE.input_cells(QUARTER, rows=6) <= 700
    more_rows = CATALOGUE.input_cells(QUARTER, rows=7) - CATALOGUE.input_cells(QUARTER, rows=6)
    assert more_rows == 3 * 9


@pytest.mark.parametrize("language", ["en", "id"])
def test_every_unit_has_a_label(language: str):
    assert {f"units.{part.unit}" for part in PARTS} <= set(words(language))


def test_rates_are_offered_for_people_and_reports_only():
    units = {part.unit for indicator in INDICATORS if indicator.per_100k for part in indicator.parts}
    assert units == {"persons", "contacts", "admissions", "reports"}


def test_measures_find_their_indicator():
    assert CATALOGUE.indicator_of("PRT-13a").code == "PRT-13"
    assert CATALOGUE.indicator_of("POL-09").code == "POL-09"


@pytest.mark.parametrize("code", ["PRT-99", "PRT-13", ""])
def test_an_unknown_measure_is_named(code: str):
    for ask in (CATALOGUE.measure, CATALOGUE.indicator_of):
        with pytest.raises(UnknownIndicator) as raised:
            ask(code)
        assert raised.value.values == {"code": code}


@pytest.mark.parametrize("code", ["PRT-99", "PRT-13a"])
def test_an_unknown_indicator_is_named(code: str):
    with pytest.raises(UnknownIndicator) as raised:
        CATALOGUE.measures(code)
    assert raised.value.values == {"code": code}


@pytest.mark.parametrize("folder", ["indicators", "dimensions"])
def test_the_schema_is_a_schema_that_every_shipped_file_names(folder: str):
    Draft202012Validator.check_schema(json.loads((SHIPPED / f"{folder}.schema.json").read_text("utf-8")))
    for path in (SHIPPED / folder).iterdir():
        first_line = path.read_text("utf-8").splitlines()[0]
        assert first_line == f"# yaml-language-server: $schema=../{folder}.schema.json"


def test_the_schema_offers_the_words_of_the_model():
    schema = json.loads((SHIPPED / "indicators.schema.json").read_text("utf-8"))
    definitions = schema["$defs"]
    assert schema["properties"]["pillar"]["enum"] == list(Pillar)
    assert definitions["kind"]["enum"] == [kind for kind in Kind if kind is not Kind.RATIO]
    assert definitions["direction"]["enum"] == list(Direction)
    assert definitions["over_quarters"]["enum"] == list(OverQuarters)


# A ministry's own files


def shipped(file: str) -> dict:
    return yaml.load((SHIPPED / file).read_text("utf-8"), Loader=yaml.CSafeLoader)


def own(folder: Path, file: str, says: object) -> None:
    path = folder / file
    path.parent.mkdir(exist_ok=True)
    path.write_text(says if isinstance(says, str) else yaml.safe_dump(says, allow_unicode=True), "utf-8")


def test_a_ministrys_file_replaces_the_shipped_one_of_its_name_and_no_other(tmp_path: Path):
    own(tmp_path, "indicators/PRT-02.yaml", shipped("indicators/PRT-02.yaml") | {"rules": ["C-99"]})
    overlaid = load_catalogue(Overlay(tmp_path))
    assert overlaid.indicators["PRT-02"].rules == ("C-99",)
    changed = [code for code in CATALOGUE.indicators if overlaid.indicators[code] != CATALOGUE.indicators[code]]
    assert changed == ["PRT-02"]


def test_a_ministry_may_add_an_indicator_with_a_dimension_of_its_own(tmp_path: Path):
    own(tmp_path, "dimensions/island.yaml", {"labels": LABELS, "items": {"north": LABELS}})
    own(tmp_path, "indicators/PRE-11.yaml", shipped("indicators/PRE-01.yaml") | {"dimensions": ["island"]})
    catalogue = load_catalogue(Overlay(tmp_path))
    assert list(catalogue.indicators)[18:21] == ["PRE-10", "PRE-11", "PRT-01"]
    assert catalogue.measure("PRE-11").dimensions[0].axes[0][0].key == "north"


def test_the_version_changes_with_any_file_and_only_then(tmp_path: Path):
    same, indicator, dimension = (tmp_path / name for name in ("same", "indicator", "dimension"))
    for folder in (same, indicator, dimension):
        folder.mkdir()
    own(same, "indicators/PRT-02.yaml", (SHIPPED / "indicators/PRT-02.yaml").read_text("utf-8"))
    own(indicator, "indicators/PRT-02.yaml", shipped("indicators/PRT-02.yaml") | {"rules": []})
    own(dimension, "dimensions/sex.yaml", shipped("dimensions/sex.yaml") | {"complete": False})
    versions = [load_catalogue(Overlay(folder)).version for folder in (same, indicator, dimension)]
    assert versions[0] == CATALOGUE.version
    assert len({CATALOGUE.version, *versions}) == 3
    assert all(len(version) == 12 for version in versions)


def test_an_indicator_is_asked_for_only_while_it_is_valid(tmp_path: Path):
    bounds = {"valid_from": "2026-Q2", "valid_to": "2026-Q3"}
    own(tmp_path, "indicators/PAR-02.yaml", shipped("indicators/PAR-02.yaml") | bounds)
    catalogue = load_catalogue(Overlay(tmp_path))
    asked = [asks(catalogue, Quarter(2026, number)) for number in (1, 2, 3, 4)]
    assert asked == [False, True, True, False]


def asks(catalogue: Catalogue, quarter: Quarter) -> bool:
    return "PAR-02" in {part.measure for part in catalogue.typed_parts(Pillar.PARTNERSHIP, quarter)}


# What stops the start

LABELS = {"en": "North", "id": "Utara"}


def without(says: dict, key: str) -> dict:
    return {other: value for other, value in says.items() if other != key}


PLAIN = shipped("indicators/PRT-02.yaml")
PARTED = shipped("indicators/POL-09.yaml")
SEX = shipped("dimensions/sex.yaml")


def parts(**changes: dict) -> dict:
    return PARTED | {"parts": {name: part | changes.get(name, {}) for name, part in PARTED["parts"].items()}}


BAD = {
    "direction": (
        "indicators/PRT-02.yaml",
        PLAIN | {"direction": "higher"},
        "indicators/PRT-02.yaml: direction: 'higher' is not one of up, down, neither",
    ),
    "no Indonesian": (
        "indicators/PRT-02.yaml",
        PLAIN | {"names": {"en": "Victims identified"}},
        "indicators/PRT-02.yaml: names.id: is missing",
    ),
    "no English in a part": (
        "indicators/POL-09.yaml",
        parts(a={"names": {"id": "Kegiatan"}}),
        "indicators/POL-09.yaml: parts.a.names.en: is missing",
    ),
    "empty text": (
        "indicators/PRT-02.yaml",
        PLAIN | {"definition": {"en": "", "id": "Hitung"}},
        "indicators/PRT-02.yaml: definition.en: is empty",
    ),
    "text that is none": (
        "indicators/PRT-02.yaml",
        PLAIN | {"definition": {"en": 5, "id": "Hitung"}},
        "indicators/PRT-02.yaml: definition.en: 5 is not a text",
    ),
    "language": (
        "indicators/PRT-02.yaml",
        PLAIN | {"names": {**LABELS, "English": "Victims"}},
        "indicators/PRT-02.yaml: names.English: 'English' is not written like en",
    ),
    "key missing": (
        "indicators/PRT-02.yaml",
        without(PLAIN, "pillar"),
        "indicators/PRT-02.yaml: pillar: is missing",
    ),
    "kind missing": ("indicators/PRT-02.yaml", without(PLAIN, "kind"), "indicators/PRT-02.yaml: kind: is missing"),
    "unknown key": (
        "indicators/PRT-02.yaml",
        PLAIN | {"directions": "up"},
        "indicators/PRT-02.yaml: unknown here: directions (did you mean direction?)",
    ),
    "no basis": ("indicators/PRT-02.yaml", PLAIN | {"basis": []}, "indicators/PRT-02.yaml: basis: is empty"),
    "unknown dimension": (
        "indicators/PRT-02.yaml",
        PLAIN | {"dimensions": ["sexage"]},
        "indicators/PRT-02.yaml: dimensions: 'sexage' is no dimension; there is no file dimensions/sexage.yaml",
    ),
    "unknown dimension of a part": (
        "indicators/POL-09.yaml",
        parts(b={"dimensions": ["colour"]}),
        "indicators/POL-09.yaml: parts.b.dimensions: 'colour' is no dimension; there is no file dimensions/colour.yaml",
    ),
    "dimension twice": (
        "indicators/PRT-02.yaml",
        PLAIN | {"dimensions": ["sex", "sex"]},
        "indicators/PRT-02.yaml: dimensions: something stands twice",
    ),
    "ratio of unknown parts": (
        "indicators/POL-09.yaml",
        parts(ratio={"numerator": "c"}),
        "indicators/POL-09.yaml: parts.ratio.numerator: 'c' is not one of the parts a, b",
    ),
    "ratio of itself": (
        "indicators/POL-09.yaml",
        parts(ratio={"denominator": "ratio"}),
        "indicators/POL-09.yaml: parts.ratio.denominator: 'ratio' is not one of the parts a, b",
    ),
    "ratio of one part": (
        "indicators/POL-09.yaml",
        parts(ratio={"numerator": "a"}),
        "indicators/POL-09.yaml: parts.ratio.denominator: is the numerator",
    ),
    "typed ratio": (
        "indicators/PRT-02.yaml",
        PLAIN | {"kind": "ratio"},
        "indicators/PRT-02.yaml: kind: 'ratio' is not one of flow, stock, cumulative, yes-no",
    ),
    "parts and number": (
        "indicators/POL-09.yaml",
        PARTED | {"unit": "persons"},
        "indicators/POL-09.yaml: unit: does not belong here",
    ),
    "one part only": (
        "indicators/POL-09.yaml",
        PARTED | {"parts": {"a": PARTED["parts"]["a"]}},
        "indicators/POL-09.yaml: parts: needs at least 2",
    ),
    "summed stock": (
        "indicators/PRT-02.yaml",
        PLAIN | {"kind": "stock"},
        "indicators/PRT-02.yaml: over_quarters: what is stock is never summed over quarters",
    ),
    "yes-no of persons": (
        "indicators/PRT-02.yaml",
        PLAIN | {"kind": "yes-no", "over_quarters": "last"},
        "indicators/PRT-02.yaml: unit: the unit yes-no goes with the kind yes-no, and with no other",
    ),
    "broken down elsewhere": (
        "indicators/PRT-02.yaml",
        PLAIN | {"source": "facilities.beds"},
        "indicators/PRT-02.yaml: dimensions: a number that is summed from another sheet is not broken down here",
    ),
    "quarter": (
        "indicators/PRT-02.yaml",
        PLAIN | {"valid_from": "2026"},
        "indicators/PRT-02.yaml: valid_from: '2026' is not written like 2026-Q3",
    ),
    "ends before it begins": (
        "indicators/PRT-02.yaml",
        PLAIN | {"valid_from": "2026-Q3", "valid_to": "2026-Q2"},
        "indicators/PRT-02.yaml: valid_to: 2026-Q2 is before 2026-Q3",
    ),
    "file name": (
        "indicators/victims.yaml",
        PLAIN,
        "indicators/victims.yaml: an indicator's file is named after its code, like PRT-02.yaml",
    ),
    "measure twice": (
        "indicators/PRE-01.yaml",
        "parts:\n  a: {unit: persons}\n  a: {unit: events}\n",
        "indicators/PRE-01.yaml: a stands twice",
    ),
    "key that is no text": (
        "dimensions/official.yaml",
        "items:\n  yes: {en: Official, id: Aparatur}\n",
        "dimensions/official.yaml: yes is read as no text: put it in quotes",
    ),
    "not YAML": ("indicators/PRT-02.yaml", "names: [", "indicators/PRT-02.yaml: while parsing a flow node"),
    "empty file": ("indicators/PRT-02.yaml", "", "indicators/PRT-02.yaml: None is not a group of keys"),
    "no items": ("dimensions/sex.yaml", without(SEX, "items"), "dimensions/sex.yaml: items: is missing"),
    "item key with a dot": (
        "dimensions/sex.yaml",
        SEX | {"items": {"F.x": LABELS}},
        "dimensions/sex.yaml: items.F.x: 'F.x' is not written like fishing",
    ),
    "label twice": (
        "dimensions/sex.yaml",
        SEX | {"items": {"F": LABELS, "M": LABELS | {"en": "South"}}},
        "dimensions/sex.yaml: items: id: 'Utara' stands for two items",
    ),
    "crosses what is no list": (
        "dimensions/sex_age.yaml",
        {"labels": LABELS, "crosses": ["sex", "nationality"]},
        "dimensions/sex_age.yaml: crosses: 'nationality' is no dimension that lists items",
    ),
    "crosses and lists": (
        "dimensions/sex_age.yaml",
        {"labels": LABELS, "crosses": ["sex", "age"], "items": {"F": LABELS}},
        "dimensions/sex_age.yaml: items: does not belong here",
    ),
    "dimension named total": (
        "dimensions/total.yaml",
        SEX,
        "dimensions/total.yaml: a dimension's file is named like sex_age.yaml, and not total.yaml",
    ),
}


@pytest.mark.parametrize(("file", "says", "message"), BAD.values(), ids=BAD)
def test_a_broken_file_stops_the_start_with_file_and_key(tmp_path: Path, file: str, says: object, message: str):
    own(tmp_path, file, says)
    with pytest.raises(BadIndicator) as raised:
        load_catalogue(Overlay(tmp_path))
    assert str(raised.value).startswith(message)
    assert "\n" not in str(raised.value)


def test_all_problems_of_all_files_are_told_at_once(tmp_path: Path):
    own(tmp_path, "indicators/PRT-02.yaml", PLAIN | {"direction": "higher", "kind": "sum"})
    own(tmp_path, "indicators/PAR-02.yaml", shipped("indicators/PAR-02.yaml") | {"unit": "Events"})
    with pytest.raises(BadIndicator) as raised:
        load_catalogue(Overlay(tmp_path))
    assert [line.split(": ")[:2] for line in str(raised.value).splitlines()] == [
        ["indicators/PAR-02.yaml", "unit"],
        ["indicators/PRT-02.yaml", "direction"],
        ["indicators/PRT-02.yaml", "kind"],
    ]


def test_a_wrong_dimension_is_told_once_and_not_again_by_every_indicator_that_uses_it(tmp_path: Path):
    own(tmp_path, "dimensions/sex.yaml", {"labels": LABELS})
    with pytest.raises(BadIndicator) as raised:
        load_catalogue(Overlay(tmp_path))
    assert "indicators/" not in str(raised.value)


def test_money_may_have_fractions_and_persons_may_not():
    whole: dict[bool, set[str]] = {True: set(), False: set()}
    for part in PARTS:
        whole[part.whole].add(unit_group(part))
    assert whole[False] == {"money", "share"}


def unit_group(part: Part) -> str:
    return part.unit if part.unit in {"money", "share"} else "counted"
