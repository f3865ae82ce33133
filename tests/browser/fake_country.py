"""A country that does not exist: outlines out of random points, and a small application that shows it on the map."""

from __future__ import annotations

import functools
import json
import random
from pathlib import Path
from typing import Any

import shapely

from data.geography.paths import path

DISTRICTS = 514
PROVINCES = 12
WIDTH, HEIGHT = 4000, 1500
TOWNS = 40


def write(folder: Path) -> None:
    """Put the application (`app.py`) and its two sets of outlines into a folder."""
    outlines = fake_outlines()
    folder.joinpath("large.json").write_text(json.dumps(outlines), "utf-8")
    folder.joinpath("small.json").write_text(json.dumps(first(outlines, 14)), "utf-8")
    folder.joinpath("app.py").write_text(APP, "utf-8")
    folder.joinpath("page.py").write_text(PAGE, "utf-8")


@functools.cache
def fake_outlines() -> dict[str, Any]:
    """514 districts in 12 provinces, 40 of them towns; their borders are shared corner by corner."""
    luck = random.Random(17)  # noqa: S311 - the same country every time
    land = shapely.box(20, 20, WIDTH - 20, HEIGHT - 20)
    towns = [(600 + 6 * (number % 8), 700 + 6 * (number // 8)) for number in range(TOWNS)]
    villages = [(luck.uniform(20, WIDTH - 20), luck.uniform(20, HEIGHT - 20)) for _ in range(DISTRICTS - TOWNS)]
    points = shapely.MultiPoint(towns + villages)
    cells = shapely.get_parts(shapely.intersection(shapely.voronoi_polygons(points, extend_to=land).geoms, land))
    cells = sorted(shapely.set_precision(cells, 1), key=lambda cell: (_province(cell), cell.centroid.x))
    rings = [[(int(x), int(y)) for x, y in cell.exterior.coords[:-1]] for cell in cells]
    parents = [_province(cell) for cell in cells]
    codes = [f"{10 + parent}.{number:03}" for number, parent in enumerate(parents)]
    names = [f"Kabupaten {_name(number)}" for number in range(DISTRICTS)]
    names[7] = "<img src=x onerror=alert(1)>"
    return {
        "iso3": "TST",
        "width": WIDTH,
        "height": HEIGHT,
        "official": False,
        "source": {"en": "Outlines of a country that does not exist.", "id": "Batas negara yang tidak ada."},
        "codes": codes,
        "names": names,
        "also": [f"old{number:03}" for number in range(DISTRICTS)],
        "parents": parents,
        "parentCodes": [str(10 + number) for number in range(PROVINCES)],
        "parentNames": [f"Province {chr(65 + number)}" for number in range(PROVINCES)],
        "reports": codes,
        "paths": [path([ring]) for ring in rings],
        "points": [[round(cell.representative_point().x), round(cell.representative_point().y)] for cell in cells],
        "sizes": [round(cell.area**0.5) for cell in cells],
        "missing": [],
    }


def first(outlines: dict[str, Any], count: int) -> dict[str, Any]:
    """The first districts alone, in a country without provinces."""
    lists = ("codes", "names", "also", "reports", "paths", "points", "sizes")
    return {**outlines, **{key: outlines[key][:count] for key in lists}, "parents": [-1] * count}


def _province(cell: shapely.Polygon) -> int:
    """Four provinces from west to east, three from north to south."""
    return int(cell.centroid.x * 4 // WIDTH) * 3 + int(cell.centroid.y * 3 // HEIGHT)


def _name(number: int) -> str:
    """A name of its own for each number; every tenth has an accent."""
    syllables = ["Ba", "Ce", "Di", "Fo", "Gu", "Ha", "Je", "Ki"]
    name = "".join(syllables[number // 8**place % 8].lower() for place in (2, 1, 0)).title()
    return name.replace("a", "á") if number % 10 == 0 else name


APP = """
import gzip
from pathlib import Path
import streamlit as st
from starlette.middleware import Middleware
from data.geography import Outlines
from pages.api import map_files, outlines
from pages.api.compression import Compression
from pages.api.headers import SecurityHeaders
from pages.api.own_page import OwnPage

def document(name):
    content = Path(__file__).with_name(name).read_bytes()
    return Outlines(document=content, gzipped=gzip.compress(content), digest="fake", codes=(), reports=(), missing=())

app = st.App(
    "page.py",
    routes=[
        outlines.route("TST", lambda digest: document("large.json")),
        outlines.route("TSU", lambda digest: document("small.json")),
        map_files.route(),
    ],
    middleware=[Middleware(SecurityHeaders), Middleware(Compression), Middleware(OwnPage)],
)
"""

PAGE = """
import json
import random
from pathlib import Path
import streamlit as st
from data.model import Status
from pages.api.outlines import address
from pages.parts.district_map import Undrawn, classify, district_map, drawn
from pages.parts.district_map import assets
from pages.parts.district_map.assets import MODULE_URL

st.set_page_config(layout="wide", page_icon=str(Path(assets.__file__).parents[1] / "icon.png"))

def anew():
    st.session_state.turn = st.session_state.get("turn", 0) + 1

st.button("Anew", on_click=anew)  # all that is below is made once more, as by somebody who has just come
turn = st.session_state.get("turn", 0)
st.text(f"turn {turn}")

def show(key, iso3, count, seed, **more):
    luck = random.Random(seed)
    states = [Status.REPORTED] * 6 + [Status.MISSING, Status.NIL, Status.NOT_EXPECTED, Status.WITHHELD]
    statuses = [luck.choice(states) for _ in range(count)]
    values = [float(luck.choice([0, 0, 1, 2, 3, 8, 21, 90])) if s is Status.REPORTED else None for s in statuses]
    classes = classify([v for v, s in zip(values, statuses) if s is Status.REPORTED], whole=True)
    data = drawn(
        outlines_url=address(iso3, "fake"), module_url=MODULE_URL, values=values, statuses=statuses, classes=classes,
        words={}, language="en", title=f"Map {key}", summary=f"Numbers of {key}.", unit="persons",
        **more)
    opened = district_map(data, key=f"{key} {turn}")
    st.text(f"{key} opened {opened}")

SELECTED = json.loads(Path(__file__).with_name("large.json").read_text())["codes"][99]
quarter = st.radio("Quarter", ["one", "two"], key=f"quarter {turn}")
st.text(f"drawn for quarter {quarter}")
where = st.radio("Country", ["large", "small", "none"], key=f"country {turn}")
if where == "large":
    show("main", "TST", 514, quarter, selected=SELECTED)
elif where == "small":
    show("main", "TSU", 14, quarter)
show("other", "TSU", 16, 3, undrawn=[Undrawn("99.1", "Far Island", "Sea"), Undrawn("99.2", "Near Island", "Sea")])
"""
