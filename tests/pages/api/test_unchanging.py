"""What has its digest in its address is kept by browsers for ever."""

from __future__ import annotations

import gzip

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.testclient import TestClient

from pages.api.unchanging import unchanging

DOCUMENT = b'{"paths": "M0,0"}'


@pytest.fixture
def client() -> TestClient:
    async def document(request: Request) -> Response:
        return unchanging(
            request, DOCUMENT, digest="abc", media_type="application/json", gzipped=gzip.compress(DOCUMENT)
        )

    return TestClient(Starlette(routes=[Route("/document-abc.json", document)]))


@pytest.mark.parametrize(("accepted", "encoding"), [("gzip, br", "gzip"), ("identity", None)])
def test_sent_as_the_browser_reads_it(client: TestClient, accepted: str, encoding: str | None) -> None:
    answer = client.get("/document-abc.json", headers={"Accept-Encoding": accepted})
    assert answer.content == DOCUMENT
    assert answer.headers.get("content-encoding") == encoding
    assert answer.headers["cache-control"] == "public, immutable, max-age=31536000"
    assert answer.headers["vary"] == "Accept-Encoding"
    assert answer.headers["content-type"] == "application/json"


def test_not_sent_again_to_who_has_it(client: TestClient) -> None:
    etag = client.get("/document-abc.json").headers["etag"]
    answer = client.get("/document-abc.json", headers={"If-None-Match": etag})
    assert (answer.status_code, answer.content, answer.headers["etag"]) == (304, b"", etag)
    assert client.get("/document-abc.json", headers={"If-None-Match": '"other"'}).status_code == 200
