"""The zip container, read by hand: what its directory says, and whether the entries really lie there.

Programs that read a zip file differ in whom they believe, the directory at its end or the header before each entry. A
file that tells them different things is refused: every byte must belong to exactly one entry, and both must agree.
"""

from __future__ import annotations

import stat
import struct
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from data.errors import DamagedWorkbook, Encrypted, TooMuchInside, UnsafeWorkbook
from data.intake.gate.limits import ENTRIES
from data.intake.gate.names import refuse_odd_entries

END, END_MARK = struct.Struct("<4s4H2LH"), b"PK\x05\x06"
LOCATOR, LOCATOR_MARK = struct.Struct("<4sLQL"), b"PK\x06\x07"
END64, END64_MARK = struct.Struct("<4sQ2H2L4Q"), b"PK\x06\x06"
CENTRAL, CENTRAL_MARK = struct.Struct("<4s6H3L5H2L"), b"PK\x01\x02"
LOCAL, LOCAL_MARK = struct.Struct("<4s5H3L2H"), b"PK\x03\x04"
DESCRIPTOR_MARK = b"PK\x07\x08"
DESCRIPTOR, DESCRIPTOR64 = struct.Struct("<3L"), struct.Struct("<L2Q")

STORED, DEFLATED = 0, 8
ENCRYPTED_FLAGS, SIZES_BEHIND, UTF8_NAME, HARMLESS_FLAGS = 0x2041, 0x0008, 0x0800, 0x080E
SIZES64, UNICODE_NAME, STRONG_ENCRYPTION = 0x0001, 0x7075, 0x9901
TELLING = (SIZES64, UNICODE_NAME, STRONG_ENCRYPTION)
UNIX, FULL, FULL64 = 3, 0xFFFF, 0xFFFFFFFF
"""`FULL` and `FULL64` stand in a small field where a record for large containers has the number."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry as the directory describes it; `at` is where its own header stands, `data` where its bytes begin."""

    name: str
    raw_name: bytes
    flags: int
    method: int
    crc: int
    packed: int
    size: int
    at: int
    data: int = 0

    @property
    def is_folder(self) -> bool:
        """Whether it is a folder, which has no bytes."""
        return self.name.endswith("/")


def read_directory(content: bytes) -> tuple[Entry, ...]:
    """List the entries of a container, in the order in which they lie there.

    Raises:
        DamagedWorkbook: if it is cut off.
        Encrypted: if its entries are.
        TooMuchInside: if there are too many entries.
        UnsafeWorkbook: if directory and entries do not agree, overlap or leave a gap, or an entry is no plain file.
    """
    try:
        first, after, count = _directory(content)
        if count > ENTRIES:
            raise TooMuchInside(reason="entries")
        entries = sorted(_central(content, first, after, count), key=lambda entry: entry.at)
        refuse_odd_entries(entry.name for entry in entries)
        return tuple(_in_place(content, entries, first))
    except struct.error as error:
        raise DamagedWorkbook(reason="cut_off") from error


def _directory(content: bytes) -> tuple[int, int, int]:
    """Where the directory begins and ends, and how many entries it has."""
    at = len(content) - END.size
    if at < 0 or content[at : at + 4] != END_MARK:
        cut_off = at < 0 or content.find(END_MARK, 0, at + len(END_MARK) - 1) < 0
        raise DamagedWorkbook(reason="cut_off") if cut_off else UnsafeWorkbook(reason="after_end")
    _, disk, first_disk, here, count, size, first, comment = END.unpack_from(content, at)
    if content[max(0, at - LOCATOR.size) : at].startswith(LOCATOR_MARK):
        at, count, size, first = _directory64(content, at - LOCATOR.size, (count, size, first))
        here = count if here == FULL else here
    if (disk, first_disk, comment) != (0, 0, 0) or here != count or first + size != at:
        raise UnsafeWorkbook(reason="directory")
    return first, at, count


def _directory64(content: bytes, locator: int, said: tuple[int, int, int]) -> tuple[int, int, int, int]:
    """The same from the record for large containers, which must not contradict the small one."""
    _, disk, at, disks = LOCATOR.unpack_from(content, locator)
    mark, length, _, _, disk64, first_disk64, here, count, size, first = END64.unpack_from(content, at)
    full = (FULL, FULL64, FULL64)
    told = all(small in (large, most) for small, large, most in zip(said, (count, size, first), full, strict=True))
    plain = (mark, length, disk, disks, disk64, first_disk64) == (END64_MARK, END64.size - 12, 0, 1, 0, 0)
    if not plain or not told or here != count or at + END64.size != locator:
        raise UnsafeWorkbook(reason="directory64")
    return at, count, size, first


def _central(content: bytes, first: int, after: int, count: int) -> Iterator[Entry]:
    at = first
    for _ in range(count):
        header = CENTRAL.unpack_from(content, at)
        mark, made, _, flags, method, _, _, crc, packed, size, named, more, remark, disk, _, outside, where = header
        start = at + CENTRAL.size
        at = start + named + more
        raw, extra = content[start : start + named], _extra(content[start + named : at])
        if mark != CENTRAL_MARK or at > after or disk or remark:
            raise UnsafeWorkbook(reason="directory")
        size, packed, where = _large(extra.get(SIZES64), (size, packed, where))
        entry = Entry(_name(raw, flags), raw, flags, method, crc, packed, size, where)
        _refuse_odd(entry, extra, mode=outside >> 16 if made >> 8 == UNIX else 0)
        yield entry
    if at != after:
        raise UnsafeWorkbook(reason="directory")


def _name(raw: bytes, flags: int) -> str:
    try:
        return raw.decode("utf-8" if flags & UTF8_NAME else "cp437")
    except UnicodeDecodeError as error:
        raise UnsafeWorkbook(reason="entry_name") from error


def _extra(field: bytes) -> dict[int, bytes]:
    """The extra fields of a header by their number, as far as any is of importance here."""
    found: dict[int, bytes] = {}
    at = 0
    while at + 4 <= len(field):
        number, length = struct.unpack_from("<2H", field, at)
        at += 4 + length
        if number in TELLING and (number in found or at > len(field)):
            raise UnsafeWorkbook(reason="extra")
        found[number] = field[at - length : at]
    return found


def _large(field: bytes | None, said: Sequence[int]) -> list[int]:
    """Sizes and place; those for which the header has no room are taken from the extra field, in order."""
    if field is None:
        return list(said)
    large = iter(struct.unpack_from(f"<{len(field) // 8}Q", field))
    numbers = [next(large, None) if number == FULL64 else number for number in said]
    if None in numbers:
        raise UnsafeWorkbook(reason="extra")
    return [number for number in numbers if number is not None]


def _refuse_odd(entry: Entry, extra: dict[int, bytes], *, mode: int) -> None:
    """Refuse what is encrypted, packed in another way, no plain file, or named differently in an extra field."""
    if entry.flags & ENCRYPTED_FLAGS or STRONG_ENCRYPTION in extra:
        raise Encrypted
    if entry.flags & ~HARMLESS_FLAGS or entry.method not in (STORED, DEFLATED):
        raise UnsafeWorkbook(reason="method")
    if UNICODE_NAME in extra and extra[UNICODE_NAME][5:] != entry.name.encode():
        raise UnsafeWorkbook(reason="entry_name")
    if stat.S_IFMT(mode) not in (0, stat.S_IFDIR if entry.is_folder else stat.S_IFREG):
        raise UnsafeWorkbook(reason="no_plain_file")
    if (entry.is_folder and entry.size) or (entry.method == STORED and entry.size != entry.packed):
        raise UnsafeWorkbook(reason="sizes")


def _in_place(content: bytes, entries: Sequence[Entry], directory: int) -> Iterator[Entry]:
    """Hold each entry against its own header; together they must fill the container up to the directory."""
    if not entries or entries[0].at != 0:
        raise UnsafeWorkbook(reason="before_first")
    for entry, following in zip(entries, [*(each.at for each in entries[1:]), directory], strict=True):
        data = _after_header(content, entry)
        behind = data + entry.packed
        if behind > following:
            raise UnsafeWorkbook(reason="overlap")
        if behind < following and not _is_descriptor(content[behind:following], entry):
            raise UnsafeWorkbook(reason="gap")
        yield replace(entry, data=data)


def _after_header(content: bytes, entry: Entry) -> int:
    """Where the bytes of an entry begin, if its own header says what the directory says."""
    mark, _, flags, method, _, _, crc, packed, size, named, more = LOCAL.unpack_from(content, entry.at)
    start = entry.at + LOCAL.size
    data: int = start + named + more
    size, packed = _large(_extra(content[start + named : data]).get(SIZES64), (size, packed))
    here, there = (crc, packed, size), (entry.crc, entry.packed, entry.size)
    later = flags & SIZES_BEHIND and all(number in (0, said) for number, said in zip(here, there, strict=True))
    if mark != LOCAL_MARK or content[start : start + named] != entry.raw_name:
        raise UnsafeWorkbook(reason="local_name")
    if (flags, method) != (entry.flags, entry.method) or (here != there and not later):
        raise UnsafeWorkbook(reason="local_header")
    return data


def _is_descriptor(behind: bytes, entry: Entry) -> bool:
    """Whether the bytes behind an entry repeat its checksum and sizes, as programs write that pack in one go."""
    said = (entry.crc, entry.packed, entry.size)
    record = behind.removeprefix(DESCRIPTOR_MARK) if len(behind) in (16, 24) else behind
    forms = {form.size: form for form in (DESCRIPTOR, DESCRIPTOR64)}
    return bool(entry.flags & SIZES_BEHIND) and len(record) in forms and forms[len(record)].unpack(record) == said
