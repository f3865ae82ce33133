"""What tests of a real database share: people in it, and the routes that they and strangers may ask."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from pathlib import Path

from argon2 import PasswordHasher
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.websockets import WebSocket

from data.model import Role
from data.settings import read_settings
from data.store import one_time, passwords, people, sign_ins
from data.store.engine import writing
from data.store.house import House, open_house
from pages.api import data_values, downloads, front_page, health, map_ahead, still_signed_in
from pages.api.send import routes as send
from pages.api.sign_in import routes as sign_in
from pages.api.signed_in_only import SignedInOnly
from pages.parts import signed_in
from tests.pages import small_world

PASSWORD = "seven green lamps"  # noqa: S105 - of people who are made up
HOST = "http://testserver"
OWN = {"sec-fetch-site": "same-origin"}
PAGE = {"accept": "text/html", "sec-fetch-mode": "navigate"}
QUICK = PasswordHasher(time_cost=1, memory_cost=64, parallelism=1)
"""A hash that takes no time: what is tested is not how long one takes."""


def opened(folder: Path, **more: str) -> House:
    """A real database of a small country."""
    passwords._nobodys.cache_clear()
    url = f"sqlite:///{folder / 'real.db'}"
    return open_house(read_settings({**small_world.settings(folder), "DATABASE_URL": url} | more))


def add(house: House, role: Role, places: Collection[str] = (), *, email: str = "", password: bool = True) -> str:
    """Add a person with a password; gives the e-mail."""
    email, now = email or f"{role}@example.org", dt.datetime.now(dt.UTC)
    with writing(house.engine) as connection:
        people.add(
            connection,
            email=email,
            name=role.title(),
            role=role,
            places=places,
            language="en",
            country=house.country,
            by="operator",
            at=now,
        )
        if password:
            person = people.by_email(connection, email)
            sign_ins.set_password(connection, person, QUICK.hash(PASSWORD), at=now)
    return email


def link(house: House, email: str) -> str:
    """The path of a new one-time link."""
    with writing(house.engine) as connection:
        return f"/first-password/{one_time.make(connection, email, by='operator', at=dt.datetime.now(dt.UTC))}"


def app(house: House) -> Starlette:
    """All routes of ours, and two that stand for Streamlit's."""

    async def page(_: Request) -> Response:
        return PlainTextResponse("a page")

    async def connection(websocket: WebSocket) -> None:
        await websocket.accept()
        await websocket.send_text("connected")
        await websocket.close()

    return Starlette(
        routes=[
            front_page.route(),
            health.route(lambda: None),
            still_signed_in.route(lambda: house),
            *data_values.routes(lambda: house),
            downloads.route(lambda: house),
            map_ahead.route(lambda: house),
            *send.routes(lambda: house),
            *sign_in.routes(lambda: house),
            WebSocketRoute("/_stcore/stream", connection),
            Route("/{path:path}", page, methods=["GET", "POST", "PUT"]),
        ],
        middleware=[Middleware(SignedInOnly, opened=lambda: house)],
    )


def browser(house: House) -> TestClient:
    """A browser with its own cookies, which does not follow redirects by itself."""
    signed_in.forget()
    return TestClient(app(house), base_url=HOST, follow_redirects=False)


def signed(house: House, email: str) -> TestClient:
    """A browser in which somebody has signed in with their password."""
    found = browser(house)
    answer = found.post("/sign-in", data={"email": email, "password": PASSWORD}, headers=OWN)
    assert answer.status_code == 303, answer.text
    return found
