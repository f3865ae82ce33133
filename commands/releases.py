"""`release make|audit|publish|list|open`: the figures that donors and the public may read."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Annotated, Any

import typer

from commands import given
from commands.opening import existing
from data.errors import UnknownRelease
from data.model import Quarter, Role
from data.words import text

if TYPE_CHECKING:
    from data.store.house import House
    from data.store.releases import Release

app = typer.Typer(no_args_is_help=True, help="The figures that donors and the public may read.")

WHOM = {"donors": Role.DONOR, "public": Role.PUBLIC}
SWITCHED = {"on": True, "off": False}


@app.command("make")
def release_make(quarter: given.InQuarter, as_json: given.AsJson = False, country: given.OfCountry = None) -> None:
    """Round the figures of a closed quarter and have them attacked. Exit status 1: the release tells too much."""
    from pages.parts import releasing

    with existing(country) as house:
        made = releasing.make(house, given.MINISTRY, given.quarter(quarter), progress=_say_progress)
    _print_verdict(made, made.verdict, as_json=as_json)


@app.command("audit")
def release_audit(quarter: given.InQuarter, as_json: given.AsJson = False, country: given.OfCountry = None) -> None:
    """Attack the newest release of a quarter once more. Nothing is changed. Exit status 1: it tells too much."""
    from pages.parts import releasing

    with existing(country) as house:
        release = _newest(house, given.quarter(quarter))
        verdict = releasing.audit(house, given.MINISTRY, release.id, progress=_say_progress)
    _print_verdict(release, verdict, as_json=as_json)


@app.command("publish")
def release_publish(quarter: given.InQuarter, country: given.OfCountry = None) -> None:
    """Publish the newest release of a quarter, if it passed. What was published is not taken back."""
    from pages.parts import releasing

    with existing(country) as house:
        done = releasing.publish(house, given.MINISTRY, _newest(house, given.quarter(quarter)).id)
    typer.echo(text("releases.published", quarter=done.quarter, number=done.number))


@app.command("list")
def release_list(as_json: given.AsJson = False, country: given.OfCountry = None) -> None:
    """Print every release, and the closed quarters that wait for one."""
    from pages.parts import releasing

    with existing(country) as house:
        found = releasing.overview(house, given.MINISTRY)
    for release in found.releases:
        line = {
            "quarter": str(release.quarter),
            "number": release.number,
            "made": f"{release.made_at:%Y-%m-%d}",
            "passed": release.passed,
            "published": f"{release.published_at:%Y-%m-%d}" if release.published_at else None,
        }
        typer.echo(json.dumps(line) if as_json else "\t".join(map(str, line.values())))
    for waiting in found.waiting:
        typer.echo(json.dumps({"waiting": str(waiting)}) if as_json else text("releases.waits", quarter=waiting))
    if not as_json:
        for name, role in WHOM.items():
            typer.echo(text(f"releases.{name}_{'on' if role in found.let_in else 'off'}"))


@app.command("open")
def release_open(
    whom: Annotated[str, typer.Argument(metavar="donors|public", help="Who is let in.")],
    switched: Annotated[str, typer.Argument(metavar="on|off", help="Let in, or shut out again.")],
    country: given.OfCountry = None,
) -> None:
    """Let donors, or the public, in to what was published; or shut them out again."""
    from pages.parts import releasing

    if whom not in WHOM or switched not in SWITCHED:
        raise typer.BadParameter(text("releases.open_shape"))
    with existing(country) as house:
        releasing.let_in(house, given.MINISTRY, WHOM[whom], let=SWITCHED[switched])
    typer.echo(text(f"releases.{whom}_{switched}"))


def _newest(house: House, quarter: Quarter) -> Release:
    from data.store import releases
    from data.store.engine import reading

    with reading(house.engine) as connection:
        found = releases.of_quarter(connection, quarter)
    if not found:
        raise UnknownRelease(number=quarter)
    return found[-1]


def _say_progress(what: str, done: int, of: int) -> None:
    """One line for each step: where it is watched, and where it is written to a file."""
    typer.echo(text(f"releases.{what}", done=done, of=of), err=True)


def _print_verdict(release: Release, verdict: Mapping[str, Any], *, as_json: bool) -> None:
    passed = verdict.get("passed") is True
    if as_json:
        typer.echo(json.dumps({"quarter": str(release.quarter), "number": release.number, "verdict": dict(verdict)}))
    else:
        key = "passed" if passed else "not_passed"
        typer.echo(text(f"releases.{key}", quarter=release.quarter, number=release.number))
        for name, value in verdict.items():
            typer.echo(f"  {name}: {json.dumps(value)}")
    raise typer.Exit(0 if passed else 1)
