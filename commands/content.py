"""`content check`: a ministry's own content files, before they are used."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from commands import given
from data.words import text

app = typer.Typer(no_args_is_help=True, help="A ministry's own content files.")


@app.command("check")
def content_check(
    folder: Annotated[Path, typer.Argument(metavar="DIR", exists=True, file_okay=False)],
    language: given.InLanguage = "en",
) -> None:
    """Check a folder of a ministry's own files before LIMA_CONTENT points to it; one problem a line."""
    from data.content import check_content, content_files_in

    problems = check_content(folder)
    for problem in problems:
        typer.echo(problem)
    counts = {"files": len(list(content_files_in(folder))), "problems": len(problems)}
    typer.echo(text("content.problems" if problems else "content.clean", language, **counts), err=True)
    raise typer.Exit(1 if problems else 0)
