"""The outlines of a country: fetched once, kept for ever, gone when others take their place."""

from __future__ import annotations

import gzip
from dataclasses import replace

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from data.geography import Outlines
from pages.api import outlines

DOCUMENT = b'{"outlines": "M0,0h1v1z"}'
SHIPPED = Outlines(
    document=DOCUMENT,
    gzipped=gzip.compress(DOCUMENT, mtime=0),
    digest="0123abcd",
    codes=("1.1",),
    reports=("1.1",),
    missing=(),
)


class Now:
    """The outlines of now, which may change while Lima serves."""

    def __init__(self) -> None:
        self.outlines = SHIPPED

    def __call__(self, digest: str) -> Outlines | None:
        return self.outlines if digest == self.outlines.digest else None


@pytest.fixture
def now() -> Now:
    return Now()


@pytest.fixture
def client(now: Now) -> TestClient:
    return TestClient(Starlette(routes=[outlines.route("XXX", now)]))


def test_the_address_holds_country_and_digest() -> None:
    assert outlines.address("XXX", "0123abcd") == "/outlines/xxx-0123abcd.json"


@pytest.mark.parametrize(("accepted", "size"), [("gzip", len(SHIPPED.gzipped)), ("identity", len(SHIPPED.document))])
def test_they_go_out_as_they_are_stored(client: TestClient, accepted: str, size: int) -> None:
    answer = client.get(outlines.address("XXX", SHIPPED.digest), headers={"Accept-Encoding": accepted})
    assert answer.content == DOCUMENT
    assert int(answer.headers["content-length"]) == size
    assert answer.headers["content-type"] == "application/json"
    assert "immutable" in answer.headers["cache-control"]


def test_the_old_address_is_gone_when_others_are_installed(client: TestClient, now: Now) -> None:
    now.outlines = replace(SHIPPED, digest="4567beef")
    assert client.get(outlines.address("XXX", SHIPPED.digest)).status_code == 404
    assert client.get(outlines.address("XXX", "4567beef")).status_code == 200


@pytest.mark.parametrize("path", ["/outlines/yyy-0123abcd.json", "/outlines/xxx-.json", "/outlines/xxx-../a.json"])
def test_nothing_else_is_answered(client: TestClient, path: str) -> None:
    assert client.get(path).status_code == 404
