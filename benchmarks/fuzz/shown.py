"""What LibreOffice shows in each cell of a workbook: it opens the file itself, and writes what it sees as plain XML."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple
from xml.etree.ElementTree import Element, parse

TABLE, OFFICE, TEXT = (f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}" for name in ("table", "office", "text"))
SECONDS, SECONDS_EACH = 30, 2
MOST_ROWS, MOST_COLUMNS = 10_000, 200
FIGURES = re.compile(r"[-+]?[0-9][0-9,]*(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?")
EMPTY = ("", None, "")


class Shown(NamedTuple):
    """A cell: its kind (`float`, `percentage`, `date`, `boolean`, `string` ...), its value, and what is seen."""

    kind: str
    value: str | None
    text: str


Sheets = Mapping[str, Mapping[str, Shown]]
"""The cells of each sheet by address."""


def show(files: Sequence[Path], folder: Path) -> dict[Path, Sheets]:
    """Have LibreOffice open the files and delete them; those that it does not open are left out.

    Args:
        files: workbooks.
        folder: where its profile and what it writes may lie.
    """
    out = folder / "shown"
    if not (folder / "profile").exists():  # made ahead, because with a new one it starts twice
        _run(["--terminate_after_init"], folder, SECONDS)
    _convert(files, out, folder)
    for file in files:  # one that brings it down takes those behind it along
        if len(files) > 1 and not (out / f"{file.stem}.fods").exists():
            _convert([file], out, folder)
    found = {file: out / f"{file.stem}.fods" for file in files}
    shown = {file: read(path) for file, path in found.items() if path.exists()}
    shutil.rmtree(out, ignore_errors=True)
    for file in files:
        file.unlink()
    return shown


def _convert(files: Sequence[Path], out: Path, folder: Path) -> None:
    words = ["--convert-to", "fods", "--outdir", str(out), *map(str, files)]
    _run(words, folder, SECONDS + SECONDS_EACH * len(files))


def _run(words: Sequence[str], folder: Path, seconds: float) -> None:
    command = [shutil.which("soffice") or "soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}"]
    command += ["--headless", "--norestore", *words]
    quiet = subprocess.DEVNULL
    office = subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True)
    try:
        office.wait(seconds)
    except subprocess.TimeoutExpired:  # the command is a small program that starts the large one: both are ended
        os.killpg(office.pid, signal.SIGKILL)
        office.wait()


def read(path: Path) -> Sheets:
    """The cells that LibreOffice wrote down, by sheet and address."""
    root = parse(path).getroot()  # noqa: S314 - written by LibreOffice just now
    return {table.get(f"{TABLE}name", ""): dict(_cells(table)) for table in root.iter(f"{TABLE}table")}


def _cells(table: Element) -> Iterator[tuple[str, Shown]]:
    row_number = 1
    for row in table.iter(f"{TABLE}table-row"):
        times = int(row.get(f"{TABLE}number-rows-repeated", "1"))
        seen = list(_in_row(row))
        for number in range(row_number, row_number + times if seen and row_number + times < MOST_ROWS else row_number):
            yield from ((f"{letters(column)}{number}", shown) for column, shown in seen)
        row_number += times


def _in_row(row: Element) -> Iterator[tuple[int, Shown]]:
    column = 1
    for cell in row:
        times = int(cell.get(f"{TABLE}number-columns-repeated", "1"))
        shown = _shown(cell)
        if cell.tag == f"{TABLE}table-cell" and shown != EMPTY and times < MOST_COLUMNS:
            yield from ((each, shown) for each in range(column, column + times))
        column += times


def _shown(cell: Element) -> Shown:
    kind = cell.get(f"{OFFICE}value-type", "")
    values = (cell.get(f"{OFFICE}{name}") for name in ("value", "date-value", "time-value", "boolean-value"))
    paragraphs = [_words(paragraph) for paragraph in cell.findall(f"{TEXT}p")]
    return Shown(kind, next((value for value in values if value is not None), None), "\n".join(paragraphs))


def _words(element: Element) -> str:
    """A paragraph: several spaces, tabs and breaks are elements there."""
    odd = {f"{TEXT}s": " " * int(element.get(f"{TEXT}c", "1")), f"{TEXT}tab": "\t", f"{TEXT}line-break": "\n"}
    own = odd.get(element.tag, element.text or "")
    return own + "".join(_words(child) + (child.tail or "") for child in element)


def letters(column: int) -> str:
    """The letters of a column: 27 is AA."""
    written = ""
    while column:
        column, rest = divmod(column - 1, 26)
        written = chr(ord("A") + rest) + written
    return written


def figure(text: str) -> tuple[float, float] | None:
    """The number that a text shows, and the most by which what is shown may differ from it by rounding."""
    found = FIGURES.findall(text)
    if len(found) != 1:
        return None
    plain = found[0].replace(",", "")
    number = float(plain)
    mantissa, _, power = plain.lower().partition("e")
    decimals = len(mantissa.partition(".")[2])
    return number, 0.5000001 * 10.0 ** (int(power or 0) - decimals)
