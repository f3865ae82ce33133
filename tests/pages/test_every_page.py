"""Every page opens for everybody who may visit a demo: where nothing was ever filed, and on the demo itself.

All but one role are played in a small country. A province is only where a country asks its provinces, and donors and
the public are only where something is released to them.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data.demo.reviewing import REVIEWER
from data.model import Role
from data.settings import default_database_url, read_settings
from data.store.house import open_house
from pages.parts import opened, releasing
from tests.pages import frame

SMALL, WITH_PROVINCES = "TLS", "IDN"
READERS = (Role.DONOR, Role.PUBLIC)
"""Who reads what is released, and nothing else."""

Settle = Callable[[str, Path | None], None]


@pytest.fixture
def settle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settle:
    """Have everything find the demo of a country: a copy of this database, or an empty one."""

    def found(country: str, database: Path | None) -> None:
        monkeypatch.setenv("LIMA_VAR", str(tmp_path))
        monkeypatch.setenv("COUNTRY", country)
        for name in ("DATABASE_URL", "LIMA_CONTENT"):
            monkeypatch.delenv(name, raising=False)
        if database:
            shutil.copyfile(database, default_database_url(tmp_path, country).removeprefix("sqlite:///"))

    return found


def open_every_page(role: Role) -> None:
    app = frame.at_the_menu(**{"as": role.value})
    assert app.selectbox(key="as").value == role
    seen = [look(app, name) for name in frame.each_page(app)]
    assert seen
    opened.house().engine.dispose()


def look(app: AppTest, name: str) -> str:
    app.run()
    assert not app.exception, name
    assert app.title, name
    return name


@pytest.mark.parametrize("role", [role for role in Role if role not in READERS])
@pytest.mark.parametrize("filled", [False, True], ids=["empty", "demo"])
def test_every_page_opens(filled: bool, role: Role, settle: Settle, request: pytest.FixtureRequest) -> None:
    country = WITH_PROVINCES if role is Role.PROVINCE else SMALL
    of = {SMALL: "small_demo_database", WITH_PROVINCES: "demo_database"}
    settle(country, request.getfixturevalue(of[country]) if filled else None)
    open_every_page(role)


def test_where_nothing_is_released_nobody_plays_a_donor_or_the_public(settle: Settle) -> None:
    settle(SMALL, None)
    for role in READERS:
        chooser = frame.at_the_menu(**{"as": role.value}).selectbox(key="as")
        assert chooser.value == Role.REVIEWER
        assert role not in chooser.options
    opened.house().engine.dispose()


@pytest.fixture(scope="module")
def released(small_demo_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small demo with one quarter released to donors and to the public."""
    var = tmp_path_factory.mktemp("released")
    file = Path(default_database_url(var, SMALL).removeprefix("sqlite:///"))
    shutil.copyfile(small_demo_database, file)
    house = open_house(read_settings({"COUNTRY": SMALL, "LIMA_VAR": str(var)}))
    quarter = min(releasing.overview(house, REVIEWER).waiting)
    made = releasing.make(house, REVIEWER, quarter)
    releasing.publish(house, REVIEWER, made.id)
    for role in READERS:
        releasing.let_in(house, REVIEWER, role, let=True)
    house.engine.dispose()
    return file


@pytest.mark.parametrize("role", READERS)
def test_every_page_opens_where_something_is_released(role: Role, settle: Settle, released: Path) -> None:
    settle(SMALL, released)
    open_every_page(role)
