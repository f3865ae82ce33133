"""Comments at cells: the part with their texts, and the old drawing without which Excel shows none."""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.sax.saxutils import escape

from data.intake.gate.markup import in_utf8
from data.intake.gate.ranges import address
from data.intake.marking.surgery import Part, Piece
from data.intake.marks import LEAD

AUTHOR = "Lima"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
NEW_NOTES = f'<comments xmlns="{MAIN}"><authors></authors><commentList></commentList></comments>'.encode()
LISTED = ("comments", "commentList", "comment")
TEXT = (*LISTED, "text")
AUTHORS = ("comments", "authors")

NAMESPACES = (
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
NEW_DRAWING = f"<xml {NAMESPACES}></xml>".encode()
SHAPE_TYPE = "_x0000_t202"
TYPE_OF_BOXES = (
    f'<v:shapetype {NAMESPACES} id="{SHAPE_TYPE}" coordsize="21600,21600" o:spt="202" '
    'path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
    '<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
SHAPE_NUMBER = re.compile(rb"""_s([0-9]{1,9})\b""")
FIRST_NUMBER = 1025
LETTERS_IN_LINE = 42
NOT_IN_XML = re.compile("[^\t\n\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

Spot = tuple[int, int]
"""Row and column, from 1."""


def with_notes(part: bytes | None, said: Mapping[Spot, str]) -> tuple[bytes, list[Spot]]:
    """Add comments to a part of comments, or to a new one.

    A comment that somebody else has at a cell is kept, with ours beneath it; what we said there before is replaced.

    Returns:
        The part, and the cells that had no comment and need a box for it.
    """
    notes = Part(part or NEW_NOTES, deepest=4)
    known = {piece.attributes.get("ref", "").replace("$", ""): piece for piece in notes.pieces[LISTED]}
    new: list[str] = []
    unboxed: list[Spot] = []
    for spot, text in said.items():
        where = address(spot[1], spot[0])
        if where in known:
            _add_to(notes, known[where], text)
        else:
            new.append(_comment(notes, where, text))
            unboxed.append(spot)
    if new:
        notes.append(notes.pieces[AUTHORS][0], f"<{notes.root.prefix}author>{AUTHOR}</{notes.root.prefix}author>")
        notes.append(notes.pieces[LISTED[:2]][0], "".join(new))
    return notes.changed(), unboxed


def _add_to(notes: Part, comment: Piece, text: str) -> None:
    inside = {
        name: [each for each in notes.pieces[(*TEXT, name)] if comment.start < each.start < comment.end]
        for name in ("t", "r")
    }
    ours = [run for run in inside["r"] if LEAD.encode() in notes.text(run)]
    for run in ours:
        notes.replace(run.start, run.end, b"")
    prefix = notes.root.prefix
    for plain in inside["t"]:
        # A plain text cannot be followed by anything, so it becomes the first of two.
        notes.replace(plain.start, plain.end, f"<{prefix}r>".encode() + notes.text(plain) + f"</{prefix}r>".encode())
    theirs = len(inside["r"]) + len(inside["t"]) > len(ours)
    for each in notes.pieces[TEXT]:
        if comment.start < each.start < comment.end:
            notes.append(each, _run(prefix, f"\n\n{LEAD}{text}" if theirs else f"{LEAD}{text}"))


def _comment(notes: Part, where: str, text: str) -> str:
    prefix, author = notes.root.prefix, len(notes.pieces[(*AUTHORS, "author")])
    run = _run(prefix, f"{LEAD}{text}")
    return f'<{prefix}comment ref="{where}" authorId="{author}"><{prefix}text>{run}</{prefix}text></{prefix}comment>'


def _run(prefix: str, text: str) -> str:
    """A text as XML; signs that XML cannot hold are left out."""
    written = escape(NOT_IN_XML.sub("", text))
    return f'<{prefix}r><{prefix}t xml:space="preserve">{written}</{prefix}t></{prefix}r>'


def with_boxes(drawing: bytes | None, said: Mapping[Spot, str]) -> bytes:
    """Add a hidden box for each comment to an old drawing, or to a new one."""
    drawing = in_utf8(drawing or NEW_DRAWING)
    first = max([FIRST_NUMBER - 1, *(int(number) for number in SHAPE_NUMBER.findall(drawing))]) + 1
    boxes = "".join(_box(first + n, spot, text) for n, (spot, text) in enumerate(said.items()))
    kind = "" if f'"{SHAPE_TYPE}"'.encode() in drawing else TYPE_OF_BOXES
    before, end, after = drawing.rpartition(b"</")
    return before + (kind + boxes).encode() + end + after


def _box(number: int, spot: Spot, text: str) -> str:
    """A box beside the cell, as high as its text needs."""
    row, column = spot
    lines = sum(len(line) // LETTERS_IN_LINE + 1 for line in text.splitlines())
    top = max(row - 2, 0)
    anchor = f"{column}, 15, {top}, 4, {column + 4}, 15, {top + lines + 2}, 4"
    return (
        f'<v:shape {NAMESPACES} id="_x0000_s{number}" type="#{SHAPE_TYPE}" fillcolor="#ffffe1" o:insetmode="auto" '
        'style="position:absolute;visibility:hidden"><v:fill color2="#ffffe1"/><v:path o:connecttype="none"/>'
        '<v:textbox style="mso-direction-alt:auto"/><x:ClientData ObjectType="Note"><x:MoveWithCells/>'
        f"<x:SizeWithCells/><x:Anchor>{anchor}</x:Anchor><x:AutoFill>False</x:AutoFill>"
        f"<x:Row>{row - 1}</x:Row><x:Column>{column - 1}</x:Column></x:ClientData></v:shape>"
    )
