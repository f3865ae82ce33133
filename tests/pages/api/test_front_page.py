"""The front page is found under its name too."""

from __future__ import annotations

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from pages.api import front_page


@pytest.mark.parametrize(
    ("asked", "given"),
    [
        ("/overview", "/"),
        ("/overview?quarter=2026-Q2&lang=id", "/?quarter=2026-Q2&lang=id"),
        ("/overview?as=a%26b&to=//other.example/", "/?as=a%26b&to=//other.example/"),
    ],
)
def test_the_address_leads_to_the_front_page_and_keeps_what_it_carries(asked: str, given: str) -> None:
    answer = TestClient(Starlette(routes=[front_page.route()])).get(asked, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (308, given)
