"""The environment, read once and checked: the only reader of `os.environ`."""

from __future__ import annotations

import functools
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from data.errors import BadSettings

ROOT = Path(__file__).resolve().parent.parent
SHIPPED = ROOT / "data" / "shipped"


@dataclass(frozen=True)
class Overlay:
    """What is laid over the shipped content.

    Attributes:
        folder: a ministry's own files, or None (`LIMA_CONTENT`).
        country: whose words for things are used (`countries/<iso3>/words/`); empty for those shipped for all.
    """

    folder: Path | None = None
    country: str = ""


@dataclass(frozen=True)
class Settings:
    """What the operator decides.

    Attributes:
        country: the ISO 3166 alpha-3 code of the country served, upper case (`COUNTRY`).
        database_url: an SQLAlchemy address (`DATABASE_URL`); by default the embedded SQLite file in `var`.
        var: the folder for everything written at run time (`LIMA_VAR`).
        content: what is laid over `data/shipped`: the country's words, and a ministry's own files (`LIMA_CONTENT`).
        host, port: where the server listens (`HOST`, `PORT`).
        released_url: how PostgreSQL is asked for released figures alone, by a role that may read nothing else
            (`RELEASED_DATABASE_URL`); empty where there is none. SQLite has them in a file of their own.
        names: under which visitors reach it, without port (`LIMA_HOSTS`, with commas between).
    """

    country: str
    database_url: str
    var: Path
    content: Overlay | None
    host: str
    port: int
    names: tuple[str, ...] = ()
    released_url: str = ""

    @property
    def backups(self) -> Path:
        """Where backups go that Lima makes by itself."""
        return self.var / "backups"

    @property
    def embedded(self) -> bool:
        """Whether the database is the default file in `var`, the only one that the demo may fill."""
        return self.database_url == default_database_url(self.var, self.country)


def default_database_url(var: Path, country: str) -> str:
    """The embedded database of a country: `lima.db` for Indonesia's default, else a file of its own."""
    name = "lima.db" if country == DEFAULT_COUNTRY else f"lima-{country.lower()}.db"
    return f"sqlite:///{var / name}"


DEFAULT_COUNTRY = "IDN"


VARIABLES = (
    "COUNTRY",
    "DATABASE_URL",
    "HOST",
    "LIMA_CONTENT",
    "LIMA_HOSTS",
    "LIMA_VAR",
    "PORT",
    "RELEASED_DATABASE_URL",
)
"""Every variable that is read."""


def read_settings(environ: Mapping[str, str] = os.environ) -> Settings:
    """Read the environment; what was read and checked once is not checked again, for every sentence of a page asks.

    Raises:
        BadSettings: naming the variable and what it may be.
    """
    return _settings(tuple(environ.get(name, "") for name in VARIABLES))


@functools.lru_cache(maxsize=8)
def _settings(values: tuple[str, ...]) -> Settings:
    environ = dict(zip(VARIABLES, values, strict=True))
    country = (environ["COUNTRY"] or DEFAULT_COUNTRY).upper()
    var = Path(environ["LIMA_VAR"] or ROOT / "var")
    own = Path(environ["LIMA_CONTENT"]) if environ["LIMA_CONTENT"] else None
    if own is not None and not own.is_dir():
        raise BadSettings(f"LIMA_CONTENT: {own} is no folder")
    if not any((folder / "countries" / country.lower()).is_dir() for folder in (own, SHIPPED) if folder):
        raise BadSettings(f"COUNTRY: there is no country pack for {country}")
    port = environ["PORT"] or "8501"
    if not port.isdigit() or not 0 < int(port) < 65536:
        raise BadSettings(f"PORT: {port} is not a number from 1 to 65535")
    return Settings(
        country=country,
        database_url=environ["DATABASE_URL"] or default_database_url(var, country),
        var=var,
        content=Overlay(own, country),
        host=environ["HOST"] or "127.0.0.1",
        port=int(port),
        names=_names(environ["LIMA_HOSTS"]),
        released_url=environ["RELEASED_DATABASE_URL"],
    )


def _names(said: str) -> tuple[str, ...]:
    names = tuple(filter(None, (name.strip().lower() for name in said.split(","))))
    if wrong := [name for name in names if not re.fullmatch(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?", name)]:
        raise BadSettings(f"LIMA_HOSTS: {wrong[0]} is no name of a host; give names without port, with commas between")
    return names


def content_file(relative: str, content: Overlay | None) -> Path:
    """The ministry's own file of that name where there is one, else the shipped one (which may not exist)."""
    if content and content.folder and (content.folder / relative).is_file():
        return content.folder / relative
    return SHIPPED / relative


def content_files(folder: str, suffix: str, content: Overlay | None) -> Iterator[Path]:
    """Every file of a content folder, in name order; a ministry's own file replaces the shipped one of its name."""
    roots = (content.folder if content else None, SHIPPED)
    names = {path.name for root in roots if root for path in (root / folder).glob(f"*{suffix}")}
    for name in sorted(names):
        yield content_file(f"{folder}/{name}", content)
