"""Formats for marked cells: the cell's own with another fill, so that number, border, font and lock stay."""

from __future__ import annotations

from data.intake.findings import Severity
from data.intake.marking.surgery import Part, with_attributes

FILLS = {Severity.STOP: "FFF2A59B", Severity.ASK: "FFFFC46B", Severity.NOTE: "FFBBD6F2"}
"""Told apart from the form's own yellow and pale red, and from each other also in grey."""
ROOT = ("styleSheet",)
FILL_LIST, FORMAT_LIST = (*ROOT, "fills"), (*ROOT, "cellXfs")


class Formats:
    """The formats part of a workbook, to which filled variants are added as they are asked for."""

    def __init__(self, part: bytes) -> None:
        """Find the formats and fills that there are."""
        self._part = Part(part, deepest=2)
        self._fills = {kind: len(self._part.pieces[(*FILL_LIST, "fill")]) + n for n, kind in enumerate(FILLS)}
        self._formats = self._part.pieces[(*FORMAT_LIST, "xf")]
        self._added: dict[tuple[int, Severity], tuple[int, bytes]] = {}

    def filled(self, style: int, severity: Severity) -> int | None:
        """The number of the format that is like `style` but filled; None if there is no such format."""
        if style >= len(self._formats) or not self._part.pieces[(*FILL_LIST, "fill")]:
            return None
        if (style, severity) not in self._added:
            own = self._formats[style]
            tag = self._part.content[own.start : own.inside]
            changed = with_attributes(tag, {"fillId": str(self._fills[severity]), "applyFill": "1"})
            copy = changed + self._part.content[own.inside : own.end]
            self._added[style, severity] = (len(self._formats) + len(self._added), copy)
        return self._added[style, severity][0]

    def changed(self) -> bytes:
        """The part with what was added."""
        if not self._added:
            return self._part.content
        fills, formats = self._part.pieces[FILL_LIST][0], self._part.pieces[FORMAT_LIST][0]
        self._part.set(fills, count=str(max(self._fills.values()) + 1))
        self._part.append(fills, "".join(_fill(fills.prefix, colour) for colour in FILLS.values()))
        self._part.set(formats, count=str(len(self._formats) + len(self._added)))
        self._part.append(formats, b"".join(copy for _, copy in self._added.values()).decode())
        return self._part.changed()


def _fill(prefix: str, colour: str) -> str:
    return (
        f'<{prefix}fill><{prefix}patternFill patternType="solid"><{prefix}fgColor rgb="{colour}"/>'
        f'<{prefix}bgColor indexed="64"/></{prefix}patternFill></{prefix}fill>'
    )
