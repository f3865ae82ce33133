"""What a visitor meets: the first visit, a later one, and a change of the quarter; in seconds and in bytes."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field

from playwright.sync_api import Browser, Page, Request, WebSocket

from benchmarks import pictures

WINDOW = {"width": 1280, "height": 800}


@dataclass(frozen=True)
class Subject:
    """A page under test.

    Attributes:
        share: which share of the watched part is coloured when it is drawn, and changes when the quarter does.
        patience: after how many seconds a visit counts as failed.
        own: whether a request is the app's own and not Streamlit's.
    """

    name: str
    address: str
    drawn: float
    changed: float
    own: Callable[[str], bool] = lambda path: False
    patience: float = 20.0


@dataclass
class Bytes:
    """What came over the wire: bodies as sent (compressed), and the frames of the websocket as unpacked."""

    http: int = 0
    own: int = 0
    websocket: int = 0


@dataclass
class Visit:
    """What one round of visits took; `usable` is how long a later visit took until another quarter can be chosen."""

    first: float = 0.0
    later: list[float] = field(default_factory=list)
    usable: list[float] = field(default_factory=list)
    change: list[float] = field(default_factory=list)
    first_bytes: Bytes = field(default_factory=Bytes)
    change_bytes: list[int] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)


def visit(browser: Browser, subject: Subject, *, changes: int = 3) -> Visit:
    """One round in a browser that has never seen the page: first visit, changes of the quarter, later visits."""
    result = Visit()
    with browser.new_context(viewport=WINDOW) as context:
        context.add_init_script(pictures.TICKING)
        page = context.new_page()
        counted = _count(page, subject, result)
        cast = pictures.Screencast.of(page)
        result.first = _arrive(page, cast, subject)
        page.wait_for_timeout(1500)
        result.first_bytes = Bytes(counted.http, counted.own, counted.websocket)
        for number in range(1, changes + 1):
            counted.websocket = 0
            result.change.append(_change_quarter(page, cast, subject, number))
            page.wait_for_timeout(800)
            result.change_bytes.append(counted.websocket)
        cast.stop(page)
        page.close()
        for _ in range(changes):
            page = context.new_page()
            cast = pictures.Screencast.of(page)
            started = time.time()
            result.later.append(_arrive(page, cast, subject))
            result.usable.append(_usable(page, subject) - started)
            cast.stop(page)
            page.close()
    return result


def _arrive(page: Page, cast: pictures.Screencast, subject: Subject) -> float:
    started = time.time()
    page.goto(subject.address, wait_until="commit")
    return pictures.wait_until_coloured(page, cast, share=subject.drawn, seconds=subject.patience) - started


_CHOOSABLE = """() => {
  const box = [...document.querySelectorAll('input[role=combobox]')].find(each => each.ariaLabel?.includes('Quarter'))
  const {x, y, width, height} = box?.getBoundingClientRect() ?? {}
  return width > 0 && box.contains(document.elementFromPoint(x + width / 2, y + height / 2)) && Date.now()
}"""


def _usable(page: Page, subject: Subject) -> float:
    """When the chooser of the quarter is there, with nothing above it."""
    moment: float = page.wait_for_function(_CHOOSABLE, timeout=subject.patience * 1e3).json_value()
    return moment / 1e3


def _change_quarter(page: Page, cast: pictures.Screencast, subject: Subject, number: int) -> float:
    box = page.get_by_role("combobox", name="Quarter")
    box.click()
    option = page.get_by_role("option").nth(number)
    option.wait_for()
    page.wait_for_timeout(400)
    before = pictures.picture(cast.frames[-1][1])
    cast.frames.clear()  # what was shown before the click answers nothing
    started = time.time()
    option.click()
    return (
        pictures.wait_until_changed(page, cast, before=before, share=subject.changed, seconds=subject.patience)
        - started
    )


def _count(page: Page, subject: Subject, result: Visit) -> Bytes:
    counted = Bytes()
    host = subject.address.split("/")[2]

    def requested(request: Request) -> None:
        if request.url.startswith(("http", "ws")) and request.url.split("/")[2] != host:
            result.outside.append(request.url)

    def finished(request: Request) -> None:
        size = request.sizes()["responseBodySize"]
        counted.http += size
        counted.own += size if subject.own(request.url.removeprefix(f"http://{host}")) else 0

    def opened(socket: WebSocket) -> None:
        socket.on("framereceived", lambda payload: _add(counted, payload))

    page.on("request", requested)
    page.on("requestfinished", finished)
    page.on("websocket", opened)
    return counted


def _add(counted: Bytes, payload: str | bytes) -> None:
    counted.websocket += len(payload)
