"""The demo's roles that are open, asked once in a run of a page."""

from __future__ import annotations

from data.model import Role
from pages.parts import once, visiting
from pages.parts.opened import house


@once.in_a_run
def open_roles() -> list[Role]:
    """As `visiting.roles`."""
    return visiting.roles(house())
