"""Workbooks that wait some minutes for the one who sent them to fetch their marked copy. Nothing of it is stored.

Streamlit's own download button would leave the file open to everybody who has its address. Here it waits in memory, for
one visitor and one download; what is too old, or too much, is let go.
"""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass

from data.errors import NoLongerHeld
from data.intake.marks import Mark
from data.model import Visitor

SECONDS = 10 * 60
OF_ONE_VISITOR = 3
ALL_BYTES = 80 << 20
ALL_FILES = 1000


@dataclass(frozen=True)
class Held:
    """A workbook, what is to be marked in it, whose it is, and until when it waits (seconds of a monotonic clock)."""

    visitor: Visitor
    content: bytes
    marks: tuple[Mark, ...]
    until: float


class Shelf:
    """The workbooks that wait, by a key that nobody can guess."""

    def __init__(self) -> None:
        """Nothing waits yet."""
        self._lock = threading.Lock()
        self._held: dict[str, Held] = {}

    def put(self, visitor: Visitor, content: bytes, marks: Sequence[Mark]) -> str:
        """Let a workbook wait for this visitor; gives its key."""
        return self.lay(Held(visitor, content, tuple(marks), time.monotonic() + SECONDS))

    def lay(self, held: Held, key: str = "") -> str:
        """Let something wait, under a key of its own or in place of what waits under this one; gives the key."""
        key = key or secrets.token_urlsafe(24)
        with self._lock:
            self._held[key] = held
            self._let_go(held.visitor)
        return key

    def waits(self, key: str) -> bool:
        """Whether a workbook still waits under this key; if so, it waits as long again."""
        with self._lock:
            held = self._held.pop(key, None)
            if held is None or held.until < time.monotonic():
                return False
            self._held[key] = Held(held.visitor, held.content, held.marks, time.monotonic() + SECONDS)
            return True

    def take(self, key: str, visitor: Visitor) -> Held:
        """Take a workbook away, for the visitor for whom it waits.

        Raises:
            NoLongerHeld: if it is not there, too old, or somebody else's, who then still finds it.
        """
        with self._lock:
            held = self._find(key, visitor)
            del self._held[key]
            return held

    def look(self, key: str, visitor: Visitor) -> Held:
        """As `take`, but it goes on waiting."""
        with self._lock:
            return self._find(key, visitor)

    def _find(self, key: str, visitor: Visitor) -> Held:
        held = self._held.get(key)
        if held is None or held.visitor != visitor or held.until < time.monotonic():
            raise NoLongerHeld
        return held

    def _let_go(self, visitor: Visitor) -> None:
        """Let go what is too old, then the oldest of this visitor, then the oldest of all."""
        now = time.monotonic()
        self._held = {key: held for key, held in self._held.items() if held.until >= now}
        for key in [key for key, held in self._held.items() if held.visitor == visitor][:-OF_ONE_VISITOR]:
            del self._held[key]
        while len(self._held) > ALL_FILES or sum(len(held.content) for held in self._held.values()) > ALL_BYTES:
            del self._held[next(iter(self._held))]


SHELF = Shelf()
"""The process's own shelf: pages put on it, the download route takes from it."""
