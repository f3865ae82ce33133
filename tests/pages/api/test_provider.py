"""Signing in through a ministry's own provider: the whole way there and back, with a provider of the tests."""

from __future__ import annotations

import datetime as dt
import http.client
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.sessions import SessionMiddleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.testclient import TestClient
from streamlit import config
from streamlit.runtime.secrets import secrets_singleton
from streamlit.web.server.starlette.starlette_auth_routes import create_auth_routes
from streamlit.web.server.starlette.starlette_server_config import TOKENS_COOKIE_NAME, USER_COOKIE_NAME

from data.model import Role
from data.store import passwords, people
from data.store.engine import writing
from data.store.house import House
from data.words import text
from pages.api.sign_in import routes
from pages.api.signed_in_only import SignedInOnly
from pages.parts import signed_in
from tests.pages.api import real_world
from tests.pages.api.fake_provider import CLIENT, SECRET, Provider, provider
from tests.pages.api.real_world import PAGE

EMAIL = "reviewer@example.org"


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[House]:
    monkeypatch.setattr(passwords, "HASHER", real_world.QUICK)
    house = real_world.opened(tmp_path)
    real_world.add(house, Role.REVIEWER, password=False)
    yield house
    house.engine.dispose()


@pytest.fixture
def there(tmp_path: Path) -> Iterator[Provider]:
    """A provider, and the settings that lead to it."""
    before = config.get_option("secrets.files")
    with provider() as made:
        made.claims = {"email": EMAIL}
        written = tmp_path / "secrets.toml"
        written.write_text(
            f'[auth]\nredirect_uri = "{real_world.HOST}/oauth2callback"\ncookie_secret = "{"x" * 40}"\n'
            f'client_id = "{CLIENT}"\nclient_secret = "{SECRET}"\nlabel = "Ministry of the tests"\n'
            f'server_metadata_url = "{made.address}/.well-known/openid-configuration"\n',
            "utf-8",
        )
        config.set_option("secrets.files", [str(written)])
        secrets_singleton._reset()
        yield made
    config.set_option("secrets.files", before)
    secrets_singleton._reset()


def browser(house: House) -> TestClient:
    """A browser before the application, with Streamlit's own routes to the provider and back."""

    async def page(_: Request) -> Response:
        return PlainTextResponse("a page")

    signed_in.forget()
    app = Starlette(
        routes=[*create_auth_routes(""), *routes.routes(lambda: house), Route("/{path:path}", page)],
        middleware=[
            Middleware(SignedInOnly, opened=lambda: house),
            Middleware(SessionMiddleware, secret_key="x" * 40, session_cookie="_streamlit_session"),
        ],
    )
    return TestClient(app, base_url=real_world.HOST, follow_redirects=False)


def to_the_provider_and_back(client: TestClient) -> Response:
    """Press the button, agree at the provider, and come back as far as our own page."""
    answer = client.get("/sign-in/with/default", headers=PAGE)
    answer = client.get(answer.headers["location"], headers=PAGE)
    there = urlsplit(answer.headers["location"])
    connection = http.client.HTTPConnection(there.netloc)
    connection.request("GET", f"{there.path}?{there.query}")
    back = connection.getresponse().headers["Location"]
    connection.close()
    answer = client.get(back, headers=PAGE | {"sec-fetch-site": "cross-site"})
    assert (answer.status_code, answer.headers["location"]) == (302, "/")
    answer = client.get("/", headers=PAGE | {"sec-fetch-site": "cross-site"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in/provider")
    return client.get("/sign-in/provider", headers=PAGE | {"sec-fetch-site": "cross-site"})


def test_the_button_is_there_only_where_there_is_a_provider(house: House) -> None:
    form = browser(house).get("/sign-in").text
    assert "/sign-in/with/" not in form
    assert browser(house).get("/sign-in/with/default").headers["location"] == "/sign-in"
    assert browser(house).get("/auth/login?provider=x").status_code == 401


def test_whom_the_provider_names_is_signed_in_by_a_session_of_ours(house: House, there: Provider) -> None:
    client = browser(house)
    assert text("sign_in.with", name="Ministry of the tests") in client.get("/sign-in").text
    answer = to_the_provider_and_back(client)
    assert (answer.status_code, 'content="0;url=/"' in answer.text) == (200, True)
    assert "samesite=strict" in answer.headers["set-cookie"].lower()
    assert client.cookies.get(signed_in.COOKIE)
    assert client.get("/", headers=PAGE).text == "a page"
    left = [name for name in client.cookies if name.startswith((USER_COOKIE_NAME, TOKENS_COOKIE_NAME))]
    assert left == []


@pytest.mark.parametrize(
    "claims",
    [
        {"email": "nobody@example.org"},
        {"email": EMAIL, "email_verified": False},
        {"email": None},
        {},
    ],
)
def test_whoever_has_no_account_here_is_told_so_and_stays_out(
    house: House, there: Provider, claims: dict[str, object]
) -> None:
    there.claims = claims
    client = browser(house)
    answer = to_the_provider_and_back(client)
    assert (answer.status_code, text("sign_in.not_known_here") in answer.text) == (401, True)
    assert not client.cookies.get(signed_in.COOKIE)
    assert client.get("/", headers=PAGE).headers["location"].startswith("/sign-in?next=")


def test_whoever_was_disabled_stays_out_whatever_the_provider_says(house: House, there: Provider) -> None:
    real_world.add(house, Role.ADMINISTRATOR)
    with writing(house.engine) as connection:
        people.disable(connection, EMAIL, by="operator", at=dt.datetime.now(dt.UTC))
    assert to_the_provider_and_back(browser(house)).status_code == 401


def test_an_answer_of_the_provider_lets_in_once_and_only_for_some_minutes(house: House, there: Provider) -> None:
    client = browser(house)
    kept: dict[str, str] = {}
    send = client.get

    def keeping(url: str, **more: object) -> Response:
        answer = send(url, **more)
        kept.update({name: value for name, value in client.cookies.items() if name.startswith(USER_COOKIE_NAME)})
        return answer

    client.get = keeping  # type: ignore[method-assign,assignment]
    to_the_provider_and_back(client)
    thief = browser(house)
    for name, value in kept.items():
        thief.cookies.set(name, value)
    assert thief.get("/sign-in/provider", headers=PAGE).status_code == 401

    there.claims = {"email": EMAIL, "iat": int(time.time()) - 3600}
    assert to_the_provider_and_back(browser(house)).status_code == 401


def test_a_cookie_that_was_made_up_lets_nobody_in(house: House, there: Provider) -> None:
    client = browser(house)
    client.cookies.set(USER_COOKIE_NAME, '{"email": "reviewer@example.org", "is_logged_in": true}')
    assert client.get("/sign-in/provider", headers=PAGE).status_code == 401
