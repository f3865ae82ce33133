"""What the command line tells of boundaries that were installed."""

from __future__ import annotations

from collections.abc import Iterator

from data.geography import Installed
from data.model import Language
from data.words import number, text


def lines(done: Installed, file: str, language: Language) -> Iterator[str]:
    """What was read, matched, left out, mended and written; nothing is said of what did not happen."""
    yield text("boundaries.read", language, file=file, read=done.read, matched=done.matched)
    if done.finer:
        yield text("boundaries.finer", language)
    for key in ("dropped", "unmatched_in_file", "unmatched_in_register"):
        if names := getattr(done, key):
            yield text(f"boundaries.{key}", language, count=len(names), names=", ".join(names))
    if done.repaired:
        yield text("boundaries.repaired", language, count=done.repaired)
    before, after = (number(corners, language) for corners in (done.vertices_before, done.vertices_after))
    yield text("boundaries.vertices", language, before=before, after=after)
    yield text("boundaries.written", language, drawn=done.drawn, target=done.target)
