"""`user add`, `link`, `disable` and `list`: what they print, what they refuse; nobody begins with a password."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from data.errors import LastAdministrator, PlacesMismatch, RoleNotOpen, SetupError, UnknownPerson, UnknownToken
from data.words import text
from tests.test_manage import Run, command

ADMIN = ("user", "add", "admin@example.org", "--role", "administrator", "--name", "Administrator")
OFFICER = ("user", "add", "officer@example.org", "--role", "taskforce", "--name", "Officer", "--place", "32.02")


@pytest.fixture
def run(tmp_path: Path) -> Run:
    call = command(tmp_path)
    return lambda *words: call(*words, DATABASE_URL=f"sqlite:///{tmp_path / 'real.db'}")


def test_the_first_start_is_an_administrator_with_a_link_and_no_password(run: Run) -> None:
    done = run(*ADMIN)
    assert done.exit_code == 0
    assert done.stdout.startswith("http://127.0.0.1:8501/first-password/")
    assert len(done.stdout.strip().rpartition("/")[2]) == 43
    [line] = [json.loads(line) for line in run("user", "list", "--json").stdout.splitlines()]
    assert line == {
        "email": "admin@example.org",
        "name": "Administrator",
        "role": "administrator",
        "places": [],
        "password": False,
        "disabled": False,
    }


def test_a_new_link_is_another_one(run: Run) -> None:
    first = run(*ADMIN).stdout
    assert run("user", "link", "ADMIN@example.org").stdout != first
    with pytest.raises(UnknownPerson):
        run("user", "link", "nobody@example.org")


def test_whoever_is_disabled_stands_at_the_end_of_the_list(run: Run) -> None:
    run(*ADMIN)
    run(*OFFICER)
    run("user", "add", "b@example.org", "--role", "province", "--name", "B", "--place", "32", "--place", "33")
    run("user", "disable", "b@example.org")
    lines = [line.split("\t") for line in run("user", "list").stdout.splitlines()]
    assert [(line[0], line[3], line[5]) for line in lines] == [
        ("admin@example.org", "", "False"),
        ("officer@example.org", "32.02", "False"),
        ("b@example.org", "32 33", "True"),
    ]
    with pytest.raises(LastAdministrator):
        run("user", "disable", "admin@example.org")


def test_what_cannot_be_is_refused(run: Run) -> None:
    with pytest.raises(PlacesMismatch):
        run(*OFFICER[:-2])
    with pytest.raises(RoleNotOpen):
        run("user", "add", "d@example.org", "--role", "donor", "--name", "Donor")
    assert run("user", "add", "d@example.org", "--role", "minister", "--name", "M").exit_code == 2
    assert run("audit", "verify").exit_code == 0


def test_the_demo_has_no_accounts(tmp_path: Path) -> None:
    with pytest.raises(SetupError) as error:
        command(tmp_path)(*ADMIN)
    assert str(error.value) == text("people.demo")
    assert not (tmp_path / "lima.db").exists()


def test_a_token_is_printed_once_listed_by_its_number_and_ended(run: Run) -> None:
    run(*ADMIN)
    run(*OFFICER)
    made = run("user", "token", "officer@example.org", "--label", "Dashboard").stdout.strip()
    assert len(made) == 43
    [line] = run("user", "token", "officer@example.org", "--list").stdout.splitlines()
    number, _, label = line.split("\t")
    assert label == "Dashboard"
    assert number not in made
    assert run("user", "token", "officer@example.org", "--end", number).exit_code == 0
    assert not run("user", "token", "officer@example.org", "--list").stdout
    with pytest.raises(UnknownToken):
        run("user", "token", "officer@example.org", "--end", number)
