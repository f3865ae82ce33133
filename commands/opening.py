"""The house for one command."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import typer

from commands import given
from data.errors import WrongDatabase
from data.words import reason

if TYPE_CHECKING:
    from data.store.house import House


@contextmanager
def opened(country: str | None, *, writes: bool = True) -> Iterator[House]:
    """The house for one command."""
    from data.store.house import open_house

    house = open_house(given.settings(country), writes=writes)
    try:
        yield house
    finally:
        house.engine.dispose()


@contextmanager
def existing(country: str | None) -> Iterator[House]:
    """The house where there is one; a command that looks at a database must not look at an empty one instead."""
    from data.store.engine import database_exists

    if not database_exists(given.settings(country).database_url):
        raise typer.BadParameter(given.sentence("audit.no_database"))
    try:
        with opened(country, writes=False) as house:
            yield house
    except WrongDatabase as error:
        raise typer.BadParameter(reason(error, given.spoken())) from error
