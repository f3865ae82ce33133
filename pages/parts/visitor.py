"""Who is visiting: on a demo whoever the visitor chooses to be, on a real database whoever has signed in.

Where the public is let in to releases, whoever has not signed in is the public.
"""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from typing import NoReturn

import streamlit as st

from data import rights
from data.model import Role, Visitor
from data.store.people import places_for
from pages.parts import awaiting_release, cached, previewing, sight, signed_in
from pages.parts.noted import noted
from pages.parts.open_roles import open_roles
from pages.parts.opened import house
from pages.parts.visiting import FIRST, on_demo
from pages.parts.words import say


def visitor() -> Visitor:
    """The one who is visiting now, or as whom they look. Strangers are the public where that is let in to releases."""
    here = house()
    if not here.facts.demo:
        found = signed_in.visitor(here, token())
        if not rights.is_known(found) and not rights.may_read_released(found, sight.let_in(here)):
            _ask_to_sign_in()
        return previewing.seen_as(found)
    role, office = (noted().get(f"kept_{key}", "") for key in ("as", "office"))
    return previewing.seen_as(on_demo(here, role=role, office=office, say=say, known=open_roles()))


def token() -> str:
    """What the browser showed when it connected. Tests without a browser put theirs in place of this."""
    return st.context.cookies.get(signed_in.COOKIE, "")


def go_to_own_page() -> None:
    """Where somebody begins who has no overview: whoever administers, with people."""
    st.switch_page("../ministry/people.py")


def chooser() -> None:
    """On a demo the visible choice *you are visiting as*; on a real database who is signed in, and the way out."""
    if house().facts.demo:
        _choose_on_demo()
        return
    found = signed_in.person(house(), token())
    if found is None:
        _link(say("sign_in.button"), "/sign-in")
        return
    st.caption(f"{found.name}  \n{say(f'people.roles.{found.role}')}")
    _link(say("sign_in.sign_out"), "/sign-out")


def _choose_on_demo() -> None:
    from pages.parts.filters import choose

    here = house()
    awaiting_release.remember()
    role = choose(
        say("visitor.as"),
        key="as",
        options=open_roles(),
        default=FIRST,
        show=lambda role: say(f"people.roles.{role}"),
    )
    if names := places_for(Role(role), here.country):
        choose(
            say(f"visitor.office_of.{role}"),
            key="office",
            options=sorted(names, key=lambda code: names[code]),
            default=_first_silent(min(names)) if role == Role.TASKFORCE else min(names),
            show=lambda code: f"{names[code]} ({code})",
        )


def _first_silent(otherwise: str) -> str:
    """A task force that still owes the newest quarter: the one a newcomer can file for."""
    officer = Visitor("", Role.TASKFORCE)
    known = cached.quarters(officer)
    silent = cached.coverage(officer, known[-1]).silent if known else ()
    return silent[0].code if silent else otherwise


def require(right: Callable[[Visitor], bool]) -> Visitor:
    """Let only visitors who have a right, as `rights.may_administer`, see the rest of the page."""
    found = visitor()
    if not right(found):
        refuse()
    return found


def refuse() -> NoReturn:
    """Say that this page is not theirs, and stop."""
    st.warning(say("errors.not_allowed"))
    st.stop()
    raise AssertionError("Streamlit has stopped the script")


def _ask_to_sign_in() -> NoReturn:
    """For whoever has a page open whose session ended meanwhile: strangers do not come so far."""
    st.info(say("sign_in.ended"))
    _link(say("sign_in.button"), "/sign-in")
    st.stop()
    raise AssertionError("Streamlit has stopped the script")


def _link(words: str, address: str) -> None:
    """A link to a page of ours outside Streamlit, in this window and not in another."""
    st.markdown(f'<a href="{address}" target="_self">{escape(words)}</a>', unsafe_allow_html=True)
