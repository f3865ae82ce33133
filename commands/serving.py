"""`serve` and `demo`: everything that serving needs is made, then Lima serves until it is stopped."""

from __future__ import annotations

import sys
import threading
from typing import TYPE_CHECKING

import typer

from commands import given
from data.errors import SetupError
from data.settings import Settings, read_settings
from data.words import text

if TYPE_CHECKING:
    from data.store.house import House


def serve() -> None:
    """Prepare the database and serve the pages, at HOST and PORT, until stopped."""
    from pages.api import start

    settings = read_settings()
    start.refuse_taken_port(settings.host, settings.port)
    typer.echo(text("launcher.preparing", country=settings.country, var=settings.var))
    prepare(settings)
    typer.echo(text("launcher.starting"))
    threading.Thread(target=_say_when_ready, args=(settings,), daemon=True).start()
    from streamlit_app import app as door

    door.run(config=start.server_options(settings.host, settings.port, settings.names))


def prepare(settings: Settings) -> None:
    """Make everything that serving needs and that is not there yet."""
    from data.demo.state import is_filled
    from data.store.house import open_house

    house = open_house(settings)
    if settings.embedded and house.facts.demo and not is_filled(house):
        _fill_demo(house)
    house.engine.dispose()


def _fill_demo(house: House) -> None:
    """Fill in the demo world, saying how far it is: with a bar when a person watches, else a line a step."""
    from data.demo.filling import fill, steps_left

    typer.echo(text("demo.filling", country=house.country.iso3))
    if sys.stdout.isatty():
        with typer.progressbar(length=steps_left(house)) as bar:
            done = fill(house, progress=lambda quarter, done: bar.update(1))
    else:
        done = fill(house, progress=lambda quarter, done: typer.echo(text("demo.step", quarter=quarter, done=done)))
    typer.echo(text("demo.filled", returns=done))


def _say_when_ready(settings: Settings) -> None:
    from pages.api.start import address, wait_until_it_answers

    wait_until_it_answers(settings.host, settings.port)
    typer.echo(text("launcher.ready", address=address(settings.host, settings.port)))


def demo(country: given.OfCountry = None) -> None:
    """Fill the embedded database with the demo world: twelve quarters of synthetic returns."""
    from data.demo.state import is_filled
    from data.store.house import open_house

    settings = given.settings(country)
    if not settings.embedded:
        raise SetupError(text("demo.other_database"))
    house = open_house(settings)
    if not house.facts.demo:
        raise SetupError(text("demo.real_database", var=settings.var))
    if not is_filled(house):
        _fill_demo(house)
    else:
        typer.echo(text("demo.already", country=house.country.iso3))
    house.engine.dispose()
