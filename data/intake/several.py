"""Several workbooks at once, also packed in a zip: each is looked at for itself, and a bad one holds up no other."""

from __future__ import annotations

import itertools
import re
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass

from data.errors import NotAllowed, UnreadableWorkbook, UnusableZip
from data.intake import receive
from data.intake.findings import Finding, Severity
from data.intake.receive import Examination
from data.intake.worker import AT_ONCE, WORKER
from data.model import Place, Quarter, Visitor
from data.store.house import House

ENDING = ".zip"
MOST_FILES = 600
"""Every district of the largest country, and some."""
MOST_MEGABYTES = 60
"""Of a zip and of what is in it. Workbooks are packed already, so that a zip of them is hardly smaller."""
_Of = tuple[Place | None, Quarter | None]
NOT_SENT = re.compile(r"(?:^|/)(?:__MACOSX/|\.|~\$|Thumbs\.db$|desktop\.ini$)", re.IGNORECASE)
"""What systems and spreadsheet programs put into a folder by themselves."""


@dataclass(frozen=True)
class Brought:
    """One file that was brought: its name (in a zip, behind the zip's), and its bytes or why it has none."""

    name: str
    content: bytes = b""
    refused: Finding | None = None


def brought(name: str, content: bytes) -> list[Brought]:
    """The workbooks of one file: itself, or what is in it if it is a zip. A zip within a zip is not opened."""
    if not name.casefold().endswith(ENDING):
        return [Brought(name, content)]
    try:
        return [Brought(f"{name}/{inner}", file) for inner, file in unzipped(content)]
    except UnusableZip as error:
        return [Brought(name, refused=Finding("unusable_zip", Severity.STOP, values=error.values))]


def unzipped(content: bytes) -> list[tuple[str, bytes]]:
    """The files of a zip with their names, as far as somebody put them there. It is opened in the worker.

    Raises:
        UnusableZip: if it cannot be opened safely, holds nothing, or holds too much.
    """
    limits = {"count": MOST_FILES, "megabytes": MOST_MEGABYTES}
    if len(content) > MOST_MEGABYTES << 20:
        raise UnusableZip(**limits)
    try:
        files = [(name, file) for name, file in WORKER.unpack(content) if not NOT_SENT.search(name)]
    except UnreadableWorkbook as error:
        raise UnusableZip(**limits) from error
    if not 0 < len(files) <= MOST_FILES:
        raise UnusableZip(**limits)
    return files


AHEAD = 2 * AT_ONCE
"""How many are begun before their turn, so that no worker waits while a return is filed."""


def each_examined(
    files: Iterable[Brought], *, house: House, visitor: Visitor | None, filing: bool = False
) -> Iterator[Examination]:
    """Examine several, as many at once as there are workers. They come in their order.

    Args:
        files: what was brought.
        house: the country, its catalogue and its database.
        visitor: who sends them, as in `receive.examine`.
        filing: whether each is filed before the next is asked for. One on which an earlier filing may bear, because it
            is of the same district or of a later quarter, is then examined again after it.
    """
    rest, handed, begun = iter(files), list[_Of](), deque[_Begun]()
    threads = ThreadPoolExecutor(AT_ONCE)

    def begin(count: int) -> None:
        for each in itertools.islice(rest, count):
            begun.append(_Begun(each, len(handed), threads.submit(examine, each, house=house, visitor=visitor)))

    try:
        begin(AHEAD)
        while begun:
            now = begun.popleft()
            examination = now.examination.result()
            if filing and any(_may_bear(*earlier, examination) for earlier in handed[now.handed :]):
                examination = examine(now.file, house=house, visitor=visitor)
            begin(1)
            yield examination
            handed.append((examination.place, examination.quarter))
    finally:
        threads.shutdown(cancel_futures=True)


@dataclass(frozen=True)
class _Begun:
    """A file whose examination has begun, and how many others had been given, and perhaps filed, by then."""

    file: Brought
    handed: int
    examination: Future[Examination]


def _may_bear(place: Place | None, quarter: Quarter | None, later: Examination) -> bool:
    """Whether filing a return for this place and quarter may change what is found in another."""
    if place is None or quarter is None or later.place is None or later.quarter is None:
        return False
    return place.code == later.place.code or quarter < later.quarter


def examine(each: Brought, *, house: House, visitor: Visitor | None) -> Examination:
    """Examine one of several. What stands in its way is a finding, never an error."""
    if each.refused:
        return Examination(b"", (each.refused,))
    try:
        return receive.examine(each.content, house=house, visitor=visitor, file_name=re.split(r"[/\\]", each.name)[-1])
    except NotAllowed:
        return Examination(b"", (Finding("not_allowed", Severity.STOP),))
