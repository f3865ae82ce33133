"""What the tests of `/send` share: an empty demo, workbooks for it, and a browser of bare HTML."""

from __future__ import annotations

import html
import re
from pathlib import Path

from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient

from data.intake.form import Form
from data.intake.template import template
from data.settings import read_settings
from data.store.house import House, open_house
from pages.api import downloads
from pages.api.headers import SecurityHeaders
from pages.api.send import routes
from tests.data.intake import forms

HERE, NEIGHBOUR = "TL01", "TL02"
QUARTER = str(forms.QUARTER)
MOST = 30_000
"""Bytes of a page, its style included."""


def settings(var: Path, **more: str) -> dict[str, str]:
    """The environment of a small country with an empty demo."""
    return {"COUNTRY": "TLS", "LIMA_VAR": str(var)} | more


def opened(var: Path, **more: str) -> House:
    """The house of that environment."""
    return open_house(read_settings(settings(var, **more)))


def client(house: House) -> TestClient:
    """A visitor's program that keeps no cookies and runs no script."""
    app = Starlette(
        routes=[*routes.routes(lambda: house), downloads.route(lambda: house)],
        middleware=[Middleware(SecurityHeaders)],
    )
    return TestClient(app, base_url="http://testserver")


_DRAWN: dict[str, bytes] = {}
_FILLED: dict[object, bytes] = {}


def workbook(house: House, place: str = HERE, **typed: object) -> bytes:
    """A workbook of a district, every core number answered, and more typed into it."""
    form = Form(
        catalogue=house.catalogue,
        country=house.country,
        place=house.country.places[place],
        quarter=forms.QUARTER,
        language="en",
        world="demo",
    )
    if place not in _DRAWN:
        _DRAWN[place] = template(form)
    core = {slot.tag: "Yes" if slot.part.kind.value == "yes-no" else 0 for slot in form.layout.core_slots}
    key = (place, *sorted(typed.items()))
    if key not in _FILLED:
        _FILLED[key] = forms.filled(_DRAWN[place], core | {"PRT-01": 9999} | typed)
    return _FILLED[key]


def hidden(page: str, name: str) -> str:
    """A hidden field of a page."""
    return html.unescape(re.findall(rf'name="{name}" value="([^"]*)"', page)[0])


def action(page: str) -> str:
    """Where the form of a page leads."""
    return html.unescape(re.findall(r'<form action="([^"]*)" method="post"', page)[0])


def links(page: str) -> list[str]:
    """Where a page leads."""
    return [html.unescape(link) for link in re.findall(r'href="([^"]*)"', page)]


def text(page: str) -> str:
    """What a page says."""
    body = re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL)
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]*>", " ", body)))
