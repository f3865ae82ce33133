"""*View as donor*, the marks over pages, and a visitor who is the public."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from streamlit.testing.v1 import AppTest

from data.model import Role
from data.store import release_writing
from data.store.engine import writing
from data.words import text
from pages.parts import previewing, signed_in
from tests.conftest import ROOT
from tests.pages.traffic import world
from tests.pages.traffic.world import RELEASED, World


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[World]:
    found = world.make(tmp_path_factory.mktemp("previewing"))
    yield found
    found.house.engine.dispose()


@pytest.fixture
def opened(made: World, cookie: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> Callable[[Role], AppTest]:
    for name, value in made.environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("LIMA_CONTENT", raising=False)

    def as_role(role: Role) -> AppTest:
        cookie[signed_in.COOKIE] = world.session(made.house, role)
        app = AppTest.from_file(str(ROOT / "pages" / "parts" / "shell.py"), default_timeout=30).run()
        assert not app.exception
        return app

    return as_role


def quarters(app: AppTest) -> list[str]:
    return app.selectbox(key="quarter").options


def captions(app: AppTest) -> str:
    return "\n".join(each.value for each in app.caption)


def test_the_ministry_looks_as_a_donor_and_comes_back(opened: Callable[[Role], AppTest]) -> None:
    app = opened(Role.REVIEWER)
    assert len(quarters(app)) == len(RELEASED) + 1
    assert text("released.exact") in captions(app)
    app.button(key=f"{previewing.KEY}_begin").click().run()
    assert [each.value for each in app.warning] == [text("released.viewing_as_donor")]
    assert len(quarters(app)) == len(RELEASED)
    assert text("released.steps", steps=5) in captions(app)
    assert text("released.exact") not in captions(app)
    with pytest.raises(ValueError, match="Could not find a navigation page"):
        app.switch_page("../ministry/review.py")
    app.switch_page("../public/origin.py").run()
    assert not app.exception
    assert text("released.viewing_as_donor") in [each.value for each in app.warning]
    assert not any("Secret" in each.value for each in app.markdown)
    app.button(key=f"{previewing.KEY}_end").click().run()
    assert not app.warning
    assert text("released.exact") in captions(app)


def test_an_officer_sees_other_places_as_released_and_has_no_way_to_look_as_a_donor(
    opened: Callable[[Role], AppTest], made: World
) -> None:
    app = opened(Role.TASKFORCE)
    assert not [each for each in app.button if each.key.startswith(previewing.KEY)]
    app.session_state[previewing.KEY] = True  # as if somebody had found a way to
    app.run()
    assert text("released.others") in captions(app)
    app.query_params["places"] = "TL01,TL02"
    app.query_params["indicator"] = "PRT-02"
    app.switch_page("../public/trends.py").run()
    said = "\n".join(each.value.to_csv() for each in app.table)
    quarter = str(RELEASED[0])
    assert f"{made.exact['PRT-02', quarter, 'TL01']:,.0f}" in said
    assert f"{made.shown['PRT-02', quarter, 'TL02']:,.0f}" in said
    assert f"{made.exact['PRT-02', quarter, 'TL02']:,.0f}" not in said


def test_the_public_has_a_way_to_sign_in_and_nothing_when_it_is_shut_out(
    opened: Callable[[Role], AppTest], made: World
) -> None:
    app = opened(Role.PUBLIC)
    assert app.title[0].value == text("overview.title")
    assert "/sign-in" in app.sidebar.markdown[0].value
    shut(made, Role.PUBLIC, let=False)
    app.run()
    assert not app.title
    assert [each.value for each in app.info] == [text("sign_in.ended")]
    shut(made, Role.PUBLIC, let=True)


def test_a_donor_is_out_when_donors_are_shut_out(
    opened: Callable[[Role], AppTest], made: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = opened(Role.DONOR)
    assert app.title[0].value == text("overview.title")
    shut(made, Role.PUBLIC, let=False)
    shut(made, Role.DONOR, let=False)
    signed_in.forget()
    assert not app.run().title
    shut(made, Role.DONOR, let=True)
    shut(made, Role.PUBLIC, let=True)


def shut(made: World, role: Role, *, let: bool) -> None:
    with writing(made.house.engine) as connection:
        release_writing.let_in(connection, role, let=let, by=world.REVIEWER, at=world.HELD_AT)
