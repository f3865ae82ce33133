"""The operator's command line: thin, every command calls one function of the house."""

from __future__ import annotations

import sys

import typer

from commands import (
    backups,
    boundaries,
    briefing,
    content,
    doctor,
    figures,
    funding,
    log,
    proposal,
    releases,
    returns,
    serving,
    users,
)
from commands.given import WRONG_USAGE, speak_english, spoken
from data.errors import DatabaseTrouble, SetupError, UnknownIndicator, UnknownPlace, UserError
from data.words import reason

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)


@app.callback()
def lima() -> None:
    """Lima, the monitor of a National Plan of Action against Trafficking in Persons."""
    speak_english()


for command in (
    serving.serve,
    serving.demo,
    returns.template,
    returns.check,
    returns.file,
    returns.receipt,
    returns.withdraw,
    figures.values,
    figures.centres,
    funding.import_funding,
    briefing.briefing,
    proposal.proposal,
    backups.backup,
    backups.restore,
    backups.upgrade,
    doctor.doctor,
):
    app.command()(command)
for group, commands in {
    "boundaries": boundaries.app,
    "content": content.app,
    "audit": log.app,
    "user": users.app,
    "release": releases.app,
}.items():
    app.add_typer(commands, name=group)


if __name__ == "__main__":
    try:
        app()
    except (SetupError, DatabaseTrouble) as error:
        sys.exit(reason(error, spoken()))
    except UserError as error:
        typer.echo(reason(error, spoken()), err=True)
        sys.exit(WRONG_USAGE if isinstance(error, UnknownPlace | UnknownIndicator) else 1)
