"""What breaks inside is told in a sentence and a number; what broke stands in the log alone."""

from __future__ import annotations

import logging
import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from data.errors import DiskFull, UnknownPlace
from data.store import engine
from pages.api.headers import SecurityHeaders
from pages.api.send import routes
from pages.api.troubles import Troubles
from pages.parts import trouble_shown
from tests.pages.api import send_world as world

CANARY = "postgresql://lima:canary-7919@db/lima"


async def broken(_: Request) -> Response:
    raise RuntimeError(CANARY)


async def full(_: Request) -> Response:
    raise DiskFull from RuntimeError(CANARY)


async def mendable(_: Request) -> Response:
    raise UnknownPlace(code="<b>")


async def half(_: Request) -> Response:
    async def parts() -> AsyncIterator[bytes]:
        yield b"half an answer"
        raise RuntimeError(CANARY)

    return StreamingResponse(parts())


async def well(_: Request) -> Response:
    return PlainTextResponse("well")


ROUTES = [Route(f"/{each.__name__}", each) for each in (broken, full, mendable, half, well)]


@pytest.fixture
def visitor() -> TestClient:
    app = Starlette(routes=ROUTES, middleware=[Middleware(SecurityHeaders), Middleware(Troubles)])
    return TestClient(app)


@pytest.mark.parametrize(("path", "status"), [("/broken", 500), ("/full", 503)])
def test_a_number_is_told_and_the_log_has_what_broke_by_it(
    visitor: TestClient, caplog: pytest.LogCaptureFixture, path: str, status: int
) -> None:
    with caplog.at_level(logging.ERROR, "pages.parts.troubles"):
        answer = visitor.get(path)
    assert answer.status_code == status
    [number] = set(re.findall(r"\b[0-9A-F]{8}\b", answer.text))
    assert f"error number {number}" in caplog.text
    assert CANARY in caplog.text
    for hidden in ("canary", "Traceback", "RuntimeError", "File "):
        assert hidden not in answer.text
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")
    assert answer.headers["cache-control"] == "no-store"


def test_each_trouble_has_a_number_of_its_own(visitor: TestClient) -> None:
    numbers = [re.findall(r"\b[0-9A-F]{8}\b", visitor.get("/broken").text)[0] for _ in range(20)]
    assert len(set(numbers)) == 20


def test_what_a_person_can_mend_is_told_without_a_number(visitor: TestClient) -> None:
    answer = visitor.get("/mendable")
    assert answer.status_code == 400
    assert "No place has the code &lt;b&gt;." in answer.text
    assert not re.search(r"\b[0-9A-F]{8}\b", answer.text)


def test_half_an_answer_is_cut_off_and_stands_in_the_log(visitor: TestClient, caplog: pytest.LogCaptureFixture) -> None:
    with pytest.raises(RuntimeError, match="canary"):
        visitor.get("/half")
    assert "error number" in caplog.text


def test_what_works_is_left_alone(visitor: TestClient) -> None:
    assert visitor.get("/well").text == "well"


def test_filing_on_the_light_page_while_the_database_is_locked_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(engine, "SECONDS_TO_WAIT_FOR_A_LOCK", 0.1)
    house = world.opened(tmp_path)
    app = Starlette(routes=routes.routes(lambda: house), middleware=[Middleware(Troubles)])
    with TestClient(app, base_url="http://testserver") as inside:
        address = {"as": "taskforce", "office": world.HERE, "quarter": world.QUARTER, "lang": "en"}
        start = inside.get("/send", params=address).text
        found = inside.post(
            world.action(start),
            data={"token": world.hidden(start, "token")},
            files={"file": ("return.xlsx", world.workbook(house))},
        ).text
        form = {"token": (None, world.hidden(found, "token"))}
        with sa.create_engine(house.engine.url).connect() as other:
            other.exec_driver_sql("BEGIN IMMEDIATE")
            refused = inside.post(world.action(found), files=form)
            other.rollback()
        assert refused.status_code == 503
        assert "was not stored" in refused.text
        again = inside.post(world.action(found), files=form)
        assert "/send/receipt/" in str(again.url)
        assert again.status_code == 200
    house.engine.dispose()


def test_the_door_answers_for_what_breaks_in_routes_and_in_pages() -> None:
    from streamlit_app import app

    assert app._on_script_error is trouble_shown.show
    kinds = [each.cls for each in app._user_middleware]
    assert kinds.index(SecurityHeaders) < kinds.index(Troubles)
