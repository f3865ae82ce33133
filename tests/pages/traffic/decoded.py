"""Everything that a message to a browser, a file or an answer holds, however it is wrapped: its texts and its numbers.

A raw search finds no number in an Arrow table, in a Plotly array written as base64, or in a workbook.
"""

from __future__ import annotations

import base64
import functools
import io
import json
import re
import shutil
import subprocess
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import openpyxl
import pyarrow as pa
from google.protobuf.message import Message

SIGNED = re.compile(r"token=[\w.~%-]+")
"""What addresses are signed with: the parameters of a file, which is fetched and looked at itself."""
GROUPED = re.compile(r"(?<![\w.,])\d{1,3}(?:([ .,'\u00a0\u202f\u2009])\d{3})(?:\1\d{3})*(?![\w])")
WHOLE = re.compile(r"(?<![\w.])\d+(?![\w.])")
"""Also between commas, as in a row of numbers."""
PLAIN = re.compile(r"(?<![\w.])[-+]?\d+(?:\.\d+|,\d\d?(?!\d))?(?:[eE][-+]?\d+)?(?!\w)")


HAS_DIGIT = re.compile(r"\d")


@dataclass
class Decoded:
    """The texts and the numbers of something received."""

    texts: list[str] = field(default_factory=list)
    numbers: list[float] = field(default_factory=list)
    maps: list[dict[Any, Any]] = field(default_factory=list)
    """What the script of the district map reads."""
    _every: frozenset[float] | None = None

    def every_number(self) -> frozenset[float]:
        """The numbers as such, and those that stand in the texts in any notation."""
        if self._every is None:
            said = (numbers_in(SIGNED.sub("", text)) for text in self.texts)
            self._every = frozenset(self.numbers).union(*said)
        return self._every

    def add(self, value: Any) -> None:
        """Take anything apart."""
        self._every = None
        if isinstance(value, Message):
            self._message(value)
        elif isinstance(value, bytes):
            self._bytes(value)
        elif isinstance(value, str):
            self._text(value)
        elif isinstance(value, dict):
            self._mapping(value)
        elif isinstance(value, list | tuple | set | np.ndarray):
            for each in value:
                self.add(each)
        elif isinstance(value, bool) or value is None:
            pass
        elif isinstance(value, int | float | np.number):
            self.numbers.append(float(value))
        else:
            self._text(str(value))

    def _message(self, message: Message) -> None:
        for _, value in message.ListFields():
            if isinstance(value, Message | str | bytes | int | float):
                self.add(value)
            elif hasattr(value, "items"):
                self.add(dict(value.items()))
            else:
                for each in value:
                    self.add(each)

    def _mapping(self, value: dict[Any, Any]) -> None:
        if {"dtype", "bdata"} <= value.keys():
            self.add(np.frombuffer(base64.b64decode(value["bdata"]), dtype=value["dtype"]).tolist())
            return
        if {"states", "numbers", "title"} <= value.keys():
            self.maps.append(value)
        for key, each in value.items():
            self.add(key)
            self.add(each)

    def _text(self, text: str) -> None:
        if text[:1] in "{[":
            try:
                self.add(json.loads(text))
            except ValueError:
                pass
            else:
                return
        self.texts.append(text)

    def _bytes(self, content: bytes) -> None:
        if content.startswith(b"PK"):
            book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
            self.add([value for sheet in book for row in sheet.iter_rows(values_only=True) for value in row])
            return
        if content.startswith(b"%PDF"):
            self._pdf(content)
            return
        try:
            table = pa.ipc.open_stream(content).read_all()
        except pa.ArrowInvalid:
            self._text(content.decode("utf-8", "replace"))
            return
        for name in table.column_names:
            self.add(name)
            self.add(table[name].to_pylist())

    def _pdf(self, content: bytes) -> None:
        """The text of a PDF, where a program is there that reads it; what it is made of is looked at besides."""
        if program := shutil.which("pdftotext"):
            done = subprocess.run([program, "-layout", "-", "-"], input=content, capture_output=True, check=True)
            self._text(done.stdout.decode())


@functools.lru_cache(maxsize=20_000)  # most texts come again with the next run of a page
def numbers_in(text: str) -> frozenset[float]:
    """Every number of a text: plain, with a decimal point or comma, scientific, and with its thousands apart."""
    plain = (float(found[0].replace(",", ".")) for found in PLAIN.finditer(text))
    whole = (float(found[0]) for found in WHOLE.finditer(text))
    grouped = (float(re.sub(r"\D", "", found[0])) for found in GROUPED.finditer(text))
    return frozenset((*plain, *whole, *grouped)) if HAS_DIGIT.search(text) else frozenset()
