"""The page *People*: an administrator adds, changes, links, signs out and disables; others have no such page."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from data.model import Role
from data.store import people, sign_ins
from data.store.engine import reading
from data.words import text
from pages.parts import accounts, opened
from tests.pages import frame
from tests.pages.public.reading import as_read
from tests.pages.rights_world import settings

NEW = "new@example.org"


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, sign_in: Callable[..., str]) -> AppTest:
    """The page, as an administrator opens it on a fresh real database."""
    for name, value in settings(tmp_path).items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("LIMA_CONTENT", raising=False)
    sign_in(Role.ADMINISTRATOR)
    return frame.opened("ministry/people")


def everybody() -> dict[str, people.Person]:
    with reading(opened.house().engine) as connection:
        return {person.email: person for person in people.everybody(connection)}


def add(app: AppTest, email: str = NEW, role: Role = Role.TASKFORCE, *places: str) -> AppTest:
    known = app.session_state  # it has no `get`
    count = known["people_added"] if "people_added" in known else 0  # noqa: SIM401
    app.text_input(key=f"people_new_name_{count}").set_value("New Officer")
    app.text_input(key=f"people_new_email_{count}").set_value(email)
    app.selectbox(key="people_new_role").select(role).run()
    if places:
        app.multiselect(key=f"people_new_places_{role}_{count}").set_value(list(places))
    return app.button(key="people_add").click().run()


def choose(app: AppTest, email: str = NEW) -> AppTest:
    return app.selectbox(key="people_which").select(email).run()


def test_somebody_is_added_with_a_link_that_is_shown_once(page: AppTest) -> None:
    app = add(page, NEW, Role.TASKFORCE, "32.02", "32.03")
    assert [each.value for each in app.success] == [text("people.done.add")]
    [link] = app.code
    assert "/first-password/" in link.value
    found = everybody()[NEW]
    assert (found.role, found.places, found.name) == (Role.TASKFORCE, {"32.02", "32.03"}, "New Officer")
    assert app.text_input(key="people_new_email_1").value == ""
    assert not app.run().code


def test_everybody_stands_in_a_list_with_role_places_and_whether_they_can_sign_in(page: AppTest) -> None:
    [told] = add(page, NEW, Role.TASKFORCE, "32.02", "32.03").table
    assert len(told.value.columns) == 3, "a phone has room for no more"
    [row] = [[as_read(cell) for cell in row] for row in told.value.to_numpy() if row[0].startswith("New Officer")]
    assert row[0] == f"New Officer  \n:gray[{NEW}]"
    assert row[1] == f"{text('people.roles.taskforce')}  \n:gray[Kabupaten Sukabumi, Kabupaten Cianjur]"
    assert row[2] == text("people.states.no_password")


def test_what_cannot_be_is_told_and_changes_nothing(page: AppTest) -> None:
    app = add(page, NEW, Role.TASKFORCE)
    assert [each.value for each in app.error] == [text("people.errors.places")]
    assert NEW not in everybody()
    app = add(app, "no address", Role.REVIEWER)
    assert [each.value for each in app.error] == [text("people.errors.bad_person")]


def test_donor_and_public_cannot_be_chosen_and_the_page_says_so(page: AppTest) -> None:
    assert page.selectbox(key="people_new_role").options == [
        text(f"people.roles.{role}") for role in Role if role not in (Role.DONOR, Role.PUBLIC)
    ]
    assert text("people.not_yet") in [each.value for each in page.caption]


def test_a_role_is_changed_a_link_made_and_somebody_let_in_no_longer(page: AppTest) -> None:
    app = choose(add(page, NEW, Role.TASKFORCE, "32.02"))
    assert app.button(key="people_change").disabled
    app.selectbox(key=f"people_role_{NEW}").select(Role.REVIEWER).run()
    app.button(key="people_change").click().run()
    assert (everybody()[NEW].role, everybody()[NEW].places) == (Role.REVIEWER, frozenset())
    app.button(key="people_make_link").click().run()
    assert "/first-password/" in app.code[0].value
    app.button(key="people_disable").click().run()
    assert everybody()[NEW].disabled
    choose(app).button(key="people_enable").click().run()
    assert not everybody()[NEW].disabled


def test_the_last_administrator_stays_one(page: AppTest) -> None:
    app = page.button(key="people_disable").click().run()
    assert [each.value for each in app.error] == [text("people.errors.last_administrator")]


def test_whoever_signs_themselves_out_everywhere_is_out(page: AppTest) -> None:
    app = page.button(key="people_out").click().run()
    assert [each.value for each in app.info] == [text("sign_in.ended")]
    with reading(opened.house().engine) as connection:
        assert connection.execute(sign_ins.sign_ins.select()).mappings().one()["ended_at"] is not None


def test_on_a_demo_nobody_is_added(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"COUNTRY": "TLS", "LIMA_VAR": str(tmp_path)}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("DATABASE_URL", raising=False)
    app = frame.opened("ministry/people", frame.at_the_menu(**{"as": "administrator"}))
    assert [each.value for each in app.info] == [text("people.demo")]
    assert not app.text_input


def test_tokens_of_a_person_are_listed_and_ended_and_never_shown(page: AppTest) -> None:
    app = choose(add(page, NEW, Role.TASKFORCE, "32.02"))
    assert text("people.tokens.none") in [each.value for each in app.caption]
    token = accounts.make_token(opened.house(), accounts.OPERATOR_VISITOR, NEW, label="Dashboard *of* the tests")
    app.run()
    [number] = [each.number for each in accounts.tokens(opened.house(), accounts.OPERATOR_VISITOR, NEW)]
    told = "\n".join(each.value for each in app.markdown)
    assert r"Dashboard \*of\* the tests" in told
    assert number in told
    assert token not in told
    app.button(key=f"people_token_end_{number}").click().run()
    assert not app.exception
    assert [each.value for each in app.success] == [text("people.commands.token_ended")]
    assert accounts.tokens(opened.house(), accounts.OPERATOR_VISITOR, NEW) == []
