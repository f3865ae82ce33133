"""XML changed in single places, every other byte left as it is.

A tree that is read and written again gives namespaces other prefixes, and Excel then finds words that it does not know.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

TAG = re.compile(rb"""<(?:[^>"']|"[^"]*"|'[^']*')*>""")
ATTRIBUTE = re.compile(rb"""\s+([^\s=]+)\s*=\s*(?:"[^"]*"|'[^']*')""")
NAME = re.compile(rb"</?([^\s/>]+)")
UTF8_MARK = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Piece:
    """An element where it stands in the part: `start` to `inside` is its first tag, `close` to `end` its last."""

    name: str
    prefix: str
    attributes: Mapping[str, str]
    start: int
    inside: int
    close: int
    end: int

    @property
    def is_empty(self) -> bool:
        """Whether it is a single tag."""
        return self.inside == self.end


class Part:
    """The elements of a part down to a depth, and the changes that are to be made to it."""

    def __init__(self, content: bytes, deepest: int = 3) -> None:
        """Find the elements of a part that the gate has looked at (UTF-8, well formed, no instructions)."""
        self.content = content.removeprefix(UTF8_MARK)
        self.pieces: dict[tuple[str, ...], list[Piece]] = defaultdict(list)
        self._changes: list[tuple[int, int, bytes]] = []
        self._deepest = deepest
        self._open: list[tuple[str, str, dict[str, str], int, int, bool]] = []
        parser = expat.ParserCreate("utf-8")
        parser.StartElementHandler = lambda name, attributes: self._starts(name, attributes, parser.CurrentByteIndex)
        parser.EndElementHandler = lambda _: self._ends(parser.CurrentByteIndex)
        parser.Parse(self.content, True)
        self.root = self.pieces[next(path for path in self.pieces if len(path) == 1)][0]

    def _starts(self, name: str, attributes: dict[str, str], at: int) -> None:
        prefix, colon, local = name.rpartition(":")
        end, single = at, False
        if len(self._open) <= self._deepest and (tag := TAG.match(self.content, at)):
            end, single = tag.end(), tag[0].endswith(b"/>")
        self._open.append((local, prefix + colon, attributes, at, end, single))

    def _ends(self, at: int) -> None:
        name, prefix, attributes, start, inside, single = self._open[-1]
        if len(self._open) <= self._deepest + 1:
            end = inside if single else self.content.index(b">", at) + 1
            path = tuple(each[0] for each in self._open)
            piece = Piece(name, prefix, attributes, start, inside, inside if single else at, end)
            self.pieces[path].append(piece)
        self._open.pop()

    def text(self, piece: Piece) -> bytes:
        """An element as it is written."""
        return self.content[piece.start : piece.end]

    def replace(self, start: int, end: int, written: bytes) -> None:
        """Put something else in place of some bytes."""
        self._changes.append((start, end, written))

    def insert(self, at: int, written: str) -> None:
        """Put something before the byte `at`; what is put there first comes first."""
        self._changes.append((at, at, written.encode()))

    def append(self, piece: Piece, written: str) -> None:
        """Put something at the end of an element, which is opened if it is a single tag."""
        if not piece.is_empty:
            self.insert(piece.close, written)
            return
        opened = self.content[piece.start : piece.end - 2] + b">"
        self.replace(piece.start, piece.end, opened + f"{written}</{piece.prefix}{piece.name}>".encode())

    def set(self, piece: Piece, **attributes: str | None) -> None:
        """Give an element attributes, or take them away (None)."""
        tag = self.content[piece.start : piece.inside]
        self.replace(piece.start, piece.inside, with_attributes(tag, attributes))

    def changed(self) -> bytes:
        """The part with all changes."""
        done, written = 0, []
        for start, end, new in sorted(self._changes, key=lambda change: change[:2]):
            written += [self.content[done:start], new]
            done = end
        return b"".join([*written, self.content[done:]])


def with_attributes(tag: bytes, attributes: Mapping[str, str | None]) -> bytes:
    """A first tag with other attributes: each is given a value or, by None, taken away."""
    gone = {key.encode() for key in attributes}
    tag = ATTRIBUTE.sub(lambda found: b"" if found[1] in gone else found[0], tag)
    new = "".join(f" {key}={quoteattr(value)}" for key, value in attributes.items() if value is not None)
    name = NAME.match(tag)
    return tag[: name.end()] + new.encode() + tag[name.end() :] if name else tag
