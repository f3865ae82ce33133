"""Country packs: what is shipped is whole, and a broken pack stops the start with file and key or line."""

import shutil
from collections import Counter
from pathlib import Path

import pytest

from data.catalogue import load_catalogue
from data.countries import country_codes, load_country, place
from data.errors import BadCountry, UnknownPlace
from data.model import Country, Level, Quarter
from data.settings import SHIPPED, Overlay
from data.words import languages

EVERY_COUNTRY = pytest.mark.parametrize("iso3", country_codes())
NOW = Quarter.parse("2026-Q3")


def of_level(country: Country, level: Level) -> list[str]:
    return [each.code for each in country.places.values() if each.level is level]


@EVERY_COUNTRY
def test_a_pack_is_whole(iso3: str) -> None:
    country = load_country(iso3)
    assert country.iso3 == iso3
    assert country.places[iso3] is country.root
    assert country.districts(NOW)
    assert set(country.languages) <= set(languages())
    assert {each.level for each in country.places.values()} == set(country.levels)
    assert set(country.core) <= set(load_catalogue().indicators)
    assert (SHIPPED / "countries" / iso3.lower() / "SOURCE.md").is_file()


@EVERY_COUNTRY
def test_every_district_is_within_the_country_and_has_people(iso3: str) -> None:
    country = load_country(iso3)
    districts = of_level(country, Level.DISTRICT)
    assert country.within(iso3) == frozenset(districts)
    assert all(country.places[code].population for code in districts)
    year = max(country.root.population)
    assert sum(country.places[code].population[year] for code in districts) == country.root.population[year]


@EVERY_COUNTRY
def test_provinces_share_out_the_districts(iso3: str) -> None:
    country = load_country(iso3)
    provinces = of_level(country, Level.PROVINCE) or [iso3]
    counted = Counter(code for province in provinces for code in country.within(province))
    assert counted == Counter(of_level(country, Level.DISTRICT))


@pytest.mark.parametrize(("iso3", "districts", "provinces"), [("IDN", 514, 38), ("TLS", 14, 0), ("MYS", 16, 0)])
def test_no_place_is_forgotten(iso3: str, districts: int, provinces: int) -> None:
    country = load_country(iso3)
    assert len(of_level(country, Level.DISTRICT)) == districts
    assert len(of_level(country, Level.PROVINCE)) == provinces


def test_villages_are_counted_for_every_district_of_indonesia() -> None:
    country = load_country("IDN")
    villages = [country.places[code].villages or 0 for code in of_level(country, Level.DISTRICT)]
    assert min(villages) > 0
    assert sum(villages) == country.root.villages == 83_762


def test_a_district_of_a_new_province_reported_before_under_its_old_code() -> None:
    country = load_country("IDN")
    merauke = country.places["93.01"]
    assert merauke in country.districts(Quarter.parse("2021-Q4"))
    assert merauke.alternate_codes["kemendagri_2020"] == "91.01"
    assert "91.01" not in country.places
    assert not country.places["93"].exists_in(Quarter.parse("2022-Q2"))
    assert country.places["93"].exists_in(Quarter.parse("2022-Q3"))
    [line] = [each for each in country.lineage if each.after == "93.01"]
    assert (line.before, line.share, str(line.date), line.act) == ("91.01", 1.0, "2022-07-25", "Law 14/2022")


def test_every_changed_code_has_its_line_of_descent() -> None:
    country = load_country("IDN")
    changed = {
        (each.alternate_codes["kemendagri_2020"], each.code)
        for each in country.places.values()
        if each.level is Level.DISTRICT and each.alternate_codes["kemendagri_2020"] != each.code
    }
    lines = {
        (each.before, each.after) for each in country.lineage if each.after not in of_level(country, Level.PROVINCE)
    }
    assert lines == changed
    assert Counter(after[:2] for _, after in changed) == {"93": 4, "94": 8, "95": 8, "96": 6}


def test_the_same_digits_are_two_districts_in_two_systems() -> None:
    country = load_country("IDN")
    assert country.places["65.03"].name == "Kabupaten Nunukan"
    assert country.places["65.03"].alternate_codes["bps_2020"] == "6504"
    assert country.places["65.04"].name == "Kabupaten Tana Tidung"
    assert country.places["65.04"].alternate_codes["bps_2020"] == "6503"


def test_atauro_is_expected_from_the_day_it_became_a_municipality() -> None:
    country = load_country("TLS")
    before, after = (country.districts(Quarter.parse(quarter)) for quarter in ("2021-Q4", "2022-Q1"))
    assert {each.name for each in after} - {each.name for each in before} == {"Ataúro"}
    assert sum(line.share for line in country.lineage if line.before == "TL06") == pytest.approx(1)


def test_a_place_is_found_by_its_code_or_not_at_all() -> None:
    country = load_country("IDN")
    assert place(country, "32.02").name == "Kabupaten Sukabumi"
    with pytest.raises(UnknownPlace):
        place(country, "3202")


def test_a_country_without_a_pack_is_told() -> None:
    with pytest.raises(BadCountry, match=r"countries/xyz/country\.yaml: is missing"):
        load_country("XYZ")


def broken(folder: Path, file: str, old: str, new: str) -> str:
    """The complaint about Timor-Leste's pack with one thing changed in one file."""
    pack = folder / "countries" / "tls"
    shutil.copytree(SHIPPED / "countries" / "tls", pack)
    text = (pack / file).read_text("utf-8")
    assert old in text
    (pack / file).write_text(text.replace(old, new, 1), "utf-8")
    with pytest.raises(BadCountry) as error:
        load_country("TLS", Overlay(folder))
    return str(error.value)


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("due_days: 20", "due_days: soon", "countries/tls/country.yaml: due_days: 'soon' is not"),
        ("currency: USD", "currency: dollars", "countries/tls/country.yaml: currency: 'dollars' is not written like"),
        ("currency: USD\n", "", "countries/tls/country.yaml: currency: is missing"),
        ("currency: USD", "currency: USD\ncolour: red", "unknown here: colour"),
        ("code_system: pcode", "code_system: postal", "code_system: 'postal' is not one of pcode"),
        ("  district: {en: municipality", "  province: {en: municipality", "levels.district: is missing"),
        ("  - POL-01\n", "  - POL-01\n  - POL-02\n", "country.yaml: core:"),
        ("  at_risk_months: 6\n", "  at_risk_months: 2\n", "at_risk_months, watch_months have to rise"),
        ("  at_risk_months: 6\n", "", "centre_thresholds: say all of critical_months, at_risk_months, watch_months"),
        ("  watch_gap: 0.25\n", "  watch_gap: 25\n", "centre_thresholds.watch_gap: "),
    ],
)
def test_a_wrong_key_of_country_yaml_is_named(tmp_path: Path, old: str, new: str, complaint: str) -> None:
    assert complaint in broken(tmp_path, "country.yaml", old, new)


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("TL02,Aileu,district", "TL02,Aileu,town", "places.csv: line 4: level: 'town' is not one of country, province"),
        ("TL02,Aileu", "TL01,Aileu", "places.csv: line 4: TL01 stands twice"),
        ("TL02,Aileu", ",Aileu", "places.csv: line 4: code or name is empty"),
        ("district,TLS,TL-AL", "district,TL03,TL-AL", "TL02: its parent TL03 is not of a higher level"),
        ("district,TLS,TL-AL", "district,XX,TL-AL", "TL02: no place has the code 'XX' of its parent"),
        ("TLS,Timor-Leste,country", "TLS,Timor-Leste,district", "exactly one place must be the country; found 0"),
        (",54324", ",about 54000", "places.csv: line 4: population_2022: 'about 54000' is no count"),
        ("2022-01-01", "January 2022", "places.csv: line 9: Invalid isoformat string"),
        ("alt_iso", "alt_postal", "places.csv: alt_postal: no column of this table"),
        ("code,name", "code,title", "places.csv: name: is missing"),
        (",54324", ",54324,7", "places.csv: line 4: has too many cells"),
        ("TLS,TL-AL", "TLS,TL-AN", "alt_iso: TL-AN stands for TL01 and TL02"),
    ],
)
def test_a_wrong_line_of_places_csv_is_named(tmp_path: Path, old: str, new: str, complaint: str) -> None:
    assert complaint in broken(tmp_path, "places.csv", old, new)


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ("TL06,TL0604", "TL06,TL99", "lineage.csv: line 3: no place has the code TL99"),
        ("0.0307", "0.3", "lineage.csv: TL06: the shares of 2022-01-01 make 1.269, not 1"),
        ("0.0307", "2", "lineage.csv: line 3: share: 2 is not above 0 and at most 1"),
        ("before,after", "from,to", "lineage.csv: has not the columns before, after"),
    ],
)
def test_a_wrong_line_of_lineage_csv_is_named(tmp_path: Path, old: str, new: str, complaint: str) -> None:
    assert complaint in broken(tmp_path, "lineage.csv", old, new)


def test_every_problem_is_told_at_once(tmp_path: Path) -> None:
    shutil.copytree(SHIPPED / "countries" / "tls", tmp_path / "countries" / "tls")
    places = tmp_path / "countries" / "tls" / "places.csv"
    places.write_text(places.read_text("utf-8").replace("district", "town"), "utf-8")
    with pytest.raises(BadCountry) as error:
        load_country("TLS", Overlay(tmp_path))
    assert len([line for line in str(error.value).splitlines() if "'town'" in line]) == 14


def test_a_ministry_s_own_pack_takes_the_place_of_the_shipped_one(tmp_path: Path) -> None:
    own = tmp_path / "countries" / "tls"
    own.mkdir(parents=True)
    text = (SHIPPED / "countries" / "tls" / "country.yaml").read_text("utf-8")
    (own / "country.yaml").write_text(text.replace("due_days: 20", "due_days: 30"), "utf-8")
    assert load_country("TLS", Overlay(tmp_path)).due_days == 30
    assert load_country("TLS", Overlay(tmp_path)).places == load_country("TLS").places
