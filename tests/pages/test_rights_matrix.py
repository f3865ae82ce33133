"""Every page, download, route and function that takes a visitor, with every role and three districts.

`tests/rights.yaml` says what is to be. Where something is in Lima and not in that file, or the reverse, a test fails.
Another district's code in an address, in a widget or in a file gives nothing.
"""

from __future__ import annotations

import datetime as dt
import importlib
import inspect
import re
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import pytest
import yaml
from starlette.testclient import TestClient
from streamlit.testing.v1 import AppTest

from data.errors import NotAllowed, UnknownReceipt, UserError
from data.intake import nil, receive
from data.intake.receive import Examination
from data.model import Level, Role, Visitor
from data.store import releases
from data.store.facilities import register_code
from data.store.house import House
from data.words import text
from pages.api import downloads
from pages.parts import (
    accounts,
    desk,
    donor_desk,
    ledger_desk,
    links,
    origins,
    past_returns,
    plan_figures,
    proposal,
    release_figures,
    released,
    released_centres,
    released_gaps,
    released_parts,
    released_reporting,
    releasing,
    reporting_figures,
    review_cases,
    sight,
    signed_in,
    what_if_source,
)
from pages.parts.briefing import facts, typesetting
from pages.parts.held import SHELF
from tests.conftest import ROOT
from tests.data.store.test_intentions import INTENTION
from tests.data.store.test_ledger import GRANT
from tests.pages import frame, rights_world
from tests.pages.api import real_world
from tests.pages.rights_world import DISTRICTS, MEASURES, QUARTER, signs
from tests.test_architecture import menu

RIGHTS = (ROOT / "tests" / "rights.yaml").read_text("utf-8")
MATRIX: dict[str, dict[str, dict[str, str]]] = yaml.load(RIGHTS, Loader=yaml.CSafeLoader)
OPENS = "opens"
DOORS = (
    "data.intake.receive",
    "data.intake.nil",
    "pages.parts.sight",
    "pages.parts.released",
    "pages.parts.released_parts",
    "pages.parts.released_centres",
    "pages.parts.released_gaps",
    "pages.parts.what_if_source",
    "pages.parts.released_reporting",
    "pages.parts.briefing.facts",
    "pages.parts.past_returns",
    "pages.parts.origins",
    "pages.parts.review_cases",
    "pages.parts.reporting_figures",
    "pages.parts.desk",
    "pages.parts.releasing",
    "pages.parts.release_figures",
    "pages.parts.accounts",
    "pages.parts.ledger_desk",
    "pages.parts.donor_desk",
)
"""The modules through which everything is read and written. Whatever else takes a visitor hands them on to these."""

SOMEBODY = Visitor("somebody@example.org", Role.REVIEWER)
A_RELEASE = releases.Release(
    id=0,
    quarter=QUARTER,
    number=1,
    made_at=dt.datetime(2026, 11, 5, tzinfo=dt.UTC),
    made_by=SOMEBODY.email,
    base=5,
    method="1",
    draw=0,
    input_hash="",
    verdict={},
    published_at=None,
    published_by=None,
)
"""A release of which the store knows nothing: who may not see releases must not learn even that."""


def cells(section: str) -> list[tuple[str, Role]]:
    return [(name, role) for name in MATRIX[section] for role in Role]


def allowed(section: str, name: str, role: Role) -> set[str]:
    return set(MATRIX[section][name].get(role.value, "").split())


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> House:
    return rights_world.make(tmp_path_factory.mktemp("rights"))


@pytest.fixture
def house(made: House, tmp_path: Path) -> Iterator[House]:
    house = rights_world.copy(made, tmp_path)
    signed_in.forget()
    yield house
    house.engine.dispose()


def shown(what: str) -> set[str]:
    """Whose figures, centre or return stand in something."""
    return {which for which in DISTRICTS if any(sign in what for sign in signs(which))}


# ---------------------------------------------------------------------------------------------------------------------
# What there is, is in the file


def test_every_page_is_in_the_file() -> None:
    assert sorted(MATRIX["pages"]) == sorted(page for pages in menu().values() for page in pages)


def test_every_download_is_in_the_file() -> None:
    assert sorted(MATRIX["downloads"]) == sorted(downloads.MAKERS)


def test_every_route_is_in_the_file() -> None:
    from streamlit_app import app

    def plain(path: str) -> str:
        path = re.sub(r"^/outlines/\w+-\{digest\}", "/outlines/{digest}", path)
        return re.sub(r"^/district-map/\w+/", "/district-map/{digest}/", path)

    ours = {f"{m} {plain(route.path)}" for route in app._user_routes for m in set(route.methods) - {"HEAD"}}
    streamlit_s = {name for name in MATRIX["routes"] if name.endswith(" /") or "_stcore" in name or "/media" in name}
    assert set(MATRIX["routes"]) - streamlit_s == ours


def test_every_function_that_takes_a_visitor_is_in_the_file_or_hands_the_visitor_on() -> None:
    found = set()
    for door in DOORS:
        module = importlib.import_module(door)
        for name, function in inspect.getmembers(module, inspect.isfunction):
            takes = any("Visitor" in str(each.annotation) for each in inspect.signature(function).parameters.values())
            if takes and function.__module__ == door and not name.startswith("_"):
                found.add(f"{door}.{name}")
    assert set(MATRIX["functions"]) == found == set(FUNCTIONS)


def test_nothing_else_writes_or_reads_the_store_for_a_visitor() -> None:
    """Whoever takes a visitor and opens a transaction of their own is a door, and must be in the file."""
    own = re.compile(r"\b(?:reading|writing)\(")
    takes = re.compile(r"\b(?:visitor|who|by): Visitor\b")
    doors = {ROOT / f"{door.replace('.', '/')}.py" for door in DOORS}
    # Routes, walked as such:
    known = {"signed_in.py", "steps.py", "data_values.py", "downloads.py", "provider.py", "routes.py"}
    files = {path for path in (ROOT / "pages").rglob("*.py") if path.name not in known}
    texts = {path: path.read_text("utf-8") for path in files - doors}
    assert [str(path) for path, said in texts.items() if own.search(said) and takes.search(said)] == []


def test_the_file_names_roles_and_districts_that_there_are() -> None:
    for section in MATRIX.values():
        for cell in section.values():
            assert set(cell) <= {role.value for role in Role}
            for places in cell.values():
                assert places == OPENS or set(places.split()) <= set(DISTRICTS)


# ---------------------------------------------------------------------------------------------------------------------
# Pages

ASKED_BY_PLACE = ("assistance", "district", "submit", "my_returns", "receipt", "review", "origin", "history")
NOT_ALWAYS = (
    "overview",
    "plan",
    "justice",
    "targets",
    "agreements",
    "reporting",
    "release",
    "checks",
    "people",
    "what_if",
    "gaps",
    "method",
)
"""Pages on which a district's own figures need not stand: there it is only seen to that no other's do."""


def every_word(app: AppTest) -> str:
    """All that an app sends to the browser, as text."""
    said: list[str] = []

    def walk(node: Any) -> None:
        children = getattr(node, "children", None)
        if children is not None:
            for child in children.values():
                walk(child)
            return
        proto = getattr(node, "proto", None)
        said.append(str(proto))
        if getattr(node, "type", "") in ("arrow_data_frame", "arrow_table", "dataframe", "table"):
            said.append(node.value.to_csv())

    walk(app._tree)
    return "\n".join(said)


def settle(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let everything find this house."""
    for name, value in rights_world.settings(house.settings.var).items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("LIMA_CONTENT", raising=False)


def opened(role: Role, house: House, cookie: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> AppTest:
    settle(house, monkeypatch)
    cookie[signed_in.COOKIE] = rights_world.session(house, role)
    app = frame.at_the_menu()
    assert not app.exception
    return app


@pytest.mark.parametrize("role", Role)
def test_pages(role: Role, house: House, cookie: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    app = opened(role, house, cookie, monkeypatch)
    if role in (Role.PUBLIC, Role.DONOR):
        assert [each.value for each in app.info] == [text("sign_in.ended")]
        assert not [name for name in MATRIX["pages"] if MATRIX["pages"][name].get(role.value)]
        return
    for audience, names in menu().items():
        for name in names:
            mine = allowed("pages", name, role)
            if not mine:
                with pytest.raises(ValueError, match="Could not find a navigation page"):
                    app.switch_page(f"../{audience}/{name}.py")
                continue
            found = set()
            for which in DISTRICTS if name in ASKED_BY_PLACE else ["own"]:
                for key, value in asked(name, which, house).items():
                    app.query_params[key] = value
                    app.session_state["noted"][f"kept_{key}"] = value
                app.switch_page(f"../{audience}/{name}.py").run()
                assert not app.exception, (role, name, which)
                here = what_is_shown(app, name)
                assert here <= mine - {OPENS} or mine == {OPENS}, (role, name, which, here)
                found |= here
            assert name in NOT_ALWAYS or found == mine, (role, name, found)


def asked(name: str, which: str, house: House) -> dict[str, str]:
    """What stands in the address of a page."""
    told = {"place": DISTRICTS[which], "quarter": str(QUARTER), "indicator": MEASURES[0]}
    if name == "trends":
        told["places"] = ",".join(DISTRICTS.values())
    return told | ({"receipt": rights_world.receipt(house, which)} if name in ("receipt", "review") else {})


def what_is_shown(app: AppTest, name: str) -> set[str]:
    """Whose figures a page shows; where forms are handed out and taken, whose these are."""
    if name in ("submit", "my_returns"):
        chosen = app.selectbox(key="place").value
        return {which for which, code in DISTRICTS.items() if code == chosen} | shown(every_word(app))
    return shown(every_word(app))


# ---------------------------------------------------------------------------------------------------------------------
# Downloads and routes


@pytest.fixture
def browser(house: House, monkeypatch: pytest.MonkeyPatch) -> Callable[[Role], TestClient]:
    return browsers(house, monkeypatch)


def browsers(house: House, monkeypatch: pytest.MonkeyPatch) -> Callable[[Role], TestClient]:
    """A browser for each role, in which its person is signed in."""
    settle(house, monkeypatch)
    for module in (typesetting, proposal):  # whether a file is given is asked here, not what stands in it
        monkeypatch.setattr(module, "typeset", lambda *_, **__: b"%PDF")

    def of(role: Role) -> TestClient:
        client = real_world.browser(house)
        if token := rights_world.session(house, role):
            client.cookies.set(signed_in.COOKIE, token)
        return client

    return of


OF_THE_COUNTRY = (
    "briefing.html",
    "briefing.pdf",
    "agreements.xlsx",
    "agreements.csv",
    "ledger.xlsx",
    "ledger.csv",
    *(f"proposal.{kind}" for kind in ("html", "pdf", "csv", "xlsx")),
)
"""Files that tell of no single district."""


@pytest.mark.parametrize("role", Role)
def test_downloads(role: Role, house: House, browser: Callable[[Role], TestClient]) -> None:
    client, who = browser(role), rights_world.visitor(house, role)
    for what in MATRIX["downloads"]:
        found = set()
        for which, code in [("own", DISTRICTS["own"])] if what in OF_THE_COUNTRY else DISTRICTS.items():
            told = {"place": code, "quarter": str(QUARTER), "language": "en", "indicator": MEASURES[0], "per": ""}
            told |= {"as_of": "", "table": "services"}
            told |= {"receipt": rights_world.receipt(house, which), "key": SHELF.put(SOMEBODY, b"PK", [])}
            answer = client.get(links.signed(house, what, visitor=who, **told))
            if what.startswith(("values", "table")):
                found |= shown(answer.text if what.endswith("csv") else _cells_of(answer.content))
            elif answer.status_code == 200:
                assert what != "filed.xlsx" or answer.content == rights_world.content(which)
                found.add(OPENS if what in OF_THE_COUNTRY else which)
            stolen = client.get(links.signed(house, what, visitor=SOMEBODY, **told))
            assert stolen.status_code in (401, 403), (role, what)
        assert found == allowed("downloads", what, role), (role, what)


def _cells_of(content: bytes) -> str:
    import io

    import openpyxl

    if not content.startswith(b"PK"):
        return ""
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
    return "\n".join(str(value) for sheet in book for row in sheet.iter_rows(values_only=True) for value in row)


def opens(client: TestClient, method: str, path: str) -> bool:
    answer = client.request(method, path, headers={**real_world.OWN, "content-type": FORM}, content=b"")
    to_the_sign_in = answer.headers.get("location", "").startswith("/sign-in?next=")
    return answer.text != text("sign_in.first") and answer.status_code != 403 and not to_the_sign_in


FORM = "application/x-www-form-urlencoded"
IN_A_PATH = {
    "what": "nothing",
    "name": "map.js",
    "digest": "0",
    "link": "made-up",
    "session": "a",
    "file": "b",
    "key": "made-up",
    "receipt": "made-up",
}


@pytest.mark.parametrize("role", Role)
def test_routes(role: Role, house: House, browser: Callable[[Role], TestClient], examined: Examined) -> None:
    client = browser(role)
    for name in MATRIX["routes"]:
        method, path = name.split(" ")
        mine = allowed("routes", name, role)
        if name in ROUTES:
            assert ROUTES[name](client, house, role, examined) == mine, (role, name)
        else:
            opened = opens(browser(role), method, re.sub(r"\{(\w+)\}", lambda found: IN_A_PATH[found[1]], path))
            assert opened == (mine == {OPENS}), (role, name)


Examined = dict[str, Examination]


@pytest.fixture(scope="session")
def examined(made: House) -> Examined:
    """The nil return of each district, examined once and for nobody."""
    place = made.country.places
    return {
        which: nil.nil_return(made, visitor=None, place=place[code], quarter=QUARTER, language="en")
        for which, code in DISTRICTS.items()
    }


def _figures(client: TestClient, house: House, role: Role, _: Examined) -> set[str]:
    address = {"indicator": MEASURES[0], "quarter": str(QUARTER), "as": "reviewer"}
    return shown(client.get(f"/map-ahead?{urlencode(address)}").text)


def _by_token(kind: str) -> Callable[..., set[str]]:
    def found(client: TestClient, house: House, role: Role, _: Examined) -> set[str]:
        asked = urlencode({"indicator": MEASURES[0], "quarter": str(QUARTER), "place": ",".join(DISTRICTS.values())})
        told = {"authorization": f"Bearer {rights_world.api_token(house, role)}"}
        return shown(real_world.browser(house).get(f"/api/values.{kind}?{asked}", headers=told).text)

    return found


def _start(client: TestClient, house: House, role: Role, _: Examined) -> set[str]:
    """Of which district the light page hands out the form."""
    return {which for which, code in DISTRICTS.items() if f"({code})</strong>" in _send_page(client, code)}


def _send_page(client: TestClient, code: str) -> str:
    told = {"place": code, "office": code, "as": "reviewer", "quarter": str(QUARTER), "lang": "en"}
    return client.get(f"/send?{urlencode(told)}", headers=real_world.PAGE).text


def _checks(client: TestClient, house: House, role: Role, examined: Examined) -> set[str]:
    """Of which district the light page takes a workbook, with the form of whatever page the visitor can open."""
    found = set()
    for which, code in DISTRICTS.items():
        token = re.search(r'name="token" value="([^"]+)"', _send_page(client, code))
        answer = client.post(
            f"/send/check?{urlencode({'place': code, 'quarter': str(QUARTER)})}",
            data={"token": token[1] if token else ""},
            files={"file": ("return.xlsx", examined[which].content)},
            headers=real_world.OWN,
        )
        if answer.status_code == 303 and answer.headers["location"].startswith("/send/findings/"):
            found.add(which)
    return found


def _nil(client: TestClient, house: House, role: Role, _: Examined) -> set[str]:
    found = set()
    for which, code in DISTRICTS.items():
        token = re.search(r'name="token" value="([^"]+)"', _send_page(client, code))
        answer = client.post(
            f"/send/nil?{urlencode({'place': code, 'quarter': str(QUARTER)})}",
            files={"token": (None, token[1] if token else "")},
            headers=real_world.OWN,
        )
        location = answer.headers.get("location", "")
        if location.startswith("/send/findings/") and f"place={code}" in location:
            found.add(which)
    return found


def _receipts(client: TestClient, house: House, role: Role, _: Examined) -> set[str]:
    found = set()
    for which in DISTRICTS:
        answer = client.get(f"/send/receipt/{rights_world.receipt(house, which)}")
        found |= shown(answer.text)
        assert (answer.status_code == 200) == (which in shown(answer.text))
    return found


def _others_findings(method: str) -> Callable[..., set[str]]:
    def found(client: TestClient, house: House, role: Role, _: Examined) -> set[str]:
        key = SHELF.put(SOMEBODY, b"PK", [])
        answer = client.request(method, f"/send/findings/{key}", headers=real_world.OWN, files={"token": (None, "")})
        return set() if answer.status_code >= 400 else set(DISTRICTS)

    return found


ROUTES: dict[str, Callable[..., set[str]]] = {
    "GET /map-ahead": _figures,
    "GET /api/values.csv": _by_token("csv"),
    "GET /api/values.json": _by_token("json"),
    "GET /send": _start,
    "POST /send/check": _checks,
    "POST /send/nil": _nil,
    "GET /send/receipt/{receipt}": _receipts,
    "GET /send/findings/{key}": _others_findings("GET"),
    "POST /send/findings/{key}": _others_findings("POST"),
}


# ---------------------------------------------------------------------------------------------------------------------
# Functions

REASON = "A sentence about why."
Door = Callable[[House, Visitor, str, Examined], Any]


def _values(house: House, who: Visitor, which: str, _: Examined) -> str:
    found = released.level_values(house, who, measures=MEASURES, quarter=QUARTER, level=Level.DISTRICT)
    return str(found[found["place"] == DISTRICTS[which]]["numerator"].tolist())


def _series(house: House, who: Visitor, which: str, _: Examined) -> str:
    return str(released.series(house, who, measures=MEASURES, places=[DISTRICTS[which]])["value"].tolist())


def _parts(house: House, who: Visitor, which: str, _: Examined) -> str:
    found = released_parts.parts(house, who, measure=MEASURES[0], quarter=QUARTER, place=DISTRICTS[which])
    return str(found.cells["value"].tolist())


def _parts_over(house: House, who: Visitor, which: str, _: Examined) -> str:
    asked = {"measure": MEASURES[0], "quarters": [QUARTER], "place": DISTRICTS[which]}
    found = released_parts.parts_over(house, who, dimension=rights_world.TOLD[-1][1], **asked)
    return str(found[str(QUARTER)].cells["value"].tolist())


def _codes(house: House, which: str) -> list[str]:
    return [rights_world.receipt(house, which)]


def _about(which: str) -> dict[str, Any]:
    return {"place": DISTRICTS[which], "quarter": QUARTER, "reason": REASON}


def _owed(house: House, who: Visitor, which: str, _: Examined) -> Any:
    place = house.country.places[DISTRICTS[which]]
    return past_returns.owed(house, who, place, quarters=[QUARTER], today=QUARTER.last_day)


def _nil_return(house: House, who: Visitor, which: str, _: Examined) -> Any:
    place = house.country.places[DISTRICTS[which]]
    return nil.nil_return(house, visitor=who, place=place, quarter=QUARTER, language="en")


def _file(house: House, who: Visitor, which: str, examined: Examined) -> Any:
    examination = examined[which]
    answers = dict.fromkeys(examination.questions, REASON)
    return receive.file(examination, house=house, by=who, answers=answers)


def _add(house: House, who: Visitor, which: str, _: Examined) -> Any:
    told = {"email": f"{which}@example.org", "name": "New", "role": Role.TASKFORCE, "language": "en"}
    return accounts.add(house, who, places=[DISTRICTS[which]], **told)


def _change(house: House, who: Visitor, which: str, _: Examined) -> Any:
    email = rights_world.email(Role.LEADERSHIP)
    return accounts.change(house, who, email, role=Role.TASKFORCE, places=[DISTRICTS[which]])


def _parts_of(house: House, who: Visitor, which: str, _: Examined) -> str:
    values = released.level_values(house, SOMEBODY, measures=MEASURES[:1], quarter=QUARTER, level=Level.DISTRICT)
    mine = values[values["place"] == DISTRICTS[which]].assign(numerator=0.0, denominator=0.0, value=0.0)
    return str(origins.parts_of(house, who, mine, measure=MEASURES[0], quarter=QUARTER))


def _may_have_workbook(house: House, who: Visitor, which: str, _: Examined) -> None:
    filed = past_returns.look_up(house, SOMEBODY, rights_world.receipt(house, which))
    _only({DISTRICTS[which]} if origins.may_have_workbook(house, who, filed) else set(), which)


def _only(codes: Collection[str], which: str) -> None:
    """Take a district that is left out for one that was refused."""
    if DISTRICTS[which] not in codes:
        raise NotAllowed


def _person(act: Callable[..., Any]) -> Door:
    return lambda house, who, which, _: act(house, who, rights_world.email(Role.LEADERSHIP))


def _intended(house: House) -> int:
    """What the donor intends, just recorded."""
    return donor_desk.intend(house, rights_world.visitor(house, Role.DONOR), INTENTION)


def _risks(house: House, who: Visitor, which: str, examined: Examined) -> None:
    code = register_code(DISTRICTS[which], 1)
    [(_, found)] = released_centres.risks(house, who, [QUARTER], only={code})
    _only({DISTRICTS[which]} if code in found else set(), which)


FUNCTIONS: dict[str, Door] = {
    "data.intake.receive.examine": lambda house, who, which, examined: receive.examine(
        examined[which].content, house=house, visitor=who
    ),
    "data.intake.receive.file": _file,
    "data.intake.receive.withdraw": lambda house, who, which, _: receive.withdraw(
        rights_world.receipt(house, which), house=house, by=who, reason=REASON
    ),
    "data.intake.nil.nil_return": _nil_return,
    "pages.parts.sight.of": lambda house, who, which, _: _only(sight.of(house, who).places, which),
    "pages.parts.released.level_values": _values,
    "pages.parts.released.series": _series,
    "pages.parts.released_parts.parts": _parts,
    "pages.parts.released_parts.parts_over": _parts_over,
    "pages.parts.released_centres.centres": lambda house, who, which, _: str(
        released_centres.centres(house, who, quarter=QUARTER)
    ),
    "pages.parts.released_centres.risks": _risks,
    "pages.parts.what_if_source.beside": lambda house, who, which, _: what_if_source.beside(house, who),
    "pages.parts.released_gaps.funds": lambda house, who, which, _: str(
        released_gaps.funds(house, who, day=QUARTER.last_day)
    ),
    "pages.parts.released_reporting.apart_from_national": lambda house, who, which, _: (
        released_reporting.apart_from_national(house, who, quarter=QUARTER)
    ),
    "pages.parts.briefing.facts.briefing": lambda house, who, which, _: str(facts.briefing(house, who, QUARTER).told),
    "pages.parts.past_returns.look_up": lambda house, who, which, _: past_returns.look_up(
        house, who, rights_world.receipt(house, which)
    ),
    "pages.parts.past_returns.owed": _owed,
    "pages.parts.past_returns.with_questions": lambda house, who, which, _: past_returns.with_questions(
        house, who, house.country.places[DISTRICTS[which]]
    ),
    "pages.parts.past_returns.last_office": lambda house, who, which, _: past_returns.last_office(
        house, who, house.country.places[DISTRICTS[which]]
    ),
    "pages.parts.past_returns.bytes_of": lambda house, who, which, _: past_returns.bytes_of(
        house, who, rights_world.receipt(house, which)
    ),
    "pages.parts.origins.parts_of": _parts_of,
    "pages.parts.origins.versions": lambda house, who, which, _: _only(
        {
            DISTRICTS[which]
            for version in origins.versions(
                house, who, measure=MEASURES[0], place=house.country.places[DISTRICTS[which]], quarter=QUARTER
            )
            if version
        },
        which,
    ),
    "pages.parts.origins.may_have_workbook": _may_have_workbook,
    "pages.parts.review_cases.waiting": lambda house, who, which, _: str(review_cases.waiting(house, who)),
    "pages.parts.review_cases.requests": lambda house, who, which, _: review_cases.requests(house, who),
    "pages.parts.review_cases.case": lambda house, who, which, _: review_cases.case(
        house, who, rights_world.receipt(house, which)
    ),
    "pages.parts.reporting_figures.followed": lambda house, who, which, _: _only(
        reporting_figures.followed(house, who), which
    ),
    "pages.parts.reporting_figures.stands": lambda house, who, which, _: _only(
        {each.place.code for each in reporting_figures.stands(house, who, QUARTER, today=QUARTER.last_day)}, which
    ),
    "pages.parts.reporting_figures.numbers": lambda house, who, which, _: _only(
        set(reporting_figures.numbers(house, who, [QUARTER])["place"]), which
    ),
    "pages.parts.desk.forward": lambda house, who, which, _: desk.forward(house, who, _codes(house, which)),
    "pages.parts.desk.accept": lambda house, who, which, _: desk.accept(house, who, _codes(house, which)),
    "pages.parts.desk.send_back": lambda house, who, which, _: desk.send_back(
        house, who, rights_world.receipt(house, which), note=REASON
    ),
    "pages.parts.desk.reopen": lambda house, who, which, _: desk.reopen(house, who, **_about(which)),
    "pages.parts.desk.close": lambda house, who, which, _: desk.close(house, who, QUARTER),
    "pages.parts.desk.open_again": lambda house, who, which, _: desk.open_again(house, who, QUARTER, reason=REASON),
    "pages.parts.desk.ask_to_correct": lambda house, who, which, _: desk.ask_to_correct(house, who, **_about(which)),
    "pages.parts.desk.decline": lambda house, who, which, _: desk.decline(house, who, **_about(which)),
    "pages.parts.desk.exempt": lambda house, who, which, _: desk.exempt(
        house, who, [DISTRICTS[which]], quarter=QUARTER, reason=REASON
    ),
    "pages.parts.desk.set_target": lambda house, who, which, _: desk.set_target(
        house,
        who,
        plan=plan_figures.shipped(house)[0].key,
        measure=MEASURES[0],
        year=plan_figures.shipped(house)[0].ends.year,
        value=5,
        reason=REASON,
    ),
    "pages.parts.desk.prove": lambda house, who, which, _: desk.prove(
        house,
        who,
        plan=plan_figures.shipped(house)[0].key,
        milestone=plan_figures.shipped(house)[0].milestones[0].key,
        document="A guide",
        number="1",
        dated=None,
        link="",
        reason=REASON,
    ),
    "pages.parts.desk.end_exemption": lambda house, who, which, _: desk.end_exemption(house, who, **_about(which)),
    "pages.parts.releasing.overview": lambda house, who, which, _: releasing.overview(house, who),
    "pages.parts.releasing.make": lambda house, who, which, _: releasing.make(house, who, QUARTER),
    "pages.parts.releasing.audit": lambda house, who, which, _: releasing.audit(house, who, 1),
    "pages.parts.releasing.publish": lambda house, who, which, _: releasing.publish(house, who, 1),
    "pages.parts.releasing.let_in": lambda house, who, which, _: releasing.let_in(house, who, Role.DONOR, let=True),
    "pages.parts.releasing.changes": lambda house, who, which, _: releasing.changes(house, who, 1),
    "pages.parts.release_figures.to_release": lambda house, who, which, _: release_figures.to_release(
        house, who, QUARTER
    ),
    "pages.parts.release_figures.national": lambda house, who, which, _: release_figures.national(
        house, who, A_RELEASE
    ),
    "pages.parts.release_figures.history": lambda house, who, which, _: release_figures.history(
        house, who, measure=MEASURES[0], place=house.country.places[DISTRICTS[which]], quarter=QUARTER
    ),
    "pages.parts.accounts.everybody": lambda house, who, which, _: accounts.everybody(house, who),
    "pages.parts.accounts.add": _add,
    "pages.parts.accounts.link": _person(accounts.link),
    "pages.parts.accounts.change": _change,
    "pages.parts.accounts.disable": _person(accounts.disable),
    "pages.parts.accounts.enable": _person(accounts.enable),
    "pages.parts.accounts.make_token": lambda house, who, which, _: accounts.make_token(
        house, who, rights_world.email(Role.LEADERSHIP), label="test"
    ),
    "pages.parts.accounts.tokens": _person(accounts.tokens),
    "pages.parts.accounts.end_token": lambda house, who, which, _: accounts.end_token(
        house, who, rights_world.email(Role.LEADERSHIP), "none"
    ),
    "pages.parts.accounts.sign_out_everywhere": _person(accounts.sign_out_everywhere),
    "pages.parts.ledger_desk.whole": lambda house, who, which, _: ledger_desk.whole(house, who),
    "pages.parts.ledger_desk.history": lambda house, who, which, _: ledger_desk.history(house, who, "none"),
    "pages.parts.ledger_desk.keep": lambda house, who, which, _: ledger_desk.keep(house, who, GRANT),
    "pages.parts.donor_desk.own": lambda house, who, which, _: donor_desk.own(house, who),
    "pages.parts.donor_desk.intend": lambda house, who, which, _: donor_desk.intend(house, who, INTENTION),
    "pages.parts.donor_desk.withdraw": lambda house, who, which, _: donor_desk.withdraw(house, who, _intended(house)),
    "pages.parts.donor_desk.intended": lambda house, who, which, _: donor_desk.intended(house, who),
    "pages.parts.donor_desk.confirm": lambda house, who, which, _: donor_desk.confirm(
        house, who, _intended(house), GRANT
    ),
    "pages.parts.donor_desk.decline": lambda house, who, which, _: donor_desk.decline(
        house, who, _intended(house), reason=REASON
    ),
    "pages.parts.ledger_desk.take_in": lambda house, who, which, _: ledger_desk.take_in(house, who, "a.csv", b"code"),
}

BY_WHAT_IS_SHOWN = (
    "level_values",
    "series",
    "centres",
    "waiting",
    "parts_of",
    "released_parts.parts",
    "parts_over",
    "funds",
)
"""These leave out what somebody may not see, and refuse nobody."""


@pytest.mark.parametrize(("name", "role"), cells("functions"))
def test_functions(name: str, role: Role, house: House, examined: Examined, monkeypatch: pytest.MonkeyPatch) -> None:
    who, found = rights_world.visitor(house, role), set()
    asked: list[str] = []
    monkeypatch.setattr(released_reporting, "national_figures", lambda *_: asked.append("nation") or ())
    monkeypatch.setattr(review_cases.decisions, "of_all", lambda *_: asked.append("requests") or {})
    for which in DISTRICTS:
        try:
            given = FUNCTIONS[name](house, who, which, examined)
        except (NotAllowed, UnknownReceipt):
            continue
        except UserError:  # the right is there; that it cannot be now is another matter
            pass
        else:
            if name.endswith(BY_WHAT_IS_SHOWN):
                found |= shown(given)
                continue
            if name.endswith(("apart_from_national", "requests")) and not asked:
                continue
        found.add(which)
    mine = allowed("functions", name, role)
    assert found == (set(DISTRICTS) if mine == {OPENS} else mine), (name, role)
