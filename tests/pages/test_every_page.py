"""Every page of every visitor opens: where nothing was ever filed, and on the demo of a small country."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from data.model import Role
from data.settings import default_database_url
from pages.parts import opened
from tests.pages import frame
from tests.test_architecture import menu

COUNTRY = "TLS"


@pytest.mark.parametrize("role", Role)
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
    seen = []
    for audience, names in menu().items():
        for name in names:
            try:
                app.switch_page(f"../{audience}/{name}.py")
            except ValueError:  # it is not in this visitor's menu
                continue
            app.run()
            assert not app.exception, name
            assert app.title, name
            seen.append(name)
    assert seen
    opened.house().engine.dispose()
