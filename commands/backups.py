"""`backup`, `restore` and `upgrade`: what is kept of a database, and how it goes on."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Annotated

import typer

from commands import given
from commands.opening import existing
from data.words import text


def backup(
    out: Annotated[
        Path, typer.Option(metavar="FILE", dir_okay=False, help="Where to write it; nothing is overwritten.")
    ],
    as_json: given.AsJson = False,
    language: given.InLanguage = "en",
    country: given.OfCountry = None,
) -> None:
    """Write a backup of the database while it is used; the file holds all that the database holds."""
    from data.store.backup import back_up
    from pages.parts import printed_records

    with existing(country) as house:
        made = back_up(house.engine, out, at=dt.datetime.now(dt.UTC))
    for line in printed_records.backup_lines("made", out, made, language=language, as_json=as_json):
        typer.echo(line)


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", exists=True, dir_okay=False)],
    to: Annotated[str, typer.Option(metavar="URL-OR-FOLDER", help="An empty database, or a folder to make one in.")],
    as_json: given.AsJson = False,
    language: given.InLanguage = "en",
) -> None:
    """Restore a backup into an empty database. Exit status 1: not restored, or its log was broken already."""
    from data.store import restoring
    from pages.parts import printed_records

    done = restoring.restore(file, to)
    for line in printed_records.backup_lines("restored", file, done.manifest, language=language, as_json=as_json):
        typer.echo(line)
    if not done.log.whole:
        typer.echo(printed_records.log_sentences(done.log, None, language)[0], err=True)
    raise typer.Exit(0 if done.log.whole else 1)


def upgrade(as_json: given.AsJson = False, language: given.InLanguage = "en", country: given.OfCountry = None) -> None:
    """Bring a database of an earlier Lima to this one's schema, after a backup of it. Stop the server first."""
    from data.store.engine import connect, database_exists
    from data.store.schema import SCHEMA
    from data.store.upgrading import upgrade_with_backup

    settings = given.settings(country)
    if not database_exists(settings.database_url):
        raise typer.BadParameter(given.sentence("audit.no_database"))
    engine = connect(settings.database_url)
    try:
        done = upgrade_with_backup(engine, settings.backups, at=dt.datetime.now(dt.UTC))
    finally:
        engine.dispose()
    told = {"before": done.before, "after": done.after, "backup": str(done.backup)} if done else {"schema": SCHEMA}
    typer.echo(json.dumps(told) if as_json else text("schema.upgraded" if done else "schema.newest", language, **told))
