"""The small world and what is not the small world: an empty demo, and a real database."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data.model import Role
from tests.pages import frame, small_world

Open = Callable[..., AppTest]


@pytest.fixture(scope="session")
def small_var(tmp_path_factory: pytest.TempPathFactory) -> Path:
    var = tmp_path_factory.mktemp("small")
    small_world.make(small_world.settings(var))
    return var


@pytest.fixture(params=["small", "empty", "real"])
def world(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    """The small world, an empty demo, or a real database. Gives its name."""
    name = str(request.param)
    var = request.getfixturevalue("small_var") if name == "small" else tmp_path
    for variable, value in small_world.settings(var).items():
        monkeypatch.setenv(variable, value)
    monkeypatch.delenv("LIMA_CONTENT", raising=False)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    if name == "real":
        url = f"sqlite:///{tmp_path / 'real.db'}"
        monkeypatch.setenv("DATABASE_URL", url)
        small_world.make({**small_world.settings(tmp_path), "DATABASE_URL": url})
    return name


@pytest.fixture
def open_page(world: str, sign_in: Callable[..., str]) -> Open:
    """Open a page: `open_page("trends", office="TL03", lang="id")`. An office makes the visitor its task force.

    On a real database the visitor signs in, without an office as a reviewer.
    """

    def opened(page: str, *, office: str = "", **address: str) -> AppTest:
        visitor = {}
        if world == "real":
            sign_in(Role.TASKFORCE if office else Role.REVIEWER, {office} if office else ())
        elif office:
            visitor = {"as": "taskforce", "office": office}
        return frame.opened(f"public/{page}", frame.at_the_menu(**visitor), **address)

    return opened
