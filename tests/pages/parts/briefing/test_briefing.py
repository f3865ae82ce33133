"""The two pages: from accepted returns alone where sentences are made, always two, and no text breaks them."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import math
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import typst

from data.briefing import TEMPLATE
from data.countries import load_country
from data.errors import NotAllowed, NotReleased
from data.geography import Outlines, outlines
from data.model import Role, Status, Visitor
from data.store import accepted, frames, review
from data.store.engine import writing
from data.store.house import House
from data.words import text
from metrics.attention import SILENCE, Since
from metrics.coverage import Share
from pages.parts import summary
from pages.parts.briefing import facts, picture, typesetting, wording
from pages.parts.briefing.facts import Briefing
from pages.parts.district_map import classify
from pages.parts.district_map.payload import LETTERS
from tests.conftest import not_here
from tests.pages import small_world
from tests.pages.small_world import MISLEADING, NEVER, NEWEST, SILENT

MINISTRY = Visitor("minister@example.org", Role.LEADERSHIP)
REVIEWER = Visitor("reviewer@example.org", Role.REVIEWER)
NOW = dt.datetime(2026, 11, 20, 8, tzinfo=dt.UTC)
ACCEPTED = 3
AWKWARD = '#panic("x") "quoted" $x^2$ *a* _b_ `c` \\ @d <e> = f // g [h] ~'


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    """The small world on a real database, some of whose returns are accepted."""
    var = tmp_path_factory.mktemp("briefing")
    house = small_world.make({**small_world.settings(var), "DATABASE_URL": f"sqlite:///{var / 'real.db'}"})
    with writing(house.engine) as connection:
        for quarter in (NEWEST, NEWEST - 4):
            receipts = frames.counting(connection, quarter=quarter).sort_values("place")["receipt"].tolist()[:ACCEPTED]
            review.accept(connection, receipts, by=REVIEWER, at=NOW, country=house.country)
    return house


@pytest.fixture(scope="module")
def shapes(house: House) -> Outlines:
    return outlines(house.country, house.settings.var, None)


@pytest.fixture(scope="module")
def found(house: House) -> Briefing:
    return facts.briefing(house, MINISTRY, NEWEST)


@pytest.fixture
def said(house: House, found: Briefing, shapes: Outlines) -> dict[str, Any]:
    return wording.told(house, found, shapes, language="en", day=NOW.date())


def pages(said: dict[str, Any]) -> int:
    """How many pages it takes."""
    drawn = typst.compile(
        TEMPLATE,
        root=TEMPLATE.parent,
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps(said)},
        format="png",
        ppi=10,
    )
    return len(drawn) if isinstance(drawn, list) else 1


def read(pdf: bytes, folder: Path) -> str:
    """The text of a PDF."""
    program = shutil.which("pdftotext") or not_here("pdftotext")
    (folder / "pages.pdf").write_bytes(pdf)
    done = subprocess.run([program, "-layout", folder / "pages.pdf", "-"], capture_output=True, check=True)
    return " ".join(done.stdout.decode().split())


def test_sentences_rest_on_accepted_returns_alone(found: Briefing) -> None:
    assert (found.accepted.count, found.accepted.of, found.release) == (ACCEPTED, 14, None)
    now, before = found.told[0].figures
    assert (now.reporting, now.expected, before.reporting) == (ACCEPTED, 14, ACCEPTED)
    shown = next(row["quarter"].now for row in found.changes if row["quarter"].now.measure == now.measure)
    assert shown.reporting == 12
    assert now.value is not None
    assert shown.value is not None
    assert now.value < shown.value
    [plan] = [each for each in found.told if each.key.startswith("plan")] or [None]
    assert plan is None or plan.base == found.accepted


def test_who_is_silent_is_named_with_the_office_that_filed_last(said: dict[str, Any], house: House) -> None:
    rows = {row[0]: row[2] for row in said["silent"]["rows"]}
    names = {code: house.country.places[code].name for code in (SILENT, NEVER)}
    assert rows[names[SILENT]] == "Task force"
    assert rows[names[NEVER]] == text("briefing.office_of", place=names[NEVER])
    assert said["silent"]["of"] == "2 of 14"


def test_the_totals_of_others_stand_beside_ours_with_source_and_are_not_added(said: dict[str, Any]) -> None:
    ours, *others = said["others"]["rows"]
    assert ours[0] == text("briefing.ours")
    assert [row[2][0] for row in others] == ["32", "10"]
    assert all("TIP Report 2023" in row[1][1] for row in others)


@pytest.mark.parametrize("language", ["en", "id"])
def test_two_pages_with_their_numbers(
    language: str, house: House, found: Briefing, shapes: Outlines, tmp_path: Path
) -> None:
    said = wording.told(house, found, shapes, language=language, day=NOW.date())
    assert pages(said) == 2
    told = read(typesetting.typeset(said, now=NOW), tmp_path)
    for piece in (text("briefing.not_public", language), text("map.not_official", language), MISLEADING):
        assert piece in told
    assert text("figures.of", language, count=12, of=14) in told
    for sentence in said["sentences"]["told"]:
        assert sentence[:40] in told


def test_no_name_is_read_as_markup(said: dict[str, Any], tmp_path: Path) -> None:
    for part in ("silent", "centres"):
        said[part]["rows"] = [[AWKWARD, AWKWARD, *row[2:]] for row in said[part]["rows"]]
    said["sentences"]["told"] = [AWKWARD]
    assert pages(said) == 2
    told = read(typesetting.typeset(said, now=NOW), tmp_path).replace("“", '"').replace("”", '"')
    assert '#panic("x")' in told
    assert "*a* _b_ `c`" in told


def test_where_a_whole_country_is_silent_there_are_still_two_pages(
    house: House, found: Briefing, shapes: Outlines
) -> None:
    large = load_country("IDN")
    codes = [place.code for place in large.districts(NEWEST)]
    everybody = pd.DataFrame([(code, 12) for code in codes], columns=list(SILENCE))
    centre = dataclasses.replace(found.at_risk[0], name="Centre with a name that goes on and on " * 4)
    crowded = dataclasses.replace(
        found,
        country=large,
        silent=summary.silent(everybody, large, NEWEST),
        offices=dict.fromkeys(codes, "An office whose name is longer than a line of any table " * 3),
        at_risk=(centre,) * 60,
        standing={centre.code: Since(NEWEST - 8, None, at_least=True)},
        changes=found.changes * 4,
        told=found.told[:1] * 3,
    )
    said = wording.told(house, crowded, shapes, language="id", day=NOW.date())
    assert len(said["silent"]["rows"]) == wording.SILENT
    assert said["silent"]["more"] == text("briefing.more", "id", count=len(codes) - wording.SILENT)
    assert said["centres"]["rows"][0][-1] == "Tw3 2024 atau sebelumnya"
    assert pages(said) == 2


def test_four_ways_of_having_no_number_are_drawn_differently() -> None:
    classes = classify([0, 5], whole=True)
    drawn = [picture.swatch(letter, classes) for letter in (*LETTERS.values(), "0", "1")]
    assert len(set(drawn)) == len(drawn) == 6


def test_the_map_on_paper_shows_what_the_map_on_the_screen_shows(
    house: House, found: Briefing, shapes: Outlines
) -> None:
    """Of a share too, whose numbers are percentages there."""
    codes = [place.code for place in house.country.districts(NEWEST)]
    values = pd.DataFrame({"place": codes, "value": [0.25, 0.75, 0.75, *[math.nan] * (len(codes) - 3)]})
    values["status"] = [*[Status.REPORTED.value] * 3, *[Status.MISSING.value] * (len(codes) - 3)]
    values = values.assign(reporting=[1] * 3 + [0] * (len(codes) - 3), expected=1, step=math.nan)
    said = wording.told(
        house,
        dataclasses.replace(found, measure="PAR-07", districts=values),
        shapes,
        language="en",
        day=NOW.date(),
    )["map"]
    told = {entry["label"]: entry["count"] for entry in said["legend"]}
    assert (told["25.0"], told["75.0"], told[text("map.missing")]) == ("1", "2", str(len(codes) - 3))
    assert text("map_page.percent") in said["note"]


def test_an_accepted_return_of_a_district_that_was_not_there_is_not_counted(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(accepted, "places", lambda *_: frozenset({"TL01", "elsewhere"}))
    assert facts.briefing(house, MINISTRY, NEWEST).accepted == Share(1, 14)


def test_nobody_gets_more_than_what_is_theirs(house: House) -> None:
    with pytest.raises(NotAllowed):
        facts.briefing(house, Visitor("", Role.PUBLIC), NEWEST)
    with pytest.raises(NotReleased):
        facts.briefing(house, Visitor("officer@example.org", Role.TASKFORCE, frozenset({"TL01"})), NEWEST)
