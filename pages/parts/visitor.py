"""Who is visiting. Until there is sign-in, only a demo can be visited, as whoever the visitor chooses to be."""

from __future__ import annotations

from collections.abc import Callable
from typing import NoReturn

import streamlit as st

from data.model import Level, Role, Visitor
from pages.parts import cached
from pages.parts.opened import house
from pages.parts.visiting import ROLES, on_demo
from pages.parts.words import say


def visitor() -> Visitor:
    """The one who is visiting now; on a real database, somebody without any right."""
    here = house()
    if not here.facts.demo:
        return Visitor("", Role.PUBLIC)
    role, office = (st.session_state.get(f"kept_{key}", "") for key in ("as", "office"))
    return on_demo(here, role=role, office=office, say=say)


def chooser() -> None:
    """The visible choice *you are visiting as*, on a demo only."""
    from pages.parts.filters import choose

    here = house()
    if not here.facts.demo:
        return
    role = choose(
        say("visitor.as"),
        key="as",
        options=ROLES,
        default=ROLES[0],
        show=lambda role: say(f"people.roles.{role}"),
    )
    if role == Role.TASKFORCE:
        names = {p.code: p.name for p in here.country.places.values() if p.level is Level.DISTRICT}
        choose(
            say("visitor.office"),
            key="office",
            options=sorted(names, key=lambda code: names[code]),
            default=_first_silent(min(names)),
            show=lambda code: f"{names[code]} ({code})",
        )


def _first_silent(otherwise: str) -> str:
    """A task force that still owes the newest quarter: the one a newcomer can file for."""
    known = cached.quarters()
    silent = cached.coverage(known[-1]).silent if known else ()
    return silent[0].code if silent else otherwise


def require(right: Callable[[Visitor], bool]) -> Visitor:
    """Let only visitors who have a right, as `rights.may_administer`, see the rest of the page."""
    found = visitor()
    if not right(found):
        refuse()
    return found


def refuse() -> NoReturn:
    """Say that this page is not theirs, and stop."""
    st.warning(say("errors.not_allowed") if house().facts.demo else say("visitor.no_sign_in"))
    st.stop()
    raise AssertionError("Streamlit has stopped the script")
