"""The demo's own people, one for each role that is open, chosen from a list: the same for the pages and the light page.

They have no passwords, and there is no way to them on a real database. No Streamlit here.
"""

from __future__ import annotations

from collections.abc import Callable, Collection

from data.model import Role, Visitor
from data.rights import HELD_FOR
from data.store.house import House
from data.store.people import places_for, roles_to_give
from pages.parts import sight

FIRST = Role.REVIEWER
"""Whom a newcomer plays."""


def roles(house: House) -> list[Role]:
    """The roles to choose from, the newcomer's first, then the one that hands in, then the others.

    Donors and the public are among them where they are let in to releases.
    """
    first, let_in = (FIRST, Role.TASKFORCE), sight.let_in(house)
    public = [Role.PUBLIC] if Role.PUBLIC in let_in else []
    return [*first, *(role for role in roles_to_give(house.country, let_in) if role not in first), *public]


def on_demo(house: House, *, role: str, office: str, say: Callable[..., str], known: Collection[Role]) -> Visitor:
    """The visitor that somebody chose to be.

    Args:
        house: the demo.
        role: one of those that are known; anything else is the newcomer's.
        office: the code of the task force's district, or of the coordinator's province; without one a coordinator
            gets the first, a task force none.
        say: a sentence by its key, in the visitor's language.
        known: as `roles` says.
    """
    playing = Role(role) if role in known else FIRST
    if playing not in HELD_FOR:
        return Visitor(_mail(playing, say), playing, office=say(f"people.offices.{playing}"))
    offices = places_for(playing, house.country)
    if playing is Role.PROVINCE and office not in offices:
        office = min(offices)
    place = house.country.places.get(office)
    return Visitor(
        say("visitor.taskforce_mail", code=office),
        playing,
        places=frozenset({office}),
        office=say(f"people.offices.{playing}", places=place.name if place else ""),
    )


def _mail(role: Role, say: Callable[..., str]) -> str:
    return say("visitor.ministry_mail") if role is FIRST else say("visitor.taskforce_mail", code=role.value)
