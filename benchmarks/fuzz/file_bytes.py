"""What goes wrong with a file on its way, and what a crafted container does: bytes, entries, how they are packed."""

from __future__ import annotations

import io
import random
import struct
import warnings
import zipfile
from collections.abc import Callable, Mapping

ODD_NAMES = (
    *("XL/workbook.xml", "xl\\workbook.xml", "xl/./workbook.xml", "xl/workbook.xml ", "/xl/workbook.xml"),
    *("../../out.txt", "C:/out.txt", "xl/%77orkbook.xml", "xl/workbook\u200b.xml", "xl/e\u0301.xml", "xl//a.xml"),
    *("xl/worksheets/sheet1.xml/", "xl/vbaProject.bin", "xl/externalLinks/externalLink1.xml", "xl/connections.xml"),
    *("customUI/customUI.xml", "xl/activeX/activeX1.bin", "xl/embeddings/oleObject1.bin", "inner.xlsx", "xl/a.bin"),
    *("xl/queryTables/queryTable1.xml", "xl/macrosheets/sheet1.xml", "mimetype", "content.xml", "xl/model/item.data"),
)
"""Names of entries that somebody could add."""
ODD_BYTES = (b"", b"x", b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, b"<a/>", b"\0" * 9_000_000)
ENTRY, DIRECTORY, END = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
FIELDS = {ENTRY: (4, 30), DIRECTORY: (4, 46), END: (4, 22)}
"""Where the numbers of each header stand, from its mark on."""
NUMBERS = (0, 1, 8, 9, 99, 0x7FFF, 0xFFFE, 0xFFFF)


def parts_of(content: bytes) -> dict[str, bytes]:
    """The parts of a workbook by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as container:
        return {name: container.read(name) for name in container.namelist()}


def packed(parts: Mapping[str, bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """The parts as a file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method, compresslevel=1) as container:
        for name, part in parts.items():
            container.writestr(_entry(name, method), part)
    return out.getvalue()


def _entry(name: str, method: int = zipfile.ZIP_DEFLATED) -> zipfile.ZipInfo:
    """An entry that is the same at any hour."""
    entry = zipfile.ZipInfo(name)
    entry.compress_type = method
    return entry


def flipped(content: bytes, chance: random.Random) -> bytes:
    """Some bits turned."""
    broken = bytearray(content)
    for _ in range(chance.choice((1, 1, 3, 20))):
        broken[chance.randrange(len(broken))] ^= 1 << chance.randrange(8)
    return bytes(broken)


def cut(content: bytes, chance: random.Random) -> bytes:
    """Cut off, or with a piece missing, twice there, or put in."""
    start, end = sorted(chance.randrange(len(content) + 1) for _ in range(2))
    piece = chance.choice((b"", content[start:end] * 2, chance.randbytes(chance.randrange(40))))
    rest = b"" if chance.random() < 0.3 else content[end:]
    return content[:start] + piece + rest


def around(content: bytes, chance: random.Random) -> bytes:
    """Something before or behind the container."""
    more = chance.choice((b"\0", b"<html><script>1</script>", b"PK\x05\x06" + b"\0" * 18, content[:500], b"%PDF-1.7\n"))
    return more + content if chance.random() < 0.5 else content + more


def header_changed(content: bytes, chance: random.Random) -> bytes:
    """A number in a header of the container is another."""
    mark = chance.choice(list(FIELDS))
    first, last = FIELDS[mark]
    places = (
        [at for at in range(len(content)) if content.startswith(mark, at)] if mark == END else _places(content, mark)
    )
    at = chance.choice(places) + chance.randrange(first, last - 1)
    return content[:at] + struct.pack("<H", chance.choice(NUMBERS)) + content[at + 2 :]


def _places(content: bytes, mark: bytes) -> list[int]:
    places, at = [], content.find(mark)
    while at >= 0:
        places.append(at)
        at = content.find(mark, at + 1)
    return places


def entry_added(content: bytes, chance: random.Random) -> bytes:
    """One more entry, some of them with a name that is there already or that is hardly another."""
    names = list(parts_of(content))
    name = chance.choice((*ODD_NAMES, chance.choice(names), chance.choice(names).upper()))
    out = io.BytesIO(content)
    with warnings.catch_warnings(), zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as container:
        warnings.simplefilter("ignore")
        container.writestr(_entry(name), chance.choice((*ODD_BYTES, container.read(chance.choice(names)))))
    return out.getvalue()


def entries_moved(content: bytes, chance: random.Random) -> bytes:
    """Entries in another order, one missing, stored, or under another's name."""
    parts = list(parts_of(content).items())
    what = chance.randrange(4)
    if what == 0:
        chance.shuffle(parts)
    elif what == 1:
        del parts[chance.randrange(len(parts))]
    elif what == 2:
        one, other = chance.sample(range(len(parts)), 2)
        parts[one], parts[other] = (parts[one][0], parts[other][1]), (parts[other][0], parts[one][1])
    return packed(dict(parts), method=zipfile.ZIP_STORED if what == 3 else zipfile.ZIP_DEFLATED)


def streamed(content: bytes, _: random.Random) -> bytes:
    """Packed in one go, sizes and checksums behind the entries, as programs do that cannot go back."""

    class OneWay(io.RawIOBase):
        def __init__(self) -> None:
            self.kept = bytearray()

        def writable(self) -> bool:
            return True

        def write(self, data: bytes) -> int:  # type: ignore[override]
            self.kept += data
            return len(data)

    out = OneWay()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as container:  # type: ignore[arg-type]
        for name, part in parts_of(content).items():
            container.writestr(_entry(name), part)
    return bytes(out.kept)


WAYS: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    *(flipped, cut, around, header_changed, header_changed, entry_added, entries_moved, streamed),
)
"""Each breaks a file in its own way."""
