"""Whom the visitor of a demo plays, the same for the pages and for the light page. No Streamlit here."""

from __future__ import annotations

from collections.abc import Callable

from data.model import Role, Visitor
from data.store.house import House

ROLES = (Role.REVIEWER, Role.TASKFORCE)


def on_demo(house: House, *, role: str, office: str, say: Callable[..., str]) -> Visitor:
    """The visitor that somebody chose to be.

    Args:
        house: the demo.
        role: one of `ROLES`; anything else is the ministry's reviewer.
        office: the code of the task force's district.
        say: a sentence by its key, in the visitor's language.
    """
    if role != Role.TASKFORCE:
        return Visitor(say("visitor.ministry_mail"), Role.REVIEWER, office=say("visitor.ministry"))
    place = house.country.places.get(office)
    return Visitor(
        say("visitor.taskforce_mail", code=office),
        Role.TASKFORCE,
        places=frozenset({office}),
        office=say("visitor.taskforce_of", place=place.name if place else ""),
    )
