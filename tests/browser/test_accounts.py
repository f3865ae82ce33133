"""A real database in a real browser: the first link, signing in, one's own pages, the cookie, and signing out."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from tests.browser.settled import SECONDS, settled
from tests.conftest import ROOT, Server

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = pytest.mark.browser

PASSWORD = "seven green lamps"  # noqa: S105 - of somebody who is made up


def manage(server: Server, url: str, *words: str) -> str:
    """Give a command on the server's command line."""
    environment = os.environ | {"DATABASE_URL": url, "LIMA_VAR": str(server.var), "PORT": str(server.port)}
    done = subprocess.run(
        [sys.executable, "manage.py", *words], cwd=ROOT, env=environment, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def test_an_officer_comes_by_a_link_signs_in_sees_what_is_theirs_and_signs_out(
    serve: Callable[..., Server], chromium: Browser, tmp_path: Path
) -> None:
    url = f"sqlite:///{tmp_path / 'real.db'}"
    server = serve(DATABASE_URL=url)
    officer = ("officer@example.org", "--role", "taskforce", "--name", "Officer", "--place", "32.02")
    link = manage(server, url, "user", "add", *officer)
    with chromium.new_context(locale="en-US") as context:
        page = context.new_page()
        page.set_default_timeout(SECONDS * 1000)
        page.goto(f"{server.address}/map?quarter=2026-Q3")
        assert page.url == f"{server.address}/sign-in?next=%2Fmap%3Fquarter%3D2026-Q3"

        page.goto(link)
        for field in ("New password", "The same once more"):
            page.get_by_label(field).fill(PASSWORD)
        page.get_by_role("button", name="Save this password").click()
        expect(page.get_by_role("status")).to_contain_text("Your password is saved")

        page.goto(f"{server.address}/submit?place=32.03")
        page.get_by_label("E-mail").fill("officer@example.org")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        expect(page.get_by_role("heading", name="Submit a return")).to_be_visible()
        expect(settled(page).get_by_role("combobox", name="Place")).to_have_value("Kabupaten Sukabumi (32.02)")
        expect(page.get_by_text("(32.03)")).to_have_count(0)
        expect(page.get_by_role("link", name="People")).to_have_count(0)
        [cookie] = [each for each in context.cookies() if each["name"] == "lima_session"]
        assert (cookie["httpOnly"], cookie["sameSite"]) == (True, "Strict")

        page.get_by_role("link", name="Sign out").click()
        page.get_by_role("button", name="Sign out", exact=True).click()
        expect(page.get_by_role("status")).to_contain_text("You are signed out")
        context.add_cookies([cookie])  # a copy of it opens nothing any more
        page.goto(f"{server.address}/submit")
        assert page.url.startswith(f"{server.address}/sign-in?next=")

        page.clock.install()
        page.goto(f"{server.address}/sign-in?next=%2Fchecks")
        page.get_by_label("E-mail").fill("officer@example.org")
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        expect(page.get_by_role("link", name="Sign out")).to_be_visible()
        manage(server, url, "user", "disable", "officer@example.org")
        expect(page.get_by_role("link", name="Sign out")).to_be_visible()
        page.clock.fast_forward(51_000)  # nobody touches the page, and it gives way within a minute
        expect(page.get_by_role("button", name="Sign in")).to_be_visible()
        assert page.url.startswith(f"{server.address}/sign-in?next=%2Fchecks")
