"""`manage.py proposal`, and what stands on its page."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from data.errors import NotAllowed
from data.model import Role, Visitor
from data.settings import read_settings
from data.store.house import open_house
from data.words import text
from pages.parts import proposal
from pages.parts.what_if_asked import Asked
from tests.pages import small_world
from tests.pages.small_world import MISLEADING, NEWEST
from tests.test_manage import command

REVIEWER = Visitor("reviewer@example.org", Role.REVIEWER)


def test_a_proposal_on_the_command_line_is_one_page_with_its_conditions(tmp_path: Path) -> None:
    small_world.make(small_world.settings(tmp_path))
    run, out = command(tmp_path), tmp_path / "proposal.pdf"
    asked = ("proposal", "--quarter", "2026-Q3", "--country", "TLS", "--amount", "90000", "--out", str(out))
    done = run(*asked, "--language", "id", "--floor", "1", "--group", "women:1", "--bound", "kind:shelter")
    assert (done.exit_code, done.stdout.strip()) == (0, text("briefing.written", "id", file="proposal.pdf"))
    assert re.findall(rb"/Type ?/Pages ?/Count (\d+)", out.read_bytes()) == [b"1"]
    assert run(*asked, "--audience", "donor").exit_code == 2  # nothing is released
    assert run(*asked, "--amount", "0").exit_code == 2
    for wrong in (
        ("--currency", "XXX"),
        ("--aim", "beds"),
        ("--bound", "kind:castle"),
        ("--bound", "centre:TL01-C99"),
        ("--bound", "women"),
        ("--group", "aliens:2"),
        ("--group", "women:-1"),
        ("--amount", "1" + "0" * 18),
        ("--out", str(tmp_path / "nowhere" / "proposal.pdf")),
    ):
        refused = run(*asked, *wrong)
        assert (refused.exit_code, wrong, "Invalid value" in refused.stderr) == (2, wrong, True)


def test_what_stands_on_the_page_and_in_the_file(tmp_path: Path) -> None:
    small_world.make(small_world.settings(tmp_path))
    house = open_house(read_settings(small_world.settings(tmp_path)))
    asked = Asked(NEWEST, 250_000, "USD", most=100_000)
    told = proposal.told(house, REVIEWER, asked, language="en", day=dt.date(2026, 11, 5), as_of=None)
    assert told["mark"] == text("briefing.not_public")
    assert told["made"] == "Timor-Leste, 5 November 2026"
    assert told["state"] == "Centres as of 30 September 2026; to the end of September 2027."
    assert told["conditions"]["told"] == ["No centre gets more than USD\N{NO-BREAK SPACE}100,000"]
    assert told["shares"]["rows"][0][:2] == [MISLEADING, "Ainaro"]
    table = proposal.table(house, REVIEWER, asked, language="en", today=dt.date(2026, 11, 5))
    assert table.rows[0][2:3] == [90_000.0]
    assert text("downloads.not_for_publication") in table.head
    for nobody in (
        Visitor("d@example.org", Role.DONOR),
        Visitor("", Role.PUBLIC),
        Visitor("a@x.org", Role.ADMINISTRATOR),
    ):
        with pytest.raises(NotAllowed):
            proposal.answered(house, nobody, asked)
    house.engine.dispose()
