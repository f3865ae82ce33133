"""How soon a page stands in a browser, beside an otherwise empty Streamlit page that shows the very same elements."""

from __future__ import annotations

import base64
import json
import shutil
import statistics
import tempfile
from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

from playwright.sync_api import Browser, BrowserContext, Request, sync_playwright
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks import serving
from benchmarks.protocol import MAIN, Answer, elements
from benchmarks.visits import WINDOW

if TYPE_CHECKING:
    from benchmarks.pages import Weighed

STREAMLITS = "/static/"
"""Where Streamlit's own files are; all others are the page's."""
PATIENCE = 30.0
FINISHED = """([charts, tables, frames]) => {
  const app = document.querySelector('[data-testid=stApp]')
  const count = parts => document.querySelectorAll(parts).length
  const boxes = [...document.querySelectorAll('[data-testid=stPlotlyChart]')]
  const drawn = boxes.filter(box => box.querySelector('.main-svg'))
  return app?.dataset.testScriptState === 'notRunning' && count('[data-testid=stMain] h1') > 0 &&
    drawn.length >= charts && count('[data-testid=stMain] table') >= tables &&
    count('[data-testid=stDataFrame] canvas') >= frames && count('[data-testid=stSkeleton]') === 0 && performance.now()
}"""
"""The script has ended, and every chart, table and list that it sent is there: milliseconds since it was asked for."""


def measure(address: str, var: Path, pages: Sequence[Weighed], *, rounds: int) -> None:
    """Open each page and its peer in turns, and write down how long it took.

    Every browser has been at both before: what counts is the page, and not Streamlit's own files.
    """
    with tempfile.TemporaryDirectory(prefix="lima-recorded-") as name, sync_playwright() as playwright:
        folder = Path(name)
        for number, page in enumerate(pages):
            (folder / f"{number}.json").write_text(json.dumps(_recorded(page.answer)))
        environ = {"BENCH_RECORDED": name, "LIMA_VAR": str(var), "COUNTRY": "IDN", "PYTHONPATH": str(serving.ROOT)}
        with serving.app("same_figures", folder, environ) as peer:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
            for number, page in enumerate(pages):
                _compare(
                    browser, page, f"{address}/{page.path}?{urlencode(page.query)}", f"{peer}?page={number}", rounds
                )
            browser.close()


def _compare(browser: Browser, page: Weighed, own: str, peer: str, rounds: int) -> None:
    expected = _expected(page.answer)
    times: Mapping[str, list[float]] = {own: [], peer: []}
    with browser.new_context(viewport=WINDOW) as context:
        page.own = _own_bytes(context, own, expected)
        _open(context, peer, expected)
        for _ in range(rounds):
            for address, found in times.items():
                found.append(_open(context, address, expected))
    page.opened, page.beside = statistics.median(times[own]), statistics.median(times[peer])


def _open(context: BrowserContext, address: str, expected: Sequence[int]) -> float:
    """Seconds until all of a page is there."""
    page = context.new_page()
    page.goto(address, wait_until="commit")
    found = page.wait_for_function(FINISHED, arg=list(expected), polling="raf", timeout=PATIENCE * 1e3)
    seconds = float(found.json_value()) / 1e3
    page.close()
    return seconds


def _own_bytes(context: BrowserContext, address: str, expected: Sequence[int]) -> int:
    """The bytes, as sent, of the files that are not Streamlit's, in a browser that has never been there."""
    found: list[int] = []

    def finished(request: Request) -> None:
        if not urlsplit(request.url).path.startswith(STREAMLITS):
            found.append(request.sizes()["responseBodySize"])

    context.on("requestfinished", finished)
    _open(context, address, expected)
    context.remove_listener("requestfinished", finished)
    return sum(found)


def _expected(answer: Answer) -> tuple[int, int, int]:
    """How many charts, tables and lists a page has."""
    kinds = Counter(each.WhichOneof("type") for each in elements(answer.messages))
    return kinds["plotly_chart"], kinds["table"], kinds["dataframe"]


def _recorded(answer: Answer) -> list[str]:
    """The messages that make the page itself, as they are sent again."""
    found = []
    for message in answer.messages:
        if message.metadata.delta_path[0] == MAIN:
            again = ForwardMsg(delta=message.delta)
            again.delta.ClearField("fragment_id")
            again.metadata.delta_path.extend(message.metadata.delta_path)
            found.append(base64.b64encode(again.SerializeToString()).decode())
    return found
