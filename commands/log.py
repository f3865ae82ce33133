"""`audit verify` and `audit head`: whether the log is whole, and by what that will be seen."""

from __future__ import annotations

import json
import re
from typing import Annotated

import typer

from commands import given
from commands.opening import existing

app = typer.Typer(no_args_is_help=True, help="The log of who did what.")


@app.command("verify")
def audit_verify(
    head: Annotated[
        str | None, typer.Option(metavar="HASH", help="A head published before; shows also a log that was cut off.")
    ] = None,
    as_json: given.AsJson = False,
    language: given.InLanguage = "en",
    country: given.OfCountry = None,
) -> None:
    """Name the first bad entry. Exit status 0: whole, 1: broken, 2: wrong usage."""
    from data.store.audit import examine
    from data.store.engine import reading
    from pages.parts.printed_records import examined_log, log_sentences

    if head is not None and not re.fullmatch("[0-9a-f]{64}", head):
        raise typer.BadParameter(given.sentence("audit.head_shape"))
    with existing(country) as house, reading(house.engine) as connection:
        found = examine(connection, head)
    said = [json.dumps(examined_log(found))] if as_json else log_sentences(found, head, language)
    for line in said:
        typer.echo(line)
    raise typer.Exit(0 if found.whole else 1)


@app.command("head")
def audit_head(as_json: given.AsJson = False, country: given.OfCountry = None) -> None:
    """Print the head of the log, to be kept or published where nobody who runs Lima can change it."""
    from data.store.audit import head
    from data.store.engine import reading

    with existing(country) as house, reading(house.engine) as connection:
        entries, found = head(connection)
    typer.echo(json.dumps({"entries": entries, "head": found}) if as_json else found)
