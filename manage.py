"""The operator's command line: thin, every command calls one function of the house."""

from __future__ import annotations

import typer

app = typer.Typer(no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False)


@app.callback()
def lima() -> None:
    """Lima, the monitor of a National Plan of Action against Trafficking in Persons."""


if __name__ == "__main__":
    app()
