"""Pages are tested in one process, whose caches Streamlit shares: each test begins with empty ones."""

from __future__ import annotations

import datetime as dt
import functools
import importlib
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

import pytest
import streamlit as st
from streamlit.components.v2 import manifest_scanner

from data.geography.outline_file import OutlineFile, read_outline_file
from data.model import Role
from data.store import people, sign_ins
from data.store.engine import writing
from data.store.house import House
from pages.parts import opened, signed_in, visitor
from tests.pages import rights_world


@pytest.fixture(scope="session", autouse=True)
def packages_are_looked_through_once() -> Iterator[None]:
    """For each app under test Streamlit reads the metadata of every installed package: which bring components?"""
    with pytest.MonkeyPatch.context() as patched:
        once = functools.cache(manifest_scanner.scan_component_manifests)
        patched.setattr(manifest_scanner, "scan_component_manifests", once)
        yield


@pytest.fixture(scope="session", autouse=True)
def outlines_are_read_once() -> Iterator[None]:
    """Of a country they are the same in every test that draws a map; whoever installs others writes another file."""

    @functools.cache
    def read(path: Path, _changed: int, _size: int) -> OutlineFile:
        return read_outline_file(path)

    with pytest.MonkeyPatch.context() as patched:
        module = importlib.import_module("data.geography.atlas")  # the package has a function of that name
        patched.setattr(
            module, "read_outline_file", lambda path: read(path, path.stat().st_mtime_ns, path.stat().st_size)
        )
        yield


@pytest.fixture(autouse=True)
def empty_caches() -> Iterator[None]:
    st.cache_data.clear()
    st.cache_resource.clear()
    signed_in.forget()
    yield
    st.cache_data.clear()
    st.cache_resource.clear()


@pytest.fixture(scope="session")
def released_rights(tmp_path_factory: pytest.TempPathFactory) -> House:
    """The world of rights with its quarter released, to be copied."""
    house = rights_world.make(tmp_path_factory.mktemp("released_rights"))
    rights_world.release(house)
    house.engine.dispose()
    return house


@pytest.fixture
def released_house(released_rights: House, tmp_path: Path) -> Iterator[House]:
    """The same for one test, to write into."""
    house = rights_world.copy(released_rights, tmp_path)
    yield house
    house.engine.dispose()


SignIn = Callable[..., str]


@pytest.fixture(autouse=True)
def cookie(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """The cookies of a browser that a test of a page does not have; nobody is signed in at first."""
    held: dict[str, str] = {}
    monkeypatch.setattr(visitor, "token", lambda: held.get(signed_in.COOKIE, ""))
    return held


@pytest.fixture
def sign_in(cookie: dict[str, str]) -> SignIn:
    """Add a person to the real database of now and sign in as them: `sign_in(Role.TASKFORCE, {"TL03"})`.

    Gives the token of the session.
    """

    def signed_in_as(role: Role, places: Collection[str] = ()) -> str:
        house, now = opened.house(), dt.datetime.now(dt.UTC)
        email = f"{role}.{'.'.join(sorted(places))}@example.org".replace("..", ".").replace(".@", "@")
        with writing(house.engine) as connection:
            known = [person for person in people.everybody(connection) if person.email == email.lower()]
            person = (
                known[0]
                if known
                else people.add(
                    connection,
                    email=email,
                    name="Somebody",
                    role=role,
                    places=places,
                    language="en",
                    country=house.country,
                    by="operator",
                    at=now,
                )
            )
            token = sign_ins.begin(connection, person, way=sign_ins.PASSWORD, at=now)
        cookie[signed_in.COOKIE] = token
        return token

    return signed_in_as
