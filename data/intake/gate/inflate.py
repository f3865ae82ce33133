"""The bytes of every part, inflated by hand: as many as the directory says, and no more than a workbook can have."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

from data.errors import DamagedWorkbook, TooMuchInside, UnsafeWorkbook
from data.intake.gate.container import STORED, Entry
from data.intake.gate.limits import ALL_BYTES, PART_BYTES, RATIO, RATIO_FROM


def inflate(content: bytes, entries: Sequence[Entry]) -> dict[str, bytes]:
    """Every part of a container by its name.

    Raises:
        DamagedWorkbook: if a part cannot be inflated, or its checksum is wrong.
        TooMuchInside: if a part, or all of them, would be too large.
        UnsafeWorkbook: if a part is larger or smaller than the directory says.
    """
    if sum(entry.size for entry in entries) > ALL_BYTES or any(_too_large(entry) for entry in entries):
        raise TooMuchInside(reason="bytes")
    return {entry.name: _part(content, entry) for entry in entries if not entry.is_folder}


def _too_large(entry: Entry) -> bool:
    return entry.size > PART_BYTES or (entry.size > RATIO_FROM and entry.size > RATIO * entry.packed)


def _part(content: bytes, entry: Entry) -> bytes:
    packed = content[entry.data : entry.data + entry.packed]
    part = packed if entry.method == STORED else _inflated(packed, entry.size)
    if zlib.crc32(part) != entry.crc:
        raise DamagedWorkbook(reason="checksum")
    return part


def _inflated(packed: bytes, size: int) -> bytes:
    machine = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        # One byte more than was said: enough to notice a lie, whatever would follow.
        part = machine.decompress(packed, size + 1)
    except zlib.error as error:
        raise DamagedWorkbook(reason="packing") from error
    if len(part) != size or not machine.eof or machine.unused_data:
        raise UnsafeWorkbook(reason="sizes")
    return part
