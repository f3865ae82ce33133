"""Every page opens for whoever may visit a demo: where nothing was ever filed, and on the demo of a small country.

Nobody plays a donor or the public where nothing is released, nor a province in a country that asks none: their pages
are opened by the tests of rights and of traffic.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from data.model import Role
from data.settings import default_database_url
from pages.parts import opened
from tests.pages import frame

COUNTRY = "TLS"


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.LEADERSHIP, Role.TASKFORCE, Role.ADMINISTRATOR])
@pytest.mark.parametrize("filled", [False, True], ids=["empty", "demo"])
def test_every_page_opens(
    filled: bool, role: Role, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest
) -> None:
    monkeypatch.setenv("LIMA_VAR", str(tmp_path))
    monkeypatch.setenv("COUNTRY", COUNTRY)
    for name in ("DATABASE_URL", "LIMA_CONTENT"):
        monkeypatch.delenv(name, raising=False)
    if filled:
        demo = request.getfixturevalue("small_demo_database")
        shutil.copyfile(demo, default_database_url(tmp_path, COUNTRY).removeprefix("sqlite:///"))
    app = frame.at_the_menu(**{"as": role.value})
    assert app.selectbox(key="as").value == role
    seen = 0
    for name in frame.each_page(app):
        app.run()
        assert not app.exception, name
        assert app.title, name
        seen += 1
    assert seen
    opened.house().engine.dispose()
