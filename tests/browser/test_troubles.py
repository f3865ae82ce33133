"""A page that breaks, as a visitor sees it: one sentence and a number, which the log has."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.settled import settled
from tests.conftest import Server

pytestmark = pytest.mark.browser


def test_a_broken_page_shows_a_number_and_nothing_of_what_broke(
    serve: Callable[..., Server], chromium: Browser, small_demo_database: Path
) -> None:
    server = serve(small_demo_database, COUNTRY="TLS")
    with closing(sqlite3.connect(server.var / "lima-tls.db")) as database:
        database.execute("ALTER TABLE district_values RENAME TO canary")
        database.execute(
            "INSERT INTO audit SELECT max(id) + 1, at, actor, action, subject, detail, previous, 'x' || hash FROM audit"
        )
        database.commit()
    with chromium.new_context() as context:
        page = context.new_page()
        page.goto(f"{server.address}/map?lang=en")
        expect(page.get_by_text("Error number")).to_be_visible(timeout=60_000)
        said = settled(page).locator("body").inner_text()
    [number] = re.findall(r"Error number ([0-9A-F]{8})", said)
    assert f"error number {number}" in server.log.read_text("utf-8")
    for hidden in ("Traceback", "sqlite3", "SELECT", "no such table", ".py"):
        assert hidden not in said
