"""What goes over the wire is compressed, and what never changes is compressed once."""

from __future__ import annotations

import gzip
from collections.abc import Callable

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from pages.api.compression import Compression

TEXT = b"a line that repeats itself\n" * 200
FOR_EVER = {"Cache-Control": "public, immutable, max-age=31536000"}


class Asked:
    """An application that counts how often each address was asked."""

    def __init__(self, answer: Callable[[Request], Response], **options: int) -> None:
        self.times = 0
        self._answer = answer
        app = Starlette(routes=[Route("/{name:path}", self._endpoint)], middleware=[Middleware(Compression, **options)])
        self.client = TestClient(app)

    async def _endpoint(self, request: Request) -> Response:
        self.times += 1
        return self._answer(request)


def unchanging(_: Request) -> Response:
    return Response(TEXT, media_type="text/javascript", headers=FOR_EVER)


def test_an_answer_is_compressed_for_those_who_read_gzip() -> None:
    asked = Asked(lambda _: Response(TEXT, media_type="text/html"))
    answer = asked.client.get("/page")
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.headers["vary"] == "Accept-Encoding"
    assert answer.content == TEXT
    assert int(answer.headers["content-length"]) < len(TEXT) / 10


def test_others_get_it_plain_even_after_it_was_kept() -> None:
    asked = Asked(unchanging)
    asked.client.get("/static/a.js")
    answer = asked.client.get("/static/a.js", headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in answer.headers
    assert answer.content == TEXT


def test_what_never_changes_is_asked_for_once_and_answered_alike() -> None:
    asked = Asked(unchanging)
    first, second = asked.client.get("/static/a.js"), asked.client.get("/static/a.js")
    assert asked.times == 1
    assert second.content == first.content == TEXT
    assert dict(second.headers) == dict(first.headers)


def test_a_streamed_file_is_kept_whole_and_says_its_length() -> None:
    asked = Asked(lambda _: StreamingResponse(iter([TEXT, TEXT]), media_type="text/javascript", headers=FOR_EVER))
    asked.client.get("/static/a.js")
    answer = asked.client.get("/static/a.js")
    assert asked.times == 1
    assert answer.content == TEXT + TEXT
    assert int(answer.headers["content-length"]) == answer.num_bytes_downloaded


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Cache-Control": "no-cache"}, 200),
        ({"Cache-Control": "private, immutable"}, 200),
        ({**FOR_EVER, "Set-Cookie": "visitor=1"}, 200),
        (FOR_EVER, 404),
    ],
    ids=["no promise", "may change", "one visitor's own", "with a cookie", "not found"],
)
def test_anything_else_is_asked_for_every_time(headers: dict[str, str], status: int) -> None:
    asked = Asked(lambda _: Response(TEXT, status, headers, media_type="text/html"))
    for _ in range(2):
        assert asked.client.get("/page").content == TEXT
    assert asked.times == 2


@pytest.mark.parametrize("header", ["Range", "If-None-Match", "If-Modified-Since"])
def test_a_conditional_question_reaches_the_application(header: str) -> None:
    asked = Asked(unchanging)
    asked.client.get("/static/a.js")
    asked.client.get("/static/a.js", headers={header: "x"})
    assert asked.times == 2


def test_a_query_cannot_fill_the_memory() -> None:
    asked = Asked(unchanging)
    for number in range(3):
        asked.client.get("/static/a.js", params={"n": number})
    assert asked.times == 3


def test_nothing_more_is_kept_when_the_room_is_used_up() -> None:
    compressed = len(gzip.compress(TEXT, 6))
    asked = Asked(unchanging, kept_bytes=compressed + compressed // 2)
    for name in ("a", "b", "a", "b"):
        assert asked.client.get(f"/static/{name}.js").content == TEXT
    assert asked.times == 3


def test_headers_added_for_one_visitor_do_not_stay() -> None:
    class Counting:
        def __init__(self, app: object) -> None:
            self.app, self.number = app, 0

        async def __call__(self, scope: object, receive: object, send: Callable[..., object]) -> None:
            async def counted(message: dict[str, object]) -> None:
                if message["type"] == "http.response.start":
                    self.number += 1
                    message["headers"].append((b"x-number", str(self.number).encode()))  # type: ignore[attr-defined]
                await send(message)  # type: ignore[misc]

            await self.app(scope, receive, counted)  # type: ignore[operator]

    app = Starlette(routes=[Route("/a.js", unchanging)], middleware=[Middleware(Counting), Middleware(Compression)])
    client = TestClient(app)
    seen = [client.get("/a.js").headers.get_list("x-number") for _ in range(3)]
    assert seen[0] != seen[1]
    assert all(len(numbers) == 1 for numbers in seen)
