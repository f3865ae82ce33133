"""Outlines as a browser gets them: every place is there, nothing overlaps, borders are shared, and it is small."""

import gzip
import json
import math
import subprocess
import sys
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import shapely

from data.countries import country_codes, load_country
from data.errors import BadCountry
from data.geography import Outlines, outlines
from data.geography.coverage import HAIRLINE
from data.geography.document import compose, installed_path, outlines_path
from data.geography.grid import Grid
from data.geography.outline_file import Feature, OutlineFile, read_outline_file, write_outline_file
from data.geography.paths import Ring, rings
from data.model import Level

EVERY_COUNTRY = pytest.mark.parametrize("iso3", country_codes())
NOWHERE = Path("there is nothing installed here")
SQUARE: Ring = [(0, 0), (10, 0), (10, 10), (0, 10)]


@cache
def shipped(iso3: str) -> Outlines:
    return outlines(load_country(iso3), NOWHERE)


@cache
def document(iso3: str) -> dict[str, Any]:
    return dict(json.loads(shipped(iso3).document))


def area(drawn: str) -> shapely.Geometry:
    """A path as a browser fills it by the rule evenodd."""
    shape = shapely.Polygon()
    for ring in rings(drawn):
        shape = shapely.symmetric_difference(shape, shapely.Polygon(ring))
    return shape


@cache
def areas(iso3: str) -> np.ndarray[Any, np.dtype[np.object_]]:
    return np.array([area(drawn) for drawn in document(iso3)["paths"]], dtype=object)


@EVERY_COUNTRY
def test_every_district_of_the_register_is_drawn_once(iso3: str) -> None:
    places = load_country(iso3).places.values()
    districts = sorted(place.code for place in places if place.level is Level.DISTRICT)
    assert list(shipped(iso3).codes) == document(iso3)["codes"] == document(iso3)["reports"] == districts
    assert shipped(iso3).missing == ()
    assert document(iso3)["missing"] == []


@EVERY_COUNTRY
def test_every_list_has_an_entry_for_every_outline(iso3: str) -> None:
    drawn = document(iso3)
    for key in ("names", "also", "reports", "parents", "paths", "points", "sizes"):
        assert len(drawn[key]) == len(drawn["codes"]), key
    assert len(drawn["parentCodes"]) == len(drawn["parentNames"]) == max(drawn["parents"]) + 1


@EVERY_COUNTRY
def test_sizes_are_those_of_the_areas(iso3: str) -> None:
    assert document(iso3)["sizes"] == [round(math.sqrt(each)) for each in shapely.area(areas(iso3))]


@EVERY_COUNTRY
def test_rings_are_drawn_without_crossing_themselves(iso3: str) -> None:
    for code, drawn in zip(document(iso3)["codes"], document(iso3)["paths"], strict=True):
        for ring in rings(drawn):
            assert len(ring) >= 3, code
            assert shapely.Polygon(ring).is_valid, code
    assert shapely.is_valid(areas(iso3)).all()


@EVERY_COUNTRY
def test_no_two_districts_overlap(iso3: str) -> None:
    shapes = areas(iso3)
    one, other = shapely.STRtree(shapes).query(shapes, predicate="intersects")
    pairs = one < other
    assert shapely.area(shapely.intersection(shapes[one[pairs]], shapes[other[pairs]])).sum() == 0


@EVERY_COUNTRY
def test_neighbours_share_every_corner_of_their_border(iso3: str) -> None:
    edges = Counter(
        frozenset((ring[i - 1], ring[i]))
        for drawn in document(iso3)["paths"]
        for ring in rings(drawn)
        for i in range(len(ring))
    )
    assert max(edges.values()) == 2
    assert shapely.coverage_is_valid(areas(iso3))


@EVERY_COUNTRY
def test_no_hairline_gap_is_open_between_neighbours(iso3: str) -> None:
    gaps = [
        shapely.Polygon(ring) for part in shapely.get_parts(shapely.union_all(areas(iso3))) for ring in part.interiors
    ]
    widths = [2 * shapely.maximum_inscribed_circle(gap).length for gap in gaps]
    assert [width for width in widths if width < 0.9 * HAIRLINE] == []


@EVERY_COUNTRY
def test_everything_lies_on_the_map_and_points_lie_inside(iso3: str) -> None:
    drawn = document(iso3)
    west, north, east, south = shapely.total_bounds(areas(iso3))
    assert west >= 0
    assert north >= 0
    assert east <= drawn["width"]
    assert south <= drawn["height"]
    assert shapely.covers(areas(iso3), shapely.points(drawn["points"])).all()


@EVERY_COUNTRY
def test_a_map_says_where_its_outlines_come_from_and_that_they_are_not_official(iso3: str) -> None:
    drawn = document(iso3)
    assert drawn["official"] is False
    assert "not official" in drawn["source"]["en"]
    assert "bukan batas resmi" in drawn["source"]["id"]


@EVERY_COUNTRY
def test_what_a_browser_fetches_is_small(iso3: str) -> None:
    assert gzip.decompress(shipped(iso3).gzipped) == shipped(iso3).document
    assert len(shipped(iso3).gzipped) <= 110_000


def test_districts_are_grouped_by_province_and_found_by_other_names_and_codes() -> None:
    drawn = document("IDN")
    index = drawn["codes"].index("93.01")
    assert drawn["names"][index] == "Kabupaten Merauke"
    assert drawn["also"][index] == "Merauke ID9401 9401 91.01"
    assert drawn["parentNames"][drawn["parents"][index]] == "Papua Selatan"


def test_a_country_without_provinces_has_no_groups() -> None:
    assert document("TLS")["parentCodes"] == []
    assert set(document("TLS")["parents"]) == {-1}


def test_the_shipped_outlines_are_near_to_the_real_districts(
    official: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    real = {
        feature["properties"]["kemendagri_2025"]: shapely.make_valid(
            shapely.from_geojson(json.dumps(feature["geometry"]))
        )
        for feature in json.loads((official / "idn_adm2_clean.geojson").read_text("utf-8"))["features"]
    }
    grid = read_outline_file(outlines_path(load_country("IDN"), NOWHERE)).grid
    steps, corner = np.array([grid.x_step, -grid.y_step]), np.array([grid.west, grid.north])
    drawn = shapely.transform(areas("IDN"), lambda units: corner + units * steps)
    theirs = np.array([real[code] for code in document("IDN")["codes"]], dtype=object)
    overlap = shapely.area(shapely.intersection(drawn, theirs)) / shapely.area(shapely.union(drawn, theirs))
    median, tenth = np.median(overlap), np.percentile(overlap, 10)
    with capsys.disabled():
        sys.stdout.write(
            f"\noverlap (IoU) with {len(theirs)} real districts: median {median:.3f}, 10th % {tenth:.3f}\n"
        )
    assert median >= 0.855
    assert tenth >= 0.72


def test_serving_outlines_loads_neither_geopandas_nor_shapely() -> None:
    code = "import sys, data.geography; sys.exit(bool({'geopandas', 'shapely', 'pyogrio'} & set(sys.modules)))"
    subprocess.run([sys.executable, "-c", code], check=True, cwd=Path(__file__).parent.parent.parent)


def tiny(*features: Feature, source: str = "", installed: str = "") -> OutlineFile:
    return OutlineFile(Grid(124.0, -8.0, 0.001, 0.001, 20, 20), features, source, installed)


def test_a_district_without_an_outline_is_listed() -> None:
    made = compose(load_country("TLS"), tiny(Feature("TL06", "Dili", "TL06", (5, 5), ((SQUARE,),))))
    assert "TL06" not in made.missing
    assert len(made.missing) == 13
    assert json.loads(made.document)["missing"] == list(made.missing)


def test_finer_outlines_carry_the_code_of_the_place_that_reports() -> None:
    inner: Ring = [(x + 10, y) for x, y in SQUARE]
    made = compose(
        load_country("MYS"),
        tiny(
            Feature("MY0101", "Batu Pahat", "MY-01", (5, 5), ((SQUARE,),)),
            Feature("MY0102", "Johor Bahru", "MY-01", (15, 5), ((inner,),)),
        ),
    )
    drawn = json.loads(made.document)
    assert made.codes == ("MY0101", "MY0102")
    assert drawn["reports"] == list(made.reports) == ["MY-01", "MY-01"]
    assert drawn["names"] == ["Batu Pahat", "Johor Bahru"]
    assert (drawn["parentCodes"], drawn["parentNames"], drawn["parents"]) == (["MY-01"], ["Johor"], [0, 0])
    assert "MY-01" not in made.missing


def test_installed_outlines_come_before_shipped_ones_and_change_the_digest(tmp_path: Path) -> None:
    country = load_country("TLS")
    file = tiny(Feature("TL06", "Dili", "TL06", (5, 5), ((SQUARE,),)), source="Survey office, 2026", installed="a.zip")
    write_outline_file(installed_path(country, tmp_path), file)
    found = outlines(country, tmp_path)
    assert found.codes == ("TL06",)
    assert found.digest != shipped("TLS").digest
    assert json.loads(found.document)["official"] is True
    assert set(json.loads(found.document)["source"].values()) == {"Survey office, 2026"}


def test_installed_outlines_without_a_source_are_known_by_their_file() -> None:
    drawn = json.loads(compose(load_country("TLS"), tiny(installed="a.zip")).document)
    assert drawn["source"]["en"] == "Boundaries from the file a.zip, installed by the operator."
    assert "a.zip" in drawn["source"]["id"]


def test_a_hole_and_an_island_survive_writing_and_reading(tmp_path: Path) -> None:
    hole: Ring = [(2, 2), (2, 4), (4, 4)]
    island: Ring = [(15, 15), (18, 15), (18, 18)]
    written = tiny(Feature("TL06", "Dili", "TL06", (8, 8), ((SQUARE, hole), (island,))))
    write_outline_file(tmp_path / "file.geojson", written)
    assert read_outline_file(tmp_path / "file.geojson") == written
    assert [path.name for path in tmp_path.iterdir()] == ["file.geojson"]


@pytest.mark.parametrize("text", ["", "[]", '{"type": "FeatureCollection", "features": []}', '{"grid": {"west": 1}}'])
def test_a_file_that_is_not_of_our_making_is_named(tmp_path: Path, text: str) -> None:
    (tmp_path / "districts.geojson").write_text(text, "utf-8")
    with pytest.raises(BadCountry, match=r"districts\.geojson"):
        read_outline_file(tmp_path / "districts.geojson")
