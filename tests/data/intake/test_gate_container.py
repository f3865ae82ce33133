"""The gate on the zip container: who may be believed when directory, headers and bytes say different things."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable

import pytest

from data.errors import DamagedWorkbook, Encrypted, TooMuchInside, UnreadableWorkbook, UnsafeWorkbook
from data.intake.gate.limits import ENTRIES
from data.intake.gate.opening import open_safely
from tests.data.intake.gate_files import (
    SHEET,
    TYPES,
    Piece,
    container,
    deflated,
    parts,
    pieces,
    said_again,
    values,
    workbook,
)

UNIX = (3 << 8) | 20


def refused(content: bytes) -> UnreadableWorkbook:
    with pytest.raises(UnreadableWorkbook) as caught:
        open_safely(content)
    return caught.value


def named(name: str | bytes) -> bytes:
    raw = name if isinstance(name, bytes) else name.encode()
    return container([*pieces(), Piece(raw, b"" if raw.endswith(b"/") else b"out", flags=0x800)])


@pytest.mark.parametrize(
    "name",
    [
        *(
            "/out.txt",
            "../out.txt",
            "xl/../../out.txt",
            "xl/..",
            "..\\out.txt",
            "xl\\out.txt",
            "C:/out.txt",
            "C:out",
        ),
        *(
            "xl//out.txt",
            "./out.txt",
            "xl/./out.txt",
            "xl/out.txt.",
            "xl/out /x.xml",
            "out\0.txt",
            "out\n.txt",
            "\x7fout",
        ),
        *("xl/%2e%2e/%2e%2e/out.txt", "%2Fout.txt", "xl%5Cout.txt", "out\u202etxt.exe", "out\u200b.xml", "x" * 300, ""),
        *("/", "xl/../", b"\xff\xfe.xml", "//server/share/out.txt", "file:///out.txt"),
    ],
)
def test_an_entry_cannot_lie_outside_or_hide_its_name(name: str | bytes) -> None:
    error = refused(named(name))
    assert (type(error), error.values) == (UnsafeWorkbook, {"reason": "entry_name"})


@pytest.mark.parametrize("name", [SHEET, SHEET.upper(), "xl/worksheets/Sheet1.xml", "xl/worksheets/%73heet1.xml"])
def test_no_two_entries_are_the_same_file_on_any_system(name: str) -> None:
    assert refused(named(name)).values == {"reason": "entry_twice"}


def with_first(**changed: object) -> bytes:
    """A sound workbook of which the first entry is changed."""
    entries = pieces()
    for key, value in changed.items():
        setattr(entries[0], key, value)
    return container(entries)


def overlapping() -> bytes:
    entries = pieces()
    return container([*entries, Piece(b"xl/media/one.png", b"", at=0)])


def quoted_overlap() -> bytes:
    """Each entry's packed bytes begin with the header of the next one, so that one kernel is inflated many times."""
    kernel = Piece(b"xl/kernel.xml", b"<a/>", method=0)
    alone = container([kernel])
    body = alone[: alone.index(b"PK\1\2")]
    quoting = Piece(b"xl/quoting.xml", body, method=0)
    whole = container([*pieces(), quoting])
    return container([*pieces(), quoting, Piece(b"xl/kernel.xml", b"<a/>", method=0, at=whole.index(body))])


def end_record(content: bytes, **changed: int) -> bytes:
    """The same container with other numbers in its last record."""
    names = ("disk", "first_disk", "here", "count", "size", "at", "comment")
    said = dict(zip(names, struct.unpack("<4H2LH", content[-18:]), strict=True))
    return content[:-18] + struct.pack("<4H2LH", *(said | changed).values())


FAULTS: dict[str, tuple[Callable[[], bytes], type[UnreadableWorkbook], str | None]] = {
    "a link instead of a file": (
        lambda: with_first(made=UNIX, outside=0o120777 << 16),
        UnsafeWorkbook,
        "no_plain_file",
    ),
    "a device instead of a file": (
        lambda: with_first(made=UNIX, outside=0o020666 << 16),
        UnsafeWorkbook,
        "no_plain_file",
    ),
    "a folder's mode on a file": (
        lambda: with_first(made=UNIX, outside=0o040755 << 16),
        UnsafeWorkbook,
        "no_plain_file",
    ),
    "a folder with bytes": (lambda: container([*pieces(), Piece(b"xl/media/", b"out")]), UnsafeWorkbook, "sizes"),
    "an unknown method": (lambda: with_first(method=99), UnsafeWorkbook, "method"),
    "another known method": (lambda: with_first(method=12), UnsafeWorkbook, "method"),
    "flags of no use": (lambda: with_first(flags=0x20), UnsafeWorkbook, "method"),
    "encrypted": (lambda: with_first(flags=1), Encrypted, None),
    "strongly encrypted": (lambda: with_first(flags=0x40), Encrypted, None),
    "encrypted with AES": (lambda: with_first(extra=struct.pack("<2H7s", 0x9901, 7, b"")), Encrypted, None),
    "another name in its own header": (
        lambda: with_first(local_name=b"[content_types].XML"),
        UnsafeWorkbook,
        "local_name",
    ),
    "another method in its own header": (lambda: with_first(local_method=0), UnsafeWorkbook, "local_header"),
    "another size in its own header": (lambda: with_first(local_size=1), UnsafeWorkbook, "local_header"),
    "other flags in its own header": (lambda: with_first(local_flags=0x800), UnsafeWorkbook, "local_header"),
    "another name in an extra field": (
        lambda: with_first(extra=struct.pack("<2H", 0x7075, 8) + b"\1\0\0\0\0abc"),
        UnsafeWorkbook,
        "entry_name",
    ),
    "a remark on an entry": (lambda: with_first(remark=b"call me"), UnsafeWorkbook, "directory"),
    "two entries in the same place": (overlapping, UnsafeWorkbook, "overlap"),
    "an entry within another": (quoted_overlap, UnsafeWorkbook, "overlap"),
    "bytes between entries": (lambda: with_first(behind=b"hidden"), UnsafeWorkbook, "gap"),
    "a descriptor that nothing announced": (lambda: with_first(behind=b"PK\7\10" + b"\0" * 12), UnsafeWorkbook, "gap"),
    "a descriptor that says something else": (
        lambda: with_first(flags=8, behind=b"PK\7\10" + b"\0" * 12),
        UnsafeWorkbook,
        "gap",
    ),
    "bytes before the directory": (lambda: container(pieces(), gap=b"hidden"), UnsafeWorkbook, "gap"),
    "a page in front": (lambda: container(pieces(), before=b"<html></html>"), UnsafeWorkbook, "before_first"),
    "an entry in front that nobody lists": (
        lambda: container(pieces(), before=workbook()[:400]),
        UnsafeWorkbook,
        "before_first",
    ),
    "bytes behind the end": (lambda: workbook() + b"%PDF-1.7", UnsafeWorkbook, "after_end"),
    "a comment": (lambda: end_record(workbook(), comment=3) + b"hey", UnsafeWorkbook, "after_end"),
    "a second workbook behind": (lambda: workbook() + workbook(), UnsafeWorkbook, "directory"),
    "fewer entries than it has": (lambda: end_record(workbook(), here=7, count=7), UnsafeWorkbook, "directory"),
    "more entries than it has": (lambda: end_record(workbook(), here=9, count=9), DamagedWorkbook, "cut_off"),
    "two numbers of entries": (lambda: end_record(workbook(), here=7), UnsafeWorkbook, "directory"),
    "several disks": (lambda: end_record(workbook(), disk=1), UnsafeWorkbook, "directory"),
    "a directory elsewhere": (lambda: end_record(workbook(), at=10), UnsafeWorkbook, "directory"),
    "no entry at all": (lambda: container([]), UnsafeWorkbook, "before_first"),
    "no directory": (lambda: workbook()[:-22], DamagedWorkbook, "cut_off"),
    "nothing but its first letters": (lambda: b"PK\3\4", DamagedWorkbook, "cut_off"),
    "a wrong checksum": (lambda: with_first(crc=1), DamagedWorkbook, "checksum"),
    "a size that is too small": (lambda: with_first(size=10), UnsafeWorkbook, "sizes"),
    "a size that is too large": (lambda: with_first(size=10_000), UnsafeWorkbook, "sizes"),
    "a stored part of another size": (lambda: with_first(method=0, size=10), UnsafeWorkbook, "sizes"),
    "a part of which some is missing": (
        lambda: with_first(lies=deflated(parts()[TYPES])[:-9]),
        UnsafeWorkbook,
        "sizes",
    ),
    "a part with more behind it": (lambda: with_first(lies=deflated(parts()[TYPES]) + b"?"), UnsafeWorkbook, "sizes"),
    "a part that is not packed": (lambda: with_first(lies=b"\xff" * 99), DamagedWorkbook, "packing"),
    "a bomb that says what it is": (
        lambda: container([*pieces(), Piece(b"xl/media/bomb.xml", b"<a/>" + b" " * (31 << 20))]),
        TooMuchInside,
        "bytes",
    ),
    "a bomb in three parts": (
        lambda: container([*pieces(), *(Piece(b"xl/b%d.bin" % n, bytes(21 << 20), method=0) for n in range(3))]),
        TooMuchInside,
        "bytes",
    ),
    "a part that is packed too well": (
        lambda: container([*pieces(), Piece(b"xl/media/bomb.bin", bytes(5 << 20))]),
        TooMuchInside,
        "bytes",
    ),
    "too many entries": (
        lambda: container([*pieces(), *(Piece(b"xl/%d" % n, b"", method=0) for n in range(ENTRIES))]),
        TooMuchInside,
        "entries",
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_container_with_a_fault_is_refused_for_that_fault(fault: str) -> None:
    made, kind, reason = FAULTS[fault]
    error = refused(made())
    assert isinstance(error, kind)
    assert error.values.get("reason") == reason or reason is None


def test_a_bomb_that_lies_is_not_inflated(monkeypatch: pytest.MonkeyPatch) -> None:
    inflated: list[int] = []

    class Watched:
        def __init__(self, bits: int) -> None:
            self._machine = zlib_decompressobj(bits)

        def decompress(self, packed: bytes, most: int) -> bytes:
            part: bytes = self._machine.decompress(packed, most)
            inflated.append(len(part))
            return part

        def __getattr__(self, name: str) -> object:
            return getattr(self._machine, name)

    zlib_decompressobj = zlib.decompressobj
    monkeypatch.setattr(zlib, "decompressobj", Watched)
    bomb = Piece(b"xl/media/bomb.bin", b"x" * 100, lies=deflated(bytes(40 << 20)))
    assert refused(container([bomb, *pieces()])).values == {"reason": "sizes"}
    assert inflated == [101]


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.999])
def test_a_workbook_that_was_cut_off_is_damaged(share: float) -> None:
    whole = workbook()
    assert isinstance(refused(whole[: int(len(whole) * share)]), DamagedWorkbook)


def test_a_flipped_bit_in_the_packed_bytes_is_noticed() -> None:
    for piece in pieces():
        whole = bytearray(workbook())
        at = whole.index(piece.packed()) + len(piece.packed()) // 2
        whole[at] ^= 1
        assert isinstance(refused(bytes(whole)), DamagedWorkbook | UnsafeWorkbook)


def in_one_go(*, mark: bool, large: bool) -> bytes:
    """Packed as a program does that writes sizes behind each entry."""
    entries = pieces()
    for entry in entries:
        entry.flags = 8
        entry.behind = said_again(entry, mark=mark, large=large)
    return container(entries)


def with_large_sizes() -> bytes:
    """Sizes in the extra fields for large containers, and the large record at the end."""
    entries = pieces()
    whole = container(entries)
    count, size, at = len(entries), *struct.unpack("<2L", whole[-10:-2])
    large = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, count, count, size, at)
    locator = struct.pack("<4sLQL", b"PK\6\7", 0, len(whole) - 22, 1)
    small = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0)
    return whole[:-22] + large + locator + small


def with_folders() -> bytes:
    return container([Piece(b"xl/", b"", method=0, made=UNIX, outside=0o040755 << 16), *pieces()][::-1])


LEGAL: dict[str, Callable[[], bytes]] = {
    "packed": workbook,
    "stored": lambda: container([Piece(name.encode(), part, method=0) for name, part in parts().items()]),
    "sizes behind": lambda: in_one_go(mark=True, large=False),
    "sizes behind without mark": lambda: in_one_go(mark=False, large=False),
    "large sizes behind": lambda: in_one_go(mark=True, large=True),
    "large sizes behind without mark": lambda: in_one_go(mark=False, large=True),
    "large records": with_large_sizes,
    "folders": with_folders,
    "Unix modes": lambda: with_first(made=UNIX, outside=0o100644 << 16),
    "room to grow": lambda: with_first(local_extra=struct.pack("<2H", 0xA220, 16) + bytes(16)),
    "names in UTF-8": lambda: with_first(flags=0x800),
    "a speed of packing": lambda: with_first(flags=0x6),
    "a name twice, the same": lambda: with_first(
        extra=struct.pack("<2H", 0x7075, 24) + b"\1\0\0\0\0[Content_Types].xml"
    ),
}


@pytest.mark.parametrize("way", LEGAL)
def test_every_legal_way_of_packing_is_opened_with_the_same_values(way: str) -> None:
    assert values(LEGAL[way]()) == values(workbook())


def test_large_records_that_contradict_the_small_one_are_refused() -> None:
    sound = with_large_sizes()
    for small in (struct.pack("<H", 3), struct.pack("<H", 7)):
        assert refused(sound[:-12] + small + sound[-10:]).values == {"reason": "directory64"}
    assert refused(sound.replace(b"PK\6\6", b"PK\6\5")).values == {"reason": "directory64"}
