"""The door for official boundaries: every column set is understood, a wrong file changes nothing, nothing vanishes."""

import datetime as dt
import functools
import json
import re
import zipfile
from pathlib import Path
from typing import Any

import geopandas
import numpy as np
import pytest
import shapely
from typer.testing import CliRunner

from data.countries import load_country
from data.errors import BadBoundaries
from data.geography import Installed, Outlines, atlas, install, outlines
from data.geography.coverage import HAIRLINE
from data.geography.document import installed_path, outlines_path
from data.geography.outline_file import OutlineFile, read_outline_file
from data.geography.paths import rings
from data.model import Level, Quarter
from manage import app

NOWHERE = Path("there is nothing installed here")
Row = dict[str, Any]


@functools.cache
def shipped(iso3: str) -> OutlineFile:
    """The shipped outlines in units; every test that asks reads them, and none changes them."""
    return read_outline_file(outlines_path(load_country(iso3), NOWHERE))


@functools.cache
def shapes(iso3: str) -> dict[str, shapely.Geometry]:
    """The shipped outlines in degrees, by code."""
    file = json.loads(outlines_path(load_country(iso3), NOWHERE).read_text("utf-8"))
    return {each["properties"]["code"]: shapely.from_geojson(json.dumps(each["geometry"])) for each in file["features"]}


def frame(rows: list[Row]) -> geopandas.GeoDataFrame:
    return geopandas.GeoDataFrame(rows, crs="EPSG:4326")


def timor(code: str, name: str, *, drop: tuple[str, ...] = ()) -> list[Row]:
    """Timor-Leste's municipalities with the columns of those names."""
    country = load_country("TLS")
    return [
        {code: key, name: country.places[key].name, "geometry": shape}
        for key, shape in shapes("TLS").items()
        if key not in drop
    ]


def put(rows: list[Row], path: Path, **options: Any) -> Path:
    frame(rows).to_file(path, **options)
    return path


def installed(path: Path, var: Path, iso3: str = "TLS", **options: Any) -> Installed:
    return install(path, country=load_country(iso3), var=var, **options)


def reason(path: Path, var: Path, iso3: str = "TLS") -> str:
    """Why a file is refused; nothing may have been written."""
    with pytest.raises(BadBoundaries) as error:
        installed(path, var, iso3)
    assert not installed_path(load_country(iso3), var).exists()
    return str(error.value.values["reason"])


def drawn(iso3: str, var: Path) -> dict[str, Any]:
    return dict(json.loads(outlines(load_country(iso3), var).document))


def drawn_areas(found: Outlines) -> np.ndarray[Any, np.dtype[np.object_]]:
    """The outlines as a browser fills them, in units."""
    result = []
    for path in json.loads(found.document)["paths"]:
        shape = shapely.Polygon()
        for ring in rings(path):
            shape = shapely.symmetric_difference(shape, shapely.Polygon(ring))
        result.append(shape)
    return np.array(result, dtype=object)


def assert_clean(areas: np.ndarray[Any, np.dtype[np.object_]]) -> None:
    """No overlap, shared borders, no hairline gaps."""
    assert shapely.is_valid(areas).all()
    assert shapely.coverage_is_valid(areas)
    gaps = [shapely.Polygon(ring) for part in shapely.get_parts(shapely.union_all(areas)) for ring in part.interiors]
    widths = [2 * shapely.maximum_inscribed_circle(gap).length for gap in gaps]
    assert [width for width in widths if width < 0.9 * HAIRLINE] == []


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("ADM1_PCODE", "ADM1_EN"),
        ("ADM1_PCODE", "ADM1_PT"),
        ("adm1_pcode", "adm1_name"),
        ("admin1Pcode", "admin1Name_en"),
        ("Adm1_Pcode", "Adm1_En"),
    ],
)
def test_humanitarian_columns_are_understood_in_any_case(tmp_path: Path, code: str, name: str) -> None:
    done = installed(put(timor(code, name), tmp_path / "tls.geojson"), tmp_path)
    assert (done.read, done.matched, done.drawn, done.finer) == (14, 14, 14, False)
    assert done.unmatched_in_file == done.unmatched_in_register == done.dropped == ()
    assert set(drawn("TLS", tmp_path)["codes"]) == set(shapes("TLS"))


def test_names_alone_are_enough_where_they_leave_no_doubt(tmp_path: Path) -> None:
    rows = [{**row, "shapeName": row["shapeName"].upper()} for row in timor("code", "shapeName")]
    assert installed(put(rows, tmp_path / "tls.geojson"), tmp_path).matched == 14


def test_accents_do_not_matter(tmp_path: Path) -> None:
    plain = {"Ataúro": "Atauro", "Lautém": "LAUTEM", "Liquiçá": "Liquica"}
    rows = [{**row, "shapeName": plain.get(row["shapeName"], row["shapeName"])} for row in timor("id", "shapeName")]
    assert installed(put(rows, tmp_path / "tls.geojson"), tmp_path).unmatched_in_register == ()


@pytest.mark.parametrize("kind", ["geojson", "gpkg", "shp", "geojson.zip", "shp.zip", "gpkg.zip"])
def test_every_kind_of_file_is_read(tmp_path: Path, kind: str) -> None:
    folder = tmp_path / "file"
    folder.mkdir()
    file = put(timor("ADM1_PCODE", "ADM1_PT"), folder / f"tls.{kind.removesuffix('.zip')}", encoding="utf-8")
    if kind.endswith(".zip"):
        with zipfile.ZipFile(tmp_path / "tls.zip", "w") as archive:
            for part in folder.iterdir():
                archive.write(part, f"inside/{part.name}")
        file = tmp_path / "tls.zip"
    assert installed(file, tmp_path / "var").matched == 14


def test_another_projection_is_turned_into_degrees(tmp_path: Path) -> None:
    file = tmp_path / "tls.gpkg"
    frame(timor("ADM1_PCODE", "ADM1_EN")).to_crs("EPSG:32751").to_file(file)
    installed(file, tmp_path)
    ours, found = shipped("TLS").grid, read_outline_file(installed_path(load_country("TLS"), tmp_path)).grid
    assert (found.west, found.north) == pytest.approx((ours.west, ours.north), abs=1e-3)


def indonesia(columns: dict[str, Any]) -> list[Row]:
    """Indonesia's districts as squares on their points, with columns made of a place and its province."""
    country = load_country("IDN")
    rows = []
    for feature in shipped("IDN").features:
        place = country.places[feature.code]
        province = country.places[place.parent or ""]
        x, y = 95 + feature.point[0] * 0.0023, 6 - feature.point[1] * 0.0023
        cells = {name: cell(place, province) for name, cell in columns.items()}
        rows.append({**cells, "geometry": shapely.box(x, y, x + 0.01, y + 0.01)})
    return rows


def places_of(rows: list[Row], var: Path, tmp_path: Path) -> list[str]:
    """Install the rows; the codes they were drawn under, in the order of the rows."""
    installed(put(rows, tmp_path / "idn.geojson"), var, "IDN")
    found = read_outline_file(installed_path(load_country("IDN"), var))
    at = {found.grid.degrees(*feature.point): feature.code for feature in found.features}
    points = np.array(list(at))
    middles = [shapely.get_coordinates(row["geometry"].centroid)[0] for row in rows]
    return [list(at.values())[int(np.hypot(*(points - middle).T).argmin())] for middle in middles]


CODE_COLUMNS = {
    "old P-codes": {"ADM2_PCODE": lambda p, _: p.alternate_codes["pcode"], "ADM2_EN": lambda p, _: p.name},
    "BPS digits": {"KDPKAB": lambda p, _: p.alternate_codes["bps_2020"], "WADMKK": lambda p, _: p.name},
    "digits of 2025": {"KDPKAB": lambda p, _: p.code.replace(".", ""), "WADMKK": lambda p, _: p.name},
    "codes of 2020": {"KDPKAB": lambda p, _: p.alternate_codes["kemendagri_2020"], "WADMKK": lambda p, _: p.name},
    "names and provinces": {"WADMKK": lambda p, _: p.name, "WADMPR": lambda _, province: province.name},
    "names as people say them": {
        "ADM2_EN": lambda p, _: re.sub("^Kabupaten (Administrasi )?", "", p.name),
        "ADM1_EN": lambda _, province: province.name,
    },
    "provinces of before 2022": {
        "ADM2_EN": lambda p, _: p.name,
        "ADM1_EN": lambda p, province: {"ID94": "Papua", "ID91": "Papua Barat"}.get(
            "ID" + p.alternate_codes["bps_2020"][:2], province.name
        ),
    },
}


@pytest.mark.parametrize("columns", CODE_COLUMNS)
def test_every_district_finds_its_own_place_under_every_code_system(tmp_path: Path, columns: str) -> None:
    rows = indonesia({**CODE_COLUMNS[columns], "right": lambda p, _: p.code})
    assert places_of(rows, tmp_path, tmp_path) == [row["right"] for row in rows]


def test_codes_without_names_that_agree_are_not_trusted(tmp_path: Path) -> None:
    country = load_country("MYS")
    rows = [
        {"ADM1_PCODE": f"{number}_1", "ADM1_EN": f"Town {number}", "geometry": shape}
        for number, shape in enumerate(shapes("MYS").values(), start=1)
    ]
    assert "0 of 16" in reason(put(rows, tmp_path / "mys.geojson"), tmp_path / "var", country.iso3)


def test_lakes_and_forests_are_left_out_and_named(tmp_path: Path) -> None:
    names = {"code": "ADM2_PCODE", "name": "ADM2_EN"}
    rows = indonesia({names["code"]: lambda p, _: p.alternate_codes["pcode"], names["name"]: lambda p, _: p.name})
    water = [("ID1288", "Danau Toba"), ("ID3388", "Wadung Kedungombo"), ("ID3399", "Hutan"), ("ID9999", "Nowhere")]
    for number, (code, name) in enumerate(water):
        rows.append(
            {"ADM2_PCODE": code, "ADM2_EN": name, "geometry": shapely.box(110 + number, 1, 110.1 + number, 1.1)}
        )
    done = installed(put(rows, tmp_path / "idn.geojson"), tmp_path, "IDN")
    assert done.dropped == ("Danau Toba", "Wadung Kedungombo", "Hutan", "Nowhere")
    assert done.unmatched_in_file == ()


def test_what_is_unmatched_is_named_on_both_sides(tmp_path: Path) -> None:
    rows = timor("ADM1_PCODE", "ADM1_EN", drop=("TL06", "TL0604"))
    rows.append({"ADM1_PCODE": "TL99", "ADM1_EN": "New Dili", "geometry": shapes("TLS")["TL06"]})
    done = installed(put(rows, tmp_path / "tls.geojson"), tmp_path)
    assert (done.read, done.matched) == (13, 12)
    assert done.unmatched_in_file == ("New Dili",)
    assert done.unmatched_in_register == ("Dili", "Ataúro")
    assert outlines(load_country("TLS"), tmp_path).missing == ("TL06", "TL0604")


def test_several_features_of_one_place_become_one_outline(tmp_path: Path) -> None:
    rows = timor("ADM1_PCODE", "ADM1_EN", drop=("TL13",))
    west, south, east, north = shapes("TLS")["TL13"].bounds
    halves = shapely.box(west, south, (west + east) / 2, north), shapely.box((west + east) / 2, south, east, north)
    rows += [
        {"ADM1_PCODE": "TL13", "ADM1_EN": "Viqueque", "geometry": shapely.intersection(shapes("TLS")["TL13"], half)}
        for half in halves
    ]
    done = installed(put(rows, tmp_path / "tls.geojson"), tmp_path)
    assert (done.read, done.matched, done.drawn) == (15, 15, 14)


def test_overlaps_gaps_and_crossed_rings_are_mended(tmp_path: Path) -> None:
    shifted = {"TL03": (0.0004, 0.0), "TL13": (0.0, 0.0003), "TL11": (-0.0003, 0.0002)}
    rows = timor("ADM1_PCODE", "ADM1_EN")
    for row in rows:
        east, north = shifted.get(row["ADM1_PCODE"], (0.0, 0.0))
        row["geometry"] = shapely.transform(row["geometry"], lambda p, e=east, n=north: p + np.array([e, n]))
        if row["ADM1_PCODE"] == "TL09":
            x, y = shapely.get_coordinates(row["geometry"].centroid)[0]
            bow = shapely.Polygon([(x, y), (x + 0.01, y + 0.01), (x + 0.01, y), (x, y + 0.01)])
            row["geometry"] = shapely.MultiPolygon([*shapely.get_parts(row["geometry"]), bow])
    done = installed(put(rows, tmp_path / "tls.geojson"), tmp_path)
    assert done.repaired == 1
    assert_clean(drawn_areas(outlines(load_country("TLS"), tmp_path)))


def malaysian_quarters() -> list[Row]:
    """Every state cut into four, with the columns of the Department of Statistics."""
    country = load_country("MYS")
    rows = []
    for code, shape in shapes("MYS").items():
        west, south, east, north = shape.bounds
        x, y = (west + east) / 2, (south + north) / 2
        boxes = [(west, south, x, y), (x, south, east, y), (west, y, x, north), (x, y, east, north)]
        number = country.places[code].alternate_codes["dosm"]
        for part, box in enumerate(boxes, start=1):
            geometry = shapely.intersection(shape, shapely.box(*box))
            cells = {
                "state": country.places[code].name,
                "district": f"{number}, part {part}",
                "code_state": int(number),
            }
            rows.append({**cells, "code_state_district": f"{number}_{part}", "geometry": geometry})
    return [row for row in rows if row["geometry"].area > 1e-4]


def test_a_finer_level_is_drawn_with_the_values_of_the_places_that_report(tmp_path: Path) -> None:
    rows = malaysian_quarters()
    done = installed(put(rows, tmp_path / "mys.geojson"), tmp_path, "MYS")
    assert done.finer
    assert done.matched == done.read == done.drawn == len(rows) > 40
    document = drawn("MYS", tmp_path)
    dosm = {each.alternate_codes.get("dosm"): each.code for each in load_country("MYS").places.values()}
    assert document["codes"] != document["reports"]
    assert [dosm[code.split("_")[0]] for code in document["codes"]] == document["reports"]
    assert document["reports"] == sorted(document["reports"])
    assert document["missing"] == []
    written = json.loads(installed_path(load_country("MYS"), tmp_path).read_text("utf-8"))
    assert written["features"][0]["properties"]["parent"] == "MY-01"


def test_a_finer_feature_that_reports_itself_keeps_its_own_code(tmp_path: Path) -> None:
    rows = [
        {
            "ADM2_PCODE": f"{code}0{part}",
            "ADM2_EN": f"Posto {part}",
            "ADM1_PCODE": code,
            "ADM1_EN": "?",
            "geometry": shape,
        }
        for code, shape in shapes("TLS").items()
        if code != "TL0604"
        for part in (1,)
    ]
    country = load_country("TLS")
    for row in rows:
        row["ADM1_EN"] = country.places[row["ADM1_PCODE"]].name
    rows.append(
        {
            "ADM2_PCODE": "TL0604",
            "ADM2_EN": "Atauro",
            "ADM1_PCODE": "TL06",
            "ADM1_EN": "Dili",
            "geometry": shapes("TLS")["TL0604"],
        }
    )
    done = installed(put(rows, tmp_path / "tls.geojson"), tmp_path)
    assert done.finer
    assert done.unmatched_in_register == ()
    document = drawn("TLS", tmp_path)
    assert dict(zip(document["codes"], document["reports"], strict=True))["TL0604"] == "TL0604"
    assert dict(zip(document["codes"], document["reports"], strict=True))["TL0601"] == "TL06"


def points() -> list[Row]:
    return [{**row, "geometry": row["geometry"].centroid} for row in timor("ADM1_PCODE", "ADM1_EN")]


def elsewhere() -> list[Row]:
    turned = [(row, shapely.transform(row["geometry"], lambda p: p[:, ::-1])) for row in timor("ADM1_PCODE", "ADM1_EN")]
    return [{**row, "geometry": shape} for row, shape in turned]


@pytest.mark.parametrize(
    ("rows", "why"),
    [
        (lambda: timor("kode", "nama"), "no column of codes or names that is known"),
        (lambda: timor("ADM1_PCODE", "ADM1_EN")[:5], "only 5 of 14 places"),
        (points, "not areas"),
        (elsewhere, "do not lie in this country"),
    ],
)
def test_a_file_of_something_else_is_refused_and_changes_nothing(tmp_path: Path, rows: Any, why: str) -> None:
    assert why in reason(put(rows(), tmp_path / "tls.geojson"), tmp_path / "var")


def test_provinces_are_not_taken_for_districts(tmp_path: Path) -> None:
    country = load_country("IDN")
    provinces = [place for place in country.places.values() if place.level is Level.PROVINCE]
    rows = [
        {"ADM1_PCODE": f"ID{p.code}", "ADM1_EN": p.name, "geometry": shapely.box(100 + i, 0, 101 + i, 1)}
        for i, p in enumerate(provinces)
    ]
    assert "of 514 places" in reason(put(rows, tmp_path / "idn.geojson"), tmp_path / "var", "IDN")


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("a.geojson", b"{", "cannot be read"),
        ("a.geojson", b"", "cannot be read"),
        ("a.geojson", b'{"type": "FeatureCollection", "features": []}', "no features"),
        ("a.gpkg", b"SQLite format 3\0 and then nothing", "cannot be read"),
        ("a.shp", b"\0\0\x27\x0a", "cannot be read"),
        ("a.zip", b"PK and then nothing", "damaged"),
        ("a.pdf", b"%PDF", "ends in none of"),
    ],
)
def test_a_damaged_file_is_refused_in_a_sentence(tmp_path: Path, name: str, content: bytes, why: str) -> None:
    (tmp_path / name).write_bytes(content)
    assert why in reason(tmp_path / name, tmp_path / "var")


@pytest.mark.parametrize(("names", "count"), [((), 0), (("a.geojson", "b.geojson"), 2)])
def test_a_zip_must_hold_one_file(tmp_path: Path, names: tuple[str, ...], count: int) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("readme.txt", "hello")
        for name in names:
            archive.writestr(name, "{}")
    assert f"holds {count}" in reason(tmp_path / "a.zip", tmp_path / "var")


def test_a_zip_cannot_write_outside_its_folder(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("../../escaped.geojson", frame(timor("ADM1_PCODE", "ADM1_EN")).to_json())
    installed(tmp_path / "a.zip", tmp_path / "var")
    assert not list(tmp_path.rglob("escaped*"))
    assert not list(tmp_path.parent.glob("escaped*"))


def test_a_wrong_file_leaves_what_was_installed_before(tmp_path: Path) -> None:
    installed(put(timor("ADM1_PCODE", "ADM1_EN"), tmp_path / "tls.geojson"), tmp_path)
    target = installed_path(load_country("TLS"), tmp_path)
    before = target.read_bytes()
    (tmp_path / "wrong.geojson").write_text("{")
    with pytest.raises(BadBoundaries):
        installed(tmp_path / "wrong.geojson", tmp_path)
    assert target.read_bytes() == before
    assert [path.name for path in target.parent.iterdir()] == [target.name]


def test_the_same_file_gives_the_same_outlines(tmp_path: Path) -> None:
    file = put(timor("ADM1_PCODE", "ADM1_EN"), tmp_path / "tls.geojson")
    digests = []
    for var in (tmp_path / "one", tmp_path / "two"):
        installed(file, var)
        digests.append(outlines(load_country("TLS"), var).digest)
    assert digests[0] == digests[1]


def run(var: Path, *arguments: str) -> Any:
    return CliRunner().invoke(app, ["boundaries", "install", *arguments], env={"LIMA_VAR": str(var)})


def test_the_command_tells_what_it_did(tmp_path: Path) -> None:
    rows = timor("ADM1_PCODE", "ADM1_EN", drop=("TL0604",))
    file = put(rows, tmp_path / "tls.geojson")
    done = run(tmp_path, str(file), "--country", "TLS", "--source", "Survey office, 2026")
    assert done.exit_code == 0, done.output
    assert "tls.geojson: 13 features read, 13 matched." in done.output
    assert "without an outline (1): Ataúro" in done.output
    assert drawn("TLS", tmp_path)["source"]["en"] == "Survey office, 2026"


def test_the_command_says_in_one_sentence_why_not(tmp_path: Path) -> None:
    (tmp_path / "wrong.geojson").write_text("{")
    done = run(tmp_path, str(tmp_path / "wrong.geojson"), "--language", "id")
    assert done.exit_code == 1
    assert done.stderr.strip().count("\n") == 0
    assert "berkas tidak dapat dibaca" in done.stderr
    assert done.stdout == ""


def test_the_command_knows_wrong_usage(tmp_path: Path) -> None:
    assert run(tmp_path).exit_code == 2
    assert run(tmp_path, str(tmp_path / "no such file")).exit_code == 2
    assert run(tmp_path, str(put(timor("a", "b"), tmp_path / "a.geojson")), "--language", "xx").exit_code == 2


@pytest.mark.parametrize(
    ("iso3", "file", "read", "outlines_drawn", "dropped", "repaired"),
    [
        ("IDN", "idn_codab2020_adm2.geojson", 522, 514, 8, 22),
        ("IDN", "idn_adm2_clean.geojson", 514, 514, 0, 0),
        ("MYS", "mys_dosm_adm2.geojson", 160, 160, 0, 7),
        ("TLS", "tls_adm1_14.geojson", 14, 14, 0, 0),
    ],
)
def test_real_official_files_are_installed_whole(
    official: Path, tmp_path: Path, iso3: str, file: str, read: int, outlines_drawn: int, dropped: int, repaired: int
) -> None:
    done = installed(official / file, tmp_path, iso3)
    assert (done.read, done.drawn, len(done.dropped), done.repaired) == (read, outlines_drawn, dropped, repaired)
    assert done.unmatched_in_file == done.unmatched_in_register == ()
    found = outlines(load_country(iso3), tmp_path)
    areas = drawn_areas(found)
    assert found.missing == ()
    assert_clean(areas)
    assert len(found.gzipped) <= 110_000
    near = shapely.area(areas).sum()
    grid = read_outline_file(installed_path(load_country(iso3), tmp_path)).grid
    theirs = shapely.union_all(shapely.make_valid(geopandas.read_file(official / file).geometry.to_numpy())).area
    assert near * grid.x_step * grid.y_step == pytest.approx(theirs, rel=0.01)


def test_earlier_boundaries_are_kept_beside_those_of_now(tmp_path: Path) -> None:
    country, last = load_country("TLS"), dt.date(2021, 12, 31)
    rows = timor("ADM1_PCODE", "ADM1_PT", drop=("TL0604",))
    [dili] = [row for row in rows if row["ADM1_PCODE"] == "TL06"]
    dili["geometry"] = shapely.union_all([shapes("TLS")["TL06"], shapely.box(125.5, -8.3, 125.6, -8.2)])
    file = put(rows, tmp_path / "tls-2020.geojson")
    done = installed(file, tmp_path, until=last, source="Survey office, 2020")
    assert (done.matched, done.unmatched_in_register, done.drawn) == (13, (), 15)
    book = atlas(country, tmp_path)
    assert book.now.digest == atlas(country, NOWHERE).now.digest
    then = book.of(Quarter(2021, 4), then=True)
    assert len(then.codes) == len(set(then.codes)) == 13
    assert then.digest != atlas(country, NOWHERE).of(Quarter(2021, 4), then=True).digest
    assert "Survey office, 2020" in json.loads(then.document)["source"]["en"]
    assert "Survey office" not in json.loads(book.of(Quarter(2021, 4), then=False).document)["source"]["en"]
    installed(file, tmp_path, until=last)
    assert atlas(country, tmp_path).of(Quarter(2021, 4), then=True).codes == then.codes  # replaced, not doubled


def test_of_a_day_since_which_nothing_changed_no_boundaries_are_kept(tmp_path: Path) -> None:
    file = put(timor("ADM1_PCODE", "ADM1_PT"), tmp_path / "tls.geojson")
    with pytest.raises(BadBoundaries) as error:
        installed(file, tmp_path, until=dt.date(2023, 1, 1))
    assert "1 January 2023" in str(error.value.values["reason"])
    assert not installed_path(load_country("TLS"), tmp_path).exists()
