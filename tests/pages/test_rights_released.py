"""Every page, download, route and function again, where a quarter is released and donors and the public are let in.

`tests/rights.yaml` says what is to be, in its sections *released*. What is not named there gives nothing.
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Callable
from typing import Any

import pytest
from starlette.testclient import TestClient

from data.errors import NotAllowed, UserError
from data.model import Role, Visitor
from data.store.house import House
from data.words import text
from pages.parts import links
from pages.parts.shown import Voice
from tests.pages import rights_world
from tests.pages.api import real_world
from tests.pages.rights_world import DISTRICTS, MEASURES, QUARTER
from tests.pages.test_rights_matrix import (
    FUNCTIONS,
    IN_A_PATH,
    MATRIX,
    OF_THE_COUNTRY,
    OPENS,
    ROUTES,
    SOMEBODY,
    _cells_of,
    asked,
    browsers,
    every_word,
    opened,
    opens,
)
from tests.test_architecture import menu

READERS = (Role.DONOR, Role.PUBLIC)
ASKED_BY_PLACE = ("assistance", "justice", "district", "origin")
FIGURES = ("GET /map-ahead", "GET /api/values.csv", "GET /api/values.json")
NEEDS_A_WORKBOOK = ("POST /send/check",)
"""Whoever gets no page of `/send` has no form to send one with: `GET /send` is walked."""
THEIR_OWN = {Role.TASKFORCE: {"own"}, Role.PROVINCE: {"own", "near"}}


def allowed(section: str, name: str, role: Role) -> set[str]:
    return set(MATRIX[f"released {section}"].get(name, {}).get(role.value, "").split())


def exact(what: str) -> set[str]:
    """Whose exact figures or offices stand in something; that there is a centre is no secret."""
    signs = {which: [s for s in rights_world.signs(which) if not s.startswith("Centre")] for which in DISTRICTS}
    return {which for which, each in signs.items() if any(sign in what for sign in each)}


def released(what: str) -> set[str]:
    """Whose released figures stand in something."""
    return {which for which in DISTRICTS if any(sign in what for sign in rights_world.signs_of_released(which))}


@pytest.fixture
def house(released_house: House) -> House:
    return released_house


def test_the_file_names_what_there_is() -> None:
    for section in ("pages", "downloads", "routes", "functions"):
        assert set(MATRIX[f"released {section}"]) <= set(MATRIX[section])


@pytest.mark.parametrize("role", READERS)
def test_pages(role: Role, house: House, cookie: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(role, house, cookie, monkeypatch)
    for audience, names in menu().items():
        for name in names:
            mine = allowed("pages", name, role)
            if not mine:
                with pytest.raises(ValueError, match="Could not find a navigation page"):
                    app.switch_page(f"../{audience}/{name}.py")
                continue
            if role is Role.PUBLIC and name != "map":  # what a donor sees is what the public sees
                continue
            found = set()
            for which in ["far"] if name in ASKED_BY_PLACE else ["own"]:
                for key, value in asked(name, which, house).items():
                    app.query_params[key] = value
                    app.session_state["noted"][f"kept_{key}"] = value
                app.switch_page(f"../{audience}/{name}.py").run()
                assert not app.exception, (role, name, which)
                found |= released(every_word(app))
                assert exact(every_word(app)) == set(), (role, name, which)
            assert mine == {OPENS} or found == ({"far"} if name in ASKED_BY_PLACE else mine), (role, name, found)


def test_that_an_earlier_quarter_was_not_released_is_said(
    house: House, cookie: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    brief = Voice("en", "").quarter
    quarters = {"now": brief(QUARTER), "before": brief(QUARTER - 4)}
    said = {
        "justice": [text("justice.not_released", **quarters)],
        "assistance": [
            text("assistance.not_released", now=quarters["now"], quarter=brief(QUARTER - back)) for back in (1, 4)
        ],
    }
    for role, is_said in ((Role.DONOR, True), (Role.REVIEWER, False)):
        app = opened(role, house, cookie, monkeypatch)
        for page, sentences in said.items():
            app.switch_page(f"../public/{page}.py").run()
            assert not app.exception
            assert [each in every_word(app) for each in sentences] == [is_said] * len(sentences), (role, page)


@pytest.fixture
def browser(house: House, monkeypatch: pytest.MonkeyPatch) -> Callable[[Role], TestClient]:
    return browsers(house, monkeypatch)


@pytest.mark.parametrize("role", [*READERS, *THEIR_OWN])
def test_downloads(role: Role, house: House, browser: Callable[[Role], TestClient]) -> None:
    client, who = browser(role), rights_world.visitor(house, role)
    for what in MATRIX["downloads"]:
        told = {"place": DISTRICTS["far"], "quarter": str(QUARTER), "language": "en", "indicator": MEASURES[0]}
        told |= {"per": "", "as_of": "", "receipt": rights_world.receipt(house, "far"), "key": "made-up"}
        told |= {"table": "services"}
        answer = client.get(links.signed(house, what, visitor=who, **told))
        if what in OF_THE_COUNTRY:  # what stands in it, the tests of traffic read
            assert (answer.status_code == 200) == (allowed("downloads", what, role) == {OPENS}), (role, what)
            assert client.get(links.signed(house, what, visitor=SOMEBODY, **told)).status_code in (401, 403)
            continue
        said = answer.text if what.endswith("csv") else _cells_of(answer.content)
        of_one_place = {"far"} if what.startswith("table") else set(DISTRICTS)
        assert released(said) == allowed("downloads", what, role) & of_one_place, (role, what)
        assert exact(said) <= THEIR_OWN.get(role, set()), (role, what)
        if role in READERS and not what.startswith(("values", "table")):
            assert answer.status_code in (400, 403), (role, what)
        stolen = client.get(links.signed(house, what, visitor=SOMEBODY, **told))
        assert stolen.status_code in (401, 403), (role, what)


@pytest.mark.parametrize("role", READERS)
def test_routes(role: Role, house: House, browser: Callable[[Role], TestClient]) -> None:
    client = browser(role)
    for name in MATRIX["routes"]:
        mine = allowed("routes", name, role)
        if name in (*FIGURES, *NEEDS_A_WORKBOOK):
            continue
        if name in ROUTES:
            assert ROUTES[name](client, house, role, {}) == set(), (role, name)
            continue
        method, path = name.split(" ")
        path = re.sub(r"\{(\w+)\}", lambda found: IN_A_PATH[found[1]], path)
        assert opens(browser(role), method, path) == (mine == {OPENS}), (role, name)


@pytest.mark.parametrize("role", [*READERS, *THEIR_OWN])
def test_figures_of_routes(role: Role, house: House, browser: Callable[[Role], TestClient]) -> None:
    client = browser(role)
    token = {"authorization": f"Bearer {rights_world.api_token(house, role)}"} if role is not Role.PUBLIC else {}
    about = f"indicator={MEASURES[0]}&quarter={QUARTER}"
    for path in ("/map-ahead", "/api/values.csv", "/api/values.json"):
        by_token = path.startswith("/api")
        answer = (real_world.browser(house) if by_token else client).get(
            f"{path}?{about}", headers=token if by_token else {}
        )
        assert released(answer.text) == allowed("routes", f"GET {path}", role), (role, path)
        assert exact(answer.text) == THEIR_OWN.get(role, set()), (role, path)


@pytest.mark.parametrize("role", [*READERS, *THEIR_OWN])
def test_functions(role: Role, house: House) -> None:
    who = rights_world.visitor(house, role)
    for name in MATRIX["functions"] if role is Role.DONOR else MATRIX["released functions"]:
        for which in DISTRICTS:
            try:
                said = str(FUNCTIONS[name](house, who, which, {}))
            except (NotAllowed, UserError, KeyError):
                continue
            assert released(said) == ({which} & allowed("functions", name, role)), (role, name, which)
            assert exact(said) <= THEIR_OWN.get(role, set()), (role, name, which)


def test_whoever_looks_as_a_donor_gets_files_as_a_donor_and_nobody_else_may(
    house: House, browser: Callable[[Role], TestClient]
) -> None:
    told = {"quarter": str(QUARTER), "language": "en", "indicator": MEASURES[0], "per": "", "as_of": ""}

    def fetched(role: Role, signed_for: Visitor) -> Any:
        return browser(role).get(links.signed(house, "values.csv", visitor=signed_for, **told))

    for role in (Role.REVIEWER, Role.LEADERSHIP):
        as_donor = dataclasses.replace(rights_world.visitor(house, role), role=Role.DONOR, previews=True)
        answer = fetched(role, as_donor)
        assert (released(answer.text), exact(answer.text)) == (set(DISTRICTS), set())
    of_officer = dataclasses.replace(rights_world.visitor(house, Role.TASKFORCE), role=Role.DONOR, previews=True)
    assert fetched(Role.TASKFORCE, of_officer).status_code == 403
