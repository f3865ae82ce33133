"""The body of a form with a file in it, read as it comes in and never more of it than a return may have.

All of it stays in memory until it is whole: of an upload that is cut off, or too large, nothing is left anywhere.
"""

from __future__ import annotations

from collections.abc import AsyncGenerator, Mapping
from dataclasses import dataclass

from starlette.formparsers import MultiPartException, MultiPartParser
from starlette.requests import Request

from data.errors import TooLarge, UserError
from data.intake.receive import MEGABYTES

MOST = MEGABYTES << 20
AROUND = 1 << 16
"""Bytes for what stands around the file: the other fields and their names."""
FIELDS = 20


class NoForm(UserError):
    """What came in is no form of ours."""


@dataclass(frozen=True)
class Body:
    """What a form says, and the file that came with it: its name and its bytes, both empty where there is none."""

    fields: Mapping[str, str]
    name: str = ""
    content: bytes = b""


class InMemory(MultiPartParser):
    """Starlette's parser, which would write a file of more than a megabyte to the disk."""

    spool_max_size = MOST + AROUND

    def close(self) -> None:
        """Let go of the files, also of one that has not come to its end."""
        for file in self._files_to_close_on_error:
            file.close()


async def read(request: Request) -> Body:
    """Read a form.

    Raises:
        TooLarge: as soon as it is longer than a workbook may be.
        NoForm: if it is no form, or has not come to its end.
        ClientDisconnect: if the line was cut.
    """
    announced = request.headers.get("content-length", "")
    if announced.isdecimal():
        _refuse_more_than_a_workbook(int(announced))
    if not request.headers.get("content-type", "").startswith("multipart/form-data"):
        raise NoForm
    parser = InMemory(request.headers, _at_most(request.stream()), max_files=1, max_fields=FIELDS, max_part_size=AROUND)
    try:
        form = await parser.parse()
    except MultiPartException as error:
        raise NoForm from error
    try:
        fields = {key: value for key, value in form.items() if isinstance(value, str)}
        files = [value for value in form.values() if not isinstance(value, str)]
        return Body(fields, files[0].filename or "", await files[0].read()) if files else Body(fields)
    finally:
        parser.close()


async def _at_most(stream: AsyncGenerator[bytes, None]) -> AsyncGenerator[bytes, None]:
    read_so_far = 0
    async for chunk in stream:
        read_so_far += len(chunk)
        _refuse_more_than_a_workbook(read_so_far)
        yield chunk


def _refuse_more_than_a_workbook(size: int) -> None:
    if size > MOST + AROUND:
        raise TooLarge(size=round(size / (1 << 20), 1), limit=MEGABYTES)
