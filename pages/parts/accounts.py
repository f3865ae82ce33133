"""The door to people: adding them, changing them, links and signing out, for whoever may administer. No Streamlit here.

The page *People* and the command line come through here, so that the right is asked in one place and each act is in the
log under the name of the one who did it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from data.errors import NotAllowed, SetupError, UnknownToken
from data.model import Language, Role, Visitor
from data.rights import may_administer
from data.store import api_tokens, one_time, people, sign_ins
from data.store.api_tokens import Token
from data.store.engine import reading, writing
from data.store.house import House
from data.store.people import OPERATOR, Person
from data.words import setup_error
from pages.parts import signed_in

LINKS = "/first-password"
"""Below which address one-time links lie."""
OPERATOR_VISITOR = Visitor(OPERATOR, Role.ADMINISTRATOR)
"""Whoever works on the server's command line may do all that an administrator may: they hold the database itself."""


@dataclass(frozen=True)
class Account:
    """A person, and how far they have come: whether there is a password, and when they were last there."""

    person: Person
    has_password: bool
    last_seen: dt.datetime | None


def everybody(house: House, by: Visitor) -> list[Account]:
    """All people, those who may sign in no longer at the end.

    Raises:
        NotAllowed: if the visitor may not administer.
    """
    _refuse(by, house)
    with reading(house.engine) as connection:
        seen, with_password = sign_ins.last_seen(connection), sign_ins.with_password(connection)
        return [
            Account(person, person.id in with_password, seen.get(person.id)) for person in people.everybody(connection)
        ]


def add(
    house: House, by: Visitor, *, email: str, name: str, role: Role, places: Collection[str], language: Language
) -> tuple[Person, str]:
    """Add a person and make the link by which they set a password; gives both. Nobody ever has a default password.

    Raises:
        NotAllowed: if the visitor may not administer.
        CannotAdminister: if it cannot be.
    """
    _refuse(by, house)
    now = dt.datetime.now(dt.UTC)
    with writing(house.engine) as connection:
        person = people.add(
            connection,
            email=email,
            name=name,
            role=role,
            places=places,
            language=language,
            country=house.country,
            by=by.email,
            at=now,
        )
        return person, _address(house, one_time.make(connection, person.email, by=by.email, at=now))


def link(house: House, by: Visitor, email: str) -> str:
    """Make a one-time link for a person, as for a forgotten password; gives its address.

    Raises:
        NotAllowed, CannotAdminister: as `add`.
    """
    _refuse(by, house)
    with writing(house.engine) as connection:
        return _address(house, one_time.make(connection, email, by=by.email, at=dt.datetime.now(dt.UTC)))


def change(house: House, by: Visitor, email: str, *, role: Role, places: Collection[str]) -> None:
    """Give a person another role or other places.

    Raises:
        NotAllowed, CannotAdminister: as `add`.
    """
    _refuse(by, house)
    now = dt.datetime.now(dt.UTC)
    with writing(house.engine) as connection:
        people.change(connection, email, role=role, places=places, country=house.country, by=by.email, at=now)
    signed_in.forget()


def disable(house: House, by: Visitor, email: str) -> None:
    """Let a person sign in no longer; whoever is signed in as them is out.

    Raises:
        NotAllowed, CannotAdminister: as `add`.
    """
    _refuse(by, house)
    with writing(house.engine) as connection:
        people.disable(connection, email, by=by.email, at=dt.datetime.now(dt.UTC))
    signed_in.forget()


def enable(house: House, by: Visitor, email: str) -> None:
    """Let a person sign in again.

    Raises:
        NotAllowed, CannotAdminister: as `add`.
    """
    _refuse(by, house)
    with writing(house.engine) as connection:
        people.enable(connection, email, by=by.email, at=dt.datetime.now(dt.UTC))


def sign_out_everywhere(house: House, by: Visitor, email: str) -> None:
    """End every session of a person.

    Raises:
        NotAllowed, CannotAdminister: as `add`.
    """
    _refuse(by, house)
    with writing(house.engine) as connection:
        people.sign_out_everywhere(connection, email, by=by.email, at=dt.datetime.now(dt.UTC))
    signed_in.forget()


def make_token(house: House, by: Visitor, email: str, *, label: str) -> str:
    """Make a token by which a program reads what a person may read; it is given once and kept nowhere.

    Raises:
        NotAllowed, CannotAdminister: as `add`.
    """
    _refuse(by, house)
    with writing(house.engine) as connection:
        return api_tokens.make(connection, email, label=label, by=by.email, at=dt.datetime.now(dt.UTC))


def tokens(house: House, by: Visitor, email: str) -> list[Token]:
    """The tokens of a person that hold.

    Raises:
        NotAllowed, CannotAdminister: as `add`.
    """
    _refuse(by, house)
    with reading(house.engine) as connection:
        return api_tokens.of_person(connection, email)


def end_token(house: House, by: Visitor, email: str, number: str) -> None:
    """Let a token hold no more.

    Raises:
        NotAllowed, CannotAdminister: as `add`.
        UnknownToken: if the person has none of this number.
    """
    _refuse(by, house)
    with writing(house.engine) as connection:
        if not api_tokens.end(connection, email, number, by=by.email, at=dt.datetime.now(dt.UTC)):
            raise UnknownToken(number=number)


def _address(house: House, secret: str) -> str:
    """Where the person opens the link: under the name that visitors know, as far as the settings say it."""
    settings = house.settings
    host = f"https://{settings.names[0]}" if settings.names else f"http://{settings.host}:{settings.port}"
    return f"{host}{LINKS}/{secret}"


def _refuse(by: Visitor, house: House) -> None:
    if not may_administer(by):
        raise NotAllowed
    if house.facts.demo:
        raise setup_error(SetupError, "people.demo")
