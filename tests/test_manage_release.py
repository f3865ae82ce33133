"""`manage.py release`: made, audited, published and listed on the command line, and donors let in."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from data.errors import NothingReleased, QuarterNotClosed, UnknownRelease
from data.model import Quarter, Status
from data.settings import read_settings
from data.store import engine
from data.store.house import open_house
from data.store.new_return import Observation
from data.words import text
from tests.data.store import release_world as world
from tests.data.store.world import new_return
from tests.test_manage import Run, command, lines

QUARTER = Quarter(2026, 2)
COUNTS = {"TL01": 3, "TL02": 8, "TL03": 0}


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """A real database of a country, with a closed quarter of three accepted returns."""
    var = tmp_path / "var"
    environ = {"COUNTRY": "TLS", "DATABASE_URL": f"sqlite:///{var / 'real.db'}"}
    house = open_house(read_settings({**environ, "LIMA_VAR": str(var)}))
    told = {place: Observation("PRT-04", "total", "", n, Status.REPORTED, "S", "C3") for place, n in COUNTS.items()}
    with engine.writing(house.engine) as connection:
        news = [new_return(place, each, quarter=QUARTER, ratios={}) for place, each in told.items()]
        world.accept(connection, news, country=house.country)
        world.close(connection, QUARTER)
    house.engine.dispose()
    call = command(var)
    return lambda *words: call(*words, **environ)


def test_a_quarter_is_released_on_the_command_line(run: Run) -> None:
    quarter = ("--quarter", str(QUARTER))
    assert lines(run("release", "list", "--json")) == [{"waiting": str(QUARTER)}]
    with pytest.raises(NothingReleased):
        run("release", "open", "donors", "on")
    with pytest.raises(UnknownRelease):
        run("release", "publish", *quarter)
    with pytest.raises(QuarterNotClosed):
        run("release", "make", "--quarter", str(QUARTER + 1))
    made = run("release", "make", *quarter)
    assert made.exit_code == 0
    assert made.stdout.startswith(text("releases.passed", quarter=QUARTER, number=1))
    assert text("releases.audit", done=1, of=1)[:9] in made.stderr
    audited = run("release", "audit", *quarter, "--json")
    assert json.loads(audited.stdout)["verdict"]["passed"] is True
    [line] = lines(run("release", "list", "--json"))[:1]
    assert (line["quarter"], line["number"], line["passed"], line["published"]) == (str(QUARTER), 1, True, None)
    assert run("release", "publish", *quarter).stdout.strip() == text("releases.published", quarter=QUARTER, number=1)
    assert run("release", "open", "donors", "on").stdout.strip() == text("releases.donors_on")
    listed = run("release", "list").stdout.splitlines()
    assert [text("releases.donors_on"), text("releases.public_off")] == listed[-2:]
    assert run("release", "open", "anybody", "on").exit_code == 2
