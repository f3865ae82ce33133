"""What the page *People* is made of: the list, one person to change, and a new one."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pandas as pd
import streamlit as st

from data import words
from data.errors import CannotAdminister
from data.model import Role, Visitor
from data.store.people import Person, level_name, places_for, roles_to_give
from pages.parts import accounts, paging, sent_table, sight
from pages.parts.accounts import Account
from pages.parts.opened import house
from pages.parts.words import date, escaped, language, say

COLUMNS = ("name", "email", "role", "places", "last_seen", "state")
DONE, LINK, ADDED = "people_done", "people_link", "people_added"
"""What was just done, and the link that was just made: told once, at the next run of the page."""


def is_demo() -> bool:
    """Whether this is a demo, whose people are made up and cannot be changed."""
    return house().facts.demo


def known(who: Visitor) -> list[Account]:
    """Everybody."""
    return accounts.everybody(house(), who)


def donors_are_let_in() -> bool:
    """Whether donors can be given access: they are let in to what was released."""
    return Role.DONOR in sight.let_in(house())


def say_done() -> None:
    """Tell what was just done; a link is shown once and kept nowhere."""
    if done := st.session_state.pop(DONE, None):
        st.success(done)
    if made := st.session_state.pop(LINK, None):
        st.write(say("people.link_hint"))
        st.code(made, language=None, wrap_lines=True)


def table(found: Sequence[Account]) -> None:
    """The list: who, as what, where, when last there."""
    name, email, role, places, seen, state = (say(f"people.{column}") for column in COLUMNS)
    rows = [
        {
            name: account.person.name,
            email: account.person.email,
            role: say(f"people.roles.{account.person.role}"),
            places: _names(account.person),
            state: say(f"people.states.{_state(account)}"),
            seen: date(account.last_seen.date()) if account.last_seen else "",
        }
        for account in paging.page_of(found, key="people_rows", of="")
    ]
    told = pd.DataFrame(rows, columns=[name, email, role, places, state, seen]).map(escaped)
    told = sent_table.beneath(sent_table.beneath(told, name, email), role, places)
    sent_table.show(
        sent_table.stacked(told, {name: (name,), role: (role,), state: (state, seen)}), alt=say("people.title")
    )


def change_one(who: Visitor, found: Sequence[Account]) -> None:
    """Change one person's role and places, make a link, sign them out, disable them."""
    by_email = {account.person.email: account.person for account in found}
    email = st.selectbox(
        say("people.which"),
        list(by_email),
        format_func=lambda each: f"{by_email[each].name} ({each})",
        key="people_which",
    )
    person = by_email[email]
    if person.disabled:
        st.info(say("people.errors.disabled", email=escaped(email)))
        _act("people_enable", say("people.enable"), lambda: accounts.enable(house(), who, email))
        return
    role = _choose_role(f"people_role_{email}", person.role)
    places = _choose_places(f"people_places_{email}_{role}", role, person.places)
    with st.container(horizontal=True):
        _act(
            "people_change",
            say("people.keep"),
            lambda: accounts.change(house(), who, email, role=role, places=places),
            disabled=(role, frozenset(places)) == (person.role, person.places),
        )
        _act("people_make_link", say("people.make_link"), lambda: _keep_link(accounts.link(house(), who, email)))
        _act("people_out", say("people.sign_out"), lambda: accounts.sign_out_everywhere(house(), who, email))
        with st.popover(say("people.disable")):
            st.write(say("people.disable_hint", name=escaped(person.name)))
            _act("people_disable", say("people.disable_now"), lambda: accounts.disable(house(), who, email))


def add_one(who: Visitor) -> None:
    """Add somebody, and show the link by which they set a password."""
    added = st.session_state.get(ADDED, 0)  # in the keys, so that the fields are empty after each
    first, second = st.columns(2)
    name = first.text_input(say("people.name"), key=f"people_new_name_{added}", max_chars=200)
    email = second.text_input(say("people.email"), key=f"people_new_email_{added}", max_chars=120)
    with first:
        role = _choose_role("people_new_role", Role.TASKFORCE)
    with second:
        spoken = st.selectbox(
            say("people.language"),
            words.languages(),
            index=words.languages().index(language()),
            format_func=lambda code: words.text("language", code),
            key="people_new_language",
        )
    places = _choose_places(f"people_new_places_{role}_{added}", role, frozenset())

    def add() -> None:
        told = {"email": email, "name": name, "role": role, "places": places, "language": spoken}
        _keep_link(accounts.add(house(), who, **told)[1])
        st.session_state[ADDED] = added + 1

    _act("people_add", say("people.add_now"), add)


def _act(key: str, label: str, act: Callable[[], None], *, disabled: bool = False) -> None:
    """A button that does something with a person and tells of it, or tells why it cannot be."""
    if not st.button(label, key=key, disabled=disabled):
        return
    try:
        act()
    except CannotAdminister as error:
        st.error(say(error.key, **{name: escaped(str(value)) for name, value in error.values.items()}))
        return
    st.session_state[DONE] = say(f"people.done.{key.removeprefix('people_')}")
    st.rerun()


def _keep_link(link: str) -> None:
    st.session_state[LINK] = link


def _choose_role(key: str, now: Role) -> Role:
    roles = roles_to_give(house().country, sight.let_in(house()))
    first = roles.index(now) if now in roles else 0
    return st.selectbox(
        say("people.role"), roles, index=first, format_func=lambda each: say(f"people.roles.{each}"), key=key
    )


def _choose_places(key: str, role: Role, now: frozenset[str]) -> list[str]:
    """The places of a role that needs some; of a role that is held for the whole country, none are asked for."""
    here = house()
    names = places_for(role, here.country)
    if not names:
        return []
    return st.multiselect(
        level_name(role, here.country, language()).capitalize(),
        sorted(names, key=lambda code: names[code]),
        default=[code for code in sorted(now) if code in names],
        format_func=lambda code: f"{names[code]} ({code})",
        key=key,
        placeholder=say("people.choose_places"),
    )


def _names(person: Person) -> str:
    places = house().country.places
    return ", ".join(places[code].name for code in sorted(person.places) if code in places)


def _state(account: Account) -> str:
    if account.person.disabled:
        return "disabled"
    return "ready" if account.has_password or account.last_seen else "no_password"
