"""`import-funding`: a file of agreements, rates, costs and centres goes into the funding ledger."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from commands import given
from commands.opening import opened
from data.model import Role, Visitor
from data.words import text

NOT_TAKEN_IN = 1


def import_funding(
    file: Annotated[Path, typer.Argument(metavar="FILE", exists=True, dir_okay=False, help="A .xlsx or a .csv.")],
    by: Annotated[
        str, typer.Option(metavar="EMAIL", help="Who brings it: it stands with each agreement and in the log.")
    ] = given.OPERATOR,
    check: Annotated[bool, typer.Option("--check", help="Say only what would be; nothing is kept.")] = False,
    as_json: given.AsJson = False,
    language: given.InLanguage = "en",
    country: given.OfCountry = None,
) -> None:
    """Take in a file of funding: all of it, or nothing where anything is wrong. Exit status 1 if nothing was."""
    from pages.parts import ledger_desk

    with opened(country) as house:
        visitor = Visitor(by, Role.REVIEWER, office=text("commands.operator"))
        done = ledger_desk.take_in(house, visitor, file.name, file.read_bytes(), check=check)
    for each in done.wrong:
        line = {"sheet": each.sheet, "cell": each.cell, "code": each.key, "message": each.message(language)}
        typer.echo(json.dumps(line, ensure_ascii=False) if as_json else f"{each.sheet} {each.cell}: {line['message']}")
    told = {name: count for name, count in vars(done).items() if name != "wrong"}
    if as_json:
        typer.echo(json.dumps(told | {"wrong": len(done.wrong), "kept": not (check or done.wrong)}))
    else:
        key = "not_taken_in" if done.wrong else "checked" if check else "taken_in"
        typer.echo(text(f"ledger.file.{key}", language, **told, wrong=len(done.wrong)))
    raise typer.Exit(NOT_TAKEN_IN if done.wrong else 0)
