"""`serve` and `demo`: everything that serving needs is made, then Lima serves until it is stopped."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import typer

from commands import given
from data.cycles import no_search_for_cycles
from data.errors import SetupError
from data.settings import ROOT, Settings, read_settings
from data.words import setup_error, text

if TYPE_CHECKING:
    from data.store.house import House

QUARTERS_RELEASED = 4
"""So many quarters of the demo are released: each takes about half a minute for a country of 500 districts."""
GIVES_WAY = 10
"""The priority of what is done beside serving (nice)."""
SIGNAL_WHEN_PARENT_ENDS = 1
"""PR_SET_PDEATHSIG of Linux: a server that was killed says nothing to the processes that it began."""


def serve() -> None:
    """Prepare the database and serve the pages, at HOST and PORT, until stopped."""
    from pages.api import start

    settings = read_settings()
    start.refuse_taken_port(settings.host, settings.port)
    typer.echo(text("launcher.preparing", country=settings.country, var=settings.var))
    if prepare(settings):
        _release_beside(settings)
    typer.echo(text("launcher.starting"))
    threading.Thread(target=_say_when_ready, args=(settings,), daemon=True).start()
    with no_search_for_cycles():
        from streamlit_app import app as door

    door.run(config=start.server_options(settings.host, settings.port, settings.names))


def prepare(settings: Settings) -> bool:
    """Make everything that serving needs and that is not there yet.

    Returns:
        Whether quarters of the demo are still to be released, which takes longer than anybody waits for a first page.
    """
    from data.demo.state import is_filled, is_released
    from data.store.house import open_house

    house = open_house(settings)
    demo = settings.embedded and house.facts.demo
    if demo and not is_filled(house):
        _fill_demo(house)
    waits = demo and not is_released(house)
    house.engine.dispose()
    return waits


def _release_beside(settings: Settings) -> None:
    """Let another process, which gives way to this one and ends with it, release the quarters of the demo."""
    words = [sys.executable, str(ROOT / "manage.py"), "demo", "--country", settings.country]
    subprocess.Popen(words, cwd=ROOT, preexec_fn=_give_way)  # noqa: S603 - no thread has begun yet


def _give_way() -> None:
    os.nice(GIVES_WAY)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(SIGNAL_WHEN_PARENT_ENDS, signal.SIGTERM)


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


def _release_demo(house: House) -> None:
    """Release the last closed quarters of the demo, the oldest first, and let donors and the public in to them."""
    from data.demo.calendar import closes
    from data.demo.recipe import load_recipe
    from data.demo.reviewing import REVIEWER
    from data.demo.state import mark_released
    from data.store import releases
    from data.store.engine import reading
    from pages.parts import releasing

    at = closes(load_recipe(house.country.iso3))
    with reading(house.engine) as connection:
        left = QUARTERS_RELEASED - len(releases.newest_published(connection))
        waiting = releases.to_be_released(connection)[-left:] if left > 0 else []
        shut_out = set(releases.SWITCHES) - releases.opened(connection)
    for done, quarter in enumerate(waiting):
        typer.echo(text("demo.releasing", quarter=quarter, number=done + 1, of=len(waiting)))
        made = releasing.make(house, REVIEWER, quarter, at=at)
        if made.passed:
            releasing.publish(house, REVIEWER, made.id, at=at)
    for role in sorted(shut_out) if house.released() else ():
        releasing.let_in(house, REVIEWER, role, let=True, at=at)
    mark_released(house, at=at, by=REVIEWER.email)
    typer.echo(text("demo.released"))


def _say_when_ready(settings: Settings) -> None:
    from pages.api.start import address, wait_until_it_answers

    wait_until_it_answers(settings.host, settings.port)
    typer.echo(text("launcher.ready", address=address(settings.host, settings.port)))


def demo(country: given.OfCountry = None) -> None:
    """Fill the embedded database with the demo world: twelve quarters of synthetic returns, some of them released."""
    from data.demo.state import is_filled, is_released
    from data.store.house import open_house

    settings = given.settings(country)
    if not settings.embedded:
        raise setup_error(SetupError, "demo.other_database")
    house = open_house(settings)
    if not house.facts.demo:
        raise setup_error(SetupError, "demo.real_database", var=settings.var)
    there = is_filled(house) and is_released(house)
    if not is_filled(house):
        _fill_demo(house)
    if not is_released(house):
        _release_demo(house)
    if there:
        typer.echo(text("demo.already", country=house.country.iso3))
    house.engine.dispose()
