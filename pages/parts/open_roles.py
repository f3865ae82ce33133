"""The demo's roles that are open."""

from __future__ import annotations

from data.model import Role
from pages.parts import cached, once, visiting
from pages.parts.kept import kept
from pages.parts.opened import house


@once.in_a_run
def open_roles() -> list[Role]:
    """As `visiting.roles`. Nobody is let in or shut out without another version of the data."""
    return _roles(cached.version())


@kept(cached.FEW)
def _roles(version: str) -> list[Role]:
    return visiting.roles(house())
