"""One trial: a workbook is broken in some way and examined as if it had been sent."""

from __future__ import annotations

import datetime as dt
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from benchmarks.fuzz import cell_values, file_bytes, markup
from data.errors import UnreadableWorkbook
from data.intake import receive
from data.intake.layout import SHOWN
from data.intake.marks import marks_of
from data.intake.personal import own_form
from data.intake.reading import Reading
from data.intake.worker import WORKER
from data.store.house import House

SHEETS = "xl/worksheets/sheet"
MARKED = 0.1
"""The share of refused workbooks for which the marked copy is asked for too."""


@dataclass(frozen=True)
class Original:
    """A filled form that is taken: its bytes, its parts, and the cells in which somebody may write, by part."""

    content: bytes
    parts: dict[str, bytes]
    inputs: dict[str, tuple[str, ...]]
    filled: dict[str, tuple[str, ...]]

    @cached_property
    def formats(self) -> int:
        """How many formats of cells there are."""
        return self.parts["xl/styles.xml"].partition(b"<cellXfs")[2].partition(b"</cellXfs>")[0].count(b"<xf ")


@dataclass
class Outcome:
    """What became of a broken workbook.

    Attributes:
        how: what was done to it.
        verdict: `clean`, `ask`, `stop`, or `failed` for an exception.
        codes: what was found in it.
        failure: the exception.
        reading: what was read of it, where it would be filed.
    """

    content: bytes
    how: str
    verdict: str
    codes: tuple[str, ...] = ()
    failure: str = ""
    seconds: float = 0.0
    examination: receive.Examination | None = None
    reading: Reading | None = field(default=None, repr=False)


def original(content: bytes, house: House) -> Original:
    """A filled form and where in it somebody may write."""
    reading = read(content, house)
    parts = file_bytes.parts_of(content)
    titles = {title: f"{SHEETS}{number}.xml" for number, title in enumerate(_titles(parts), start=1)}
    inputs: dict[str, list[str]] = {}
    filled: dict[str, list[str]] = {}
    single = (cell for tag, cell in reading.cells.items() if not tag.startswith(SHOWN))
    in_rows = (cell for rows in reading.rows.values() for row in rows for cell in row.values())
    for cell in (*single, *in_rows):
        inputs.setdefault(titles[cell.sheet], []).append(cell.address)
        if not cell.blank:
            filled.setdefault(titles[cell.sheet], []).append(cell.address)
    return Original(content, parts, *({part: tuple(all_) for part, all_ in each.items()} for each in (inputs, filled)))


def _titles(parts: dict[str, bytes]) -> Iterator[str]:
    for sheet in markup.fromstring(parts["xl/workbook.xml"]).iter(f"{{{markup.MAIN}}}sheet"):
        yield sheet.get("name", "")


def read(content: bytes, house: House) -> Reading:
    """What is read of a workbook, by the same worker."""
    today = dt.datetime.now(dt.UTC).date()
    own = own_form(house.catalogue, house.country, today=today, content=house.settings.content)
    return WORKER.read(content, own=own, today=today)


def broken(originals: Sequence[Original], chance: random.Random) -> tuple[bytes, str]:
    """A broken workbook, and what was done to it."""
    chosen = chance.choice(originals)
    what = chance.choices(("cells", "markup", "bytes", "file"), (5, 3, 1, 2))[0]
    if what == "file":
        way = chance.choice(file_bytes.WAYS)
        return way(chosen.content, chance), f"file {way.__name__}"
    parts = dict(chosen.parts)
    if what == "cells":
        return file_bytes.packed(_cells(parts, chosen, chance)), "cells"
    part = chance.choice([name for name in parts if name.endswith((".xml", ".rels"))])
    way = markup.bytes_changed if what == "bytes" else chance.choice(markup.WAYS)
    parts[part] = way(parts[part], chance)
    return file_bytes.packed(parts), f"{way.__name__} {'sheet' if part.startswith(SHEETS) else part}"


def _cells(parts: dict[str, bytes], chosen: Original, chance: random.Random) -> dict[str, bytes]:
    for _ in range(chance.choice((1, 1, 1, 2, 5))):
        pool = chosen.filled if chance.random() < 0.7 else chosen.inputs
        part = chance.choice(list(pool))
        address, sheet = chance.choice(pool[part]), parts[part].decode()
        if chance.random() < 0.12:
            sheet = cell_values.laid_over(sheet, address, chance)
        else:
            sheet = cell_values.with_value(sheet, address, formats=chosen.formats, chance=chance)
        parts[part] = sheet.encode()
    return parts


def tried(content: bytes, how: str, *, house: House, chance: random.Random) -> Outcome:
    """Examine a workbook. Whatever is raised is kept as the outcome, to be told with how to make it again."""
    start = time.perf_counter()
    try:
        examination = receive.examine(content, house=house, file_name="return.xlsx")
        seconds = time.perf_counter() - start
        for found in examination.findings:
            said = found.message("en") + found.message("id")
            if not said or any(f"{{{gap}}}" in said for gap in found.values):
                raise ValueError(f"no sentence for {found.code}")
        accepted = examination.verdict != "stop"
        if not accepted and chance.random() < MARKED:
            _mark(examination)
        reading = read(content, house) if accepted else None
    except Exception as error:
        return Outcome(
            content, how, "failed", failure=f"{type(error).__name__}: {error}", seconds=time.perf_counter() - start
        )
    codes = tuple(dict.fromkeys(found.code for found in examination.findings))
    return Outcome(content, how, examination.verdict, codes, "", seconds, examination, reading)


def _mark(examination: receive.Examination) -> None:
    marks = marks_of(examination.findings, "en")
    try:
        if marks:
            WORKER.mark(examination.content, marks)
    except UnreadableWorkbook:
        return
