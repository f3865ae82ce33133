"""A real database, for whoever has not signed in, or is not signed in any more: no page shows anything."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data.model import Role
from data.store import sign_ins
from data.words import text
from pages.parts import opened, signed_in
from tests.conftest import ROOT
from tests.pages import small_world


@pytest.fixture
def real(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = {**small_world.settings(tmp_path), "DATABASE_URL": f"sqlite:///{tmp_path / 'real.db'}"}
    monkeypatch.delenv("LIMA_CONTENT", raising=False)
    for variable, value in settings.items():
        monkeypatch.setenv(variable, value)


def shell() -> AppTest:
    return AppTest.from_file(str(ROOT / "pages" / "parts" / "shell.py"), default_timeout=30)


def assert_only_the_way_to_the_sign_in(app: AppTest) -> None:
    assert [each.value for each in app.info] == [text("sign_in.ended")]
    assert not app.title
    assert not app.metric
    assert not app.table
    assert '"/sign-in"' in app.markdown[-1].value


@pytest.mark.usefixtures("real")
def test_whoever_has_not_signed_in_is_shown_the_way_to_the_sign_in() -> None:
    assert_only_the_way_to_the_sign_in(shell().run())


@pytest.mark.usefixtures("real")
@pytest.mark.parametrize("address", [{"as": "reviewer"}, {"as": "taskforce", "office": "TL01"}])
def test_nobody_chooses_whom_to_play_on_a_real_database(address: dict[str, str]) -> None:
    app = shell()
    for key, value in address.items():
        app.query_params[key] = value
    assert_only_the_way_to_the_sign_in(app.run())


@pytest.mark.usefixtures("real")
def test_an_open_page_notices_at_its_next_rerun_that_the_session_ended(
    sign_in: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    token = sign_in(Role.REVIEWER)
    app = shell().run()
    assert app.title[0].value == text("overview.title")
    sign_ins.sign_out(opened.house().engine, token, at=dt.datetime.now(dt.UTC))
    clock = signed_in.time.monotonic
    monkeypatch.setattr(signed_in.time, "monotonic", lambda: clock() + signed_in.SECONDS)
    assert_only_the_way_to_the_sign_in(app.run())


@pytest.mark.usefixtures("real")
def test_a_session_is_asked_for_once_in_some_seconds_and_not_at_every_look(
    sign_in: Callable[..., str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    ask = signed_in._ask

    def counted(house, token):  # type: ignore[no-untyped-def]
        asked.append(token)
        return ask(house, token)

    monkeypatch.setattr(signed_in, "_ask", counted)
    sign_in(Role.REVIEWER)
    app = shell().run()
    app.run()
    assert len(asked) == 1
    assert signed_in.SECONDS <= 30
