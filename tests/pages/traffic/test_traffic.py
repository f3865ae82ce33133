"""Donors and the public receive released figures and nothing else: on every page, in every file, from every route."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import pytest
from starlette.testclient import TestClient

from data.errors import NotReleased
from data.geography import outlines
from data.model import Level, Role, Visitor
from data.store import api_tokens
from data.store.engine import writing
from data.words import date, text
from pages.parts import signed_in
from pages.parts.briefing import facts, typesetting, wording
from tests.pages.api import real_world
from tests.pages.traffic import leaks, world
from tests.pages.traffic.decoded import Decoded
from tests.pages.traffic.walking import Walk
from tests.pages.traffic.world import RELEASED, World

READERS = (Role.DONOR, Role.PUBLIC)
FILES = {"values.csv", "values.xlsx", "table.csv", "table.xlsx", "briefing.html", "briefing.pdf"}
OF_DONORS = {"agreements.xlsx", "agreements.csv", "iati.xml"}
"""Files with a donor's own agreements, whose centres are told as they are released."""
FILES |= {f"proposal.{kind}" for kind in ("html", "pdf", "csv", "xlsx")}


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> World:
    return world.make(tmp_path_factory.mktemp("traffic"))


@pytest.fixture
def here(made: World, monkeypatch: pytest.MonkeyPatch) -> World:
    for name, value in made.environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("LIMA_CONTENT", raising=False)
    return made


@pytest.fixture
def browser(here: World, cookie: dict[str, str]) -> Callable[[Role], TestClient]:
    def of(role: Role) -> TestClient:
        client = real_world.browser(here.house)
        if token := world.session(here.house, role):
            client.cookies.set(signed_in.COOKIE, token)
        cookie[signed_in.COOKIE] = token
        return client

    return of


@pytest.mark.parametrize("role", READERS)
def test_every_page_and_file(role: Role, here: World, browser: Callable[[Role], TestClient]) -> None:
    wrong: list[str] = []
    seen = maps = 0

    def look(name: str, received: Decoded) -> None:
        nonlocal seen, maps
        maps += len(received.maps)
        wrong.extend(f"{name}: {each}" for each in leaks.found(received, here))
        seen += sum(number in here.shown_numbers for number in received.every_number())

    walk = Walk(here, look, browser(role))
    before = "" if role is Role.DONOR else f"{world.HELD_AT:%Y-%m}-04"
    walk.everywhere(thoroughly=role is Role.DONOR, as_of=before)
    assert wrong == [], "\n".join(wrong[:40])
    assert {"overview", "assistance", "justice", "map", "district", "trends", "centres", "what_if", "origin"} <= set(
        walk.pages
    )
    assert not {"submit", "my_returns", "receipt", "review", "reporting", "people"} & set(walk.pages)
    assert seen > 100  # what was looked through is full of figures
    assert maps >= (10 if role is Role.DONOR else 1)
    assert {name.split(" ")[0] for name in walk.fetched} == FILES | (OF_DONORS if role is Role.DONOR else set())


def texts_in(said: dict[str, Any]) -> list[str]:
    """Every text that is told."""
    received = Decoded()
    received.add(said)
    return received.texts


@pytest.mark.parametrize("language", ["en", "id"])
def test_the_two_pages_to_take_along(language: str, here: World) -> None:
    """All that is given to the program that sets them, pictures apart, whose paths are no figures."""
    quarter, day = RELEASED[-1], world.HELD_AT.date()
    donor = Visitor("donor@example.org", Role.DONOR)
    shapes = outlines(here.house.country, here.house.settings.var)
    told = wording.told(here.house, facts.briefing(here.house, donor, quarter), shapes, language=language, day=day)
    pdf = typesetting.typeset(told, now=world.HELD_AT)
    assert pdf.startswith(b"%PDF")
    assert told["mark"] == text("briefing.release", language, number=1, day=date(day, language))
    said = {**told, "map": {key: value for key, value in told["map"].items() if key not in ("picture", "legend")}}
    said["legend"] = [[entry["label"], entry["count"]] for entry in told["map"]["legend"]]
    written = texts_in(said)
    if text("numbers.thousands", language) != ",":  # 41.790 would be read as 41 and some
        written = [each.translate({ord("."): ",", ord(","): "."}) for each in written]
    received = Decoded()
    received.add(written)
    assert leaks.found(received, here) == []
    assert sum(number in here.shown_numbers for number in received.every_number()) >= 3
    with pytest.raises(NotReleased):
        facts.briefing(here.house, donor, world.OPEN)


@pytest.mark.parametrize("role", READERS)
def test_every_route(role: Role, here: World, browser: Callable[[Role], TestClient]) -> None:
    client, program = browser(role), real_world.browser(here.house)
    headers = {"authorization": f"Bearer {_token(here)}"} if role is Role.DONOR else {}
    told: dict[world.Cell, float] = {}
    for level in (Level.DISTRICT, Level.COUNTRY):
        asked = {
            "indicator": ",".join(here.house.catalogue.indicators),
            "quarter": ",".join(map(str, (*RELEASED, world.OPEN))),
            "level": level.value,
        }
        for kind in ("json", "csv"):
            answer = program.get(f"/api/values.{kind}?{urlencode(asked)}", headers=headers)
            assert answer.status_code == 200, answer.text[:200]
            _look(answer.content, here)
            told |= _cells(answer.text, kind, here)
    assert {key: value for key, value in here.shown.items() if key[0] in here.steps} == told
    ahead = client.get(f"/map-ahead?{urlencode({'indicator': 'PRT-04', 'quarter': str(RELEASED[0])})}")
    assert ahead.status_code == 200
    _look(ahead.content, here)
    for address in ("/", "/healthz", "/send", "/sign-in"):
        _look(client.get(address).content, here)


def _look(content: bytes, here: World) -> None:
    received = Decoded()
    received.add(content)
    assert leaks.found(received, here) == []


def _token(here: World) -> str:
    with writing(here.house.engine) as connection:
        return api_tokens.make(connection, "donor@example.org", label="test", by="operator", at=world.HELD_AT)


def _cells(answer: str, kind: str, here: World) -> dict[world.Cell, float]:
    """The figures of people, each with the words for it."""
    rows: list[list[Any]] = json.loads(answer) if kind == "json" else list(csv.reader(io.StringIO(answer)))
    names, _, *rows = rows
    found = {}
    for row in (dict(zip(names, each, strict=True)) for each in rows):
        if row["indicator_code"] in here.steps and row["value"] not in (None, ""):
            step, value = here.steps[row["indicator_code"]], float(row["value"])
            assert row["shown"] == (f"{value:,.0f}" if value else f"<{step:.0f}")
            found[row["indicator_code"], row["quarter"], row["place_code"]] = value
    return found
