"""How much anybody may leave in memory before it is looked at."""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace

import anyio
import pytest
from anyio.from_thread import start_blocking_portal
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.testclient import TestClient
from starlette.types import Message, Receive, Scope, Send

from pages.api import upload_limits
from pages.api.upload_limits import PATH, UploadLimits

NEAR, FAR = b"x" * 900, b"x" * 100


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in (("OF_A_SESSION", 1000), ("OF_ALL", 3000), ("FILES_OF_A_SESSION", 5), ("AT_ONCE", 2)):
        monkeypatch.setattr(upload_limits, name, value)


def status_of(held: Mapping[str, list[bytes]], method: str = "PUT", path: str = f"{PATH}mine/file") -> int:
    async def kept(_: Request) -> Response:
        return Response(status_code=204)

    there = {
        session: {str(n): SimpleNamespace(data=data) for n, data in enumerate(files)} for session, files in held.items()
    }
    app = Starlette(
        routes=[Route("/{p:path}", kept, methods=["GET", "PUT", "DELETE"])],
        middleware=[Middleware(UploadLimits, held=lambda: there)],
    )
    return TestClient(app).request(method, path).status_code


@pytest.mark.parametrize(
    ("held", "status"),
    [
        ({}, 204),
        ({"mine": [NEAR]}, 204),
        ({"mine": [NEAR, FAR]}, 413),
        ({"mine": [b""] * 5}, 413),
        ({"mine": [b""] * 4, "other": [NEAR, FAR]}, 204),
        ({"a": [NEAR, FAR], "b": [NEAR, FAR], "c": [NEAR, FAR]}, 503),
    ],
)
def test_a_session_and_all_of_them_have_a_limit(held: Mapping[str, list[bytes]], status: int) -> None:
    assert status_of(held) == status


@pytest.mark.parametrize(("method", "path"), [("DELETE", f"{PATH}mine/file"), ("GET", "/map"), ("PUT", "/map")])
def test_what_is_no_upload_is_left_alone(method: str, path: str) -> None:
    assert status_of({"mine": [NEAR, NEAR]}, method, path) == 204


def test_only_so_many_come_in_at_once() -> None:
    said: list[int] = []

    async def main() -> None:
        wait = anyio.Event()

        async def slow(scope: Scope, receive: Receive, send: Send) -> None:
            await wait.wait()
            await Response(status_code=204)(scope, receive, send)

        async def heard(message: Message) -> None:
            if message["type"] == "http.response.start":
                said.append(message["status"])

        async def nothing() -> Message:
            return {"type": "http.request", "body": b"", "more_body": False}

        app = UploadLimits(slow, held=dict)
        scope = {"type": "http", "method": "PUT", "path": f"{PATH}mine/file", "headers": []}
        async with anyio.create_task_group() as group:
            for _ in range(2):
                group.start_soon(app, scope, nothing, heard)
            await anyio.wait_all_tasks_blocked()
            await app(scope, nothing, heard)
            wait.set()
        await app(scope, nothing, heard)

    with start_blocking_portal() as portal:  # a loop of its own: a browser test may hold this thread's
        portal.call(main)
    assert said == [503, 204, 204, 204]
