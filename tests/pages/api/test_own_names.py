"""Only our own names are answered, and no page of another server."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket, WebSocketDisconnect

from pages.api.own_names import OwnNames

NAMES = ("lima.example.org", "127.0.0.1", "::1")


async def here(_: Request) -> Response:
    return PlainTextResponse("here")


async def talk(socket: WebSocket) -> None:
    await socket.accept()
    await socket.send_text("here")
    await socket.close()


def visitor(*names: str) -> TestClient:
    routes = [Route("/{p:path}", here, methods=["GET", "POST"]), WebSocketRoute("/stream", talk)]
    return TestClient(Starlette(routes=routes, middleware=[Middleware(OwnNames, names=names)]))


def opens(client: TestClient, **headers: str) -> bool:
    try:
        with client.websocket_connect("/stream", headers=headers) as socket:
            return socket.receive_text() == "here"
    except WebSocketDisconnect:
        return False


@pytest.mark.parametrize(
    ("host", "answered"),
    [
        ("lima.example.org", True),
        ("LIMA.example.org.:443", True),
        ("127.0.0.1:8501", True),
        ("[::1]:8501", True),
        ("attacker.example", False),
        ("lima.example.org.attacker.example", False),
        ("attacker.example@lima.example.org.x", False),
        ("[", False),
        ("", False),
    ],
)
def test_a_request_to_another_name_is_refused(host: str, answered: bool) -> None:
    client = visitor(*NAMES)
    assert (client.get("/map", headers={"host": host}).status_code == 200) is answered
    assert opens(client, host=host) is answered


def test_where_nothing_is_said_every_name_is_answered() -> None:
    assert visitor().get("/", headers={"host": "10.0.0.7:8501"}).status_code == 200


@pytest.mark.parametrize(
    ("origin", "by_request", "by_socket"),
    [
        ("https://lima.example.org", True, True),
        ("http://lima.example.org", True, True),
        ("https://attacker.example", False, False),
        ("https://lima.example.org.attacker.example", False, False),
        ("https://lima.example.org:444", False, False),
        ("null", True, False),
        (None, True, True),
    ],
)
def test_a_page_of_another_server_is_refused(origin: str | None, by_request: bool, by_socket: bool) -> None:
    client, headers = visitor(*NAMES), {"host": "lima.example.org"} | ({"origin": origin} if origin else {})
    assert (client.post("/send/check", headers=headers).status_code == 200) is by_request
    assert opens(client, **headers) is by_socket
