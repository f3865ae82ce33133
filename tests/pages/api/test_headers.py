"""What every answer forbids, and the addresses that nobody gets."""

from __future__ import annotations

import base64
import hashlib

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient

from pages.api.headers import SecurityHeaders, content_security_policy, script_hashes
from pages.api.own_page import own_page, streamlit_page


@pytest.fixture
def client() -> TestClient:
    async def page(_: Request) -> Response:
        return PlainTextResponse("here", headers={"X-Frame-Options": "ALLOWALL"})

    return TestClient(Starlette(routes=[Route("/{p:path}", page)], middleware=[Middleware(SecurityHeaders)]))


@pytest.mark.parametrize("path", ["/", "/map", "/_stcore/health", "/_stcore/metrics"])
def test_every_answer_carries_the_headers(client: TestClient, path: str) -> None:
    headers = client.get(path).headers
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "same-origin"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "camera=()" in headers["permissions-policy"]
    assert headers["cross-origin-opener-policy"] == headers["cross-origin-resource-policy"] == "same-origin"


@pytest.mark.parametrize(
    "path", ["/_stcore/metrics", "/_stcore/agent/openapi.json", "/_stcore/agent/interact", "/_stcore/agent/mcp"]
)
def test_what_tells_about_the_server_is_not_there(client: TestClient, path: str) -> None:
    for answer in (client.get(path), client.post(path)):
        assert answer.status_code == 404
        assert answer.text == "Not found"


def test_what_the_browser_needs_of_streamlit_is_there(client: TestClient) -> None:
    assert client.get("/_stcore/health").text == "here"


def test_each_script_in_the_page_is_allowed_by_its_own_hash() -> None:
    script = "\n  let x = 1\n"
    expected = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    html = f'<script>{script}</script><script type="module" src="a.js"></script>'
    assert script_hashes(html) == (f"'sha256-{expected}'",)
    assert f"script-src 'self' blob: 'sha256-{expected}';" in content_security_policy(html)


def test_the_page_that_is_delivered_has_one_script() -> None:
    assert len(script_hashes(own_page(streamlit_page()))) == 1


def test_no_script_may_be_written_into_the_page_or_made_from_text() -> None:
    policy = dict(part.split(" ", 1) for part in content_security_policy(streamlit_page()).split("; "))
    assert "unsafe" not in policy["script-src"]
    assert policy["default-src"] == policy["base-uri"] == policy["form-action"] == "'self'"
    assert policy["object-src"] == policy["frame-src"] == "'none'"


def test_a_page_may_set_a_policy_of_its_own_and_keeps_the_other_headers() -> None:
    async def page(_: Request) -> Response:
        return PlainTextResponse("here", headers={"Content-Security-Policy": "default-src 'none'"})

    app = Starlette(routes=[Route("/", page)], middleware=[Middleware(SecurityHeaders)])
    headers = TestClient(app).get("/").headers
    assert headers.get_list("content-security-policy") == ["default-src 'none'"]
    assert headers["x-frame-options"] == "DENY"
