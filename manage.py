"""The operator's command line: thin, every command calls one function of the house."""

from __future__ import annotations

import sys
import threading
from pathlib import Path
from typing import Annotated

import typer

from data.errors import SetupError
from data.settings import Settings, read_settings
from data.words import text

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)


@app.callback()
def lima() -> None:
    """Lima, the monitor of a National Plan of Action against Trafficking in Persons."""


@app.command()
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

    door.run(config=start.server_options(settings.host, settings.port))


def prepare(settings: Settings) -> None:
    """Make everything that serving needs and that is not there yet."""
    settings.var.mkdir(parents=True, exist_ok=True)


def _say_when_ready(settings: Settings) -> None:
    from pages.api.start import address, wait_until_it_answers

    wait_until_it_answers(settings.host, settings.port)
    typer.echo(text("launcher.ready", address=address(settings.host, settings.port)))


content = typer.Typer(no_args_is_help=True, help="A ministry's own content files.")
app.add_typer(content, name="content")


@content.command("check")
def content_check(
    folder: Annotated[Path, typer.Argument(metavar="DIR", exists=True, file_okay=False)], language: str = "en"
) -> None:
    """Check a folder of a ministry's own files before LIMA_CONTENT points to it; one problem a line."""
    from data.content import check_content, content_files_in

    problems = check_content(folder)
    for problem in problems:
        typer.echo(problem)
    counts = {"files": len(list(content_files_in(folder))), "problems": len(problems)}
    typer.echo(text("content.problems" if problems else "content.clean", language, **counts), err=True)
    raise typer.Exit(1 if problems else 0)


if __name__ == "__main__":
    try:
        app()
    except SetupError as error:
        sys.exit(str(error))
