"""A visitor without a browser: Streamlit's own websocket, spoken as its browser part speaks it.

The page is asked for by its name, every choice is sent with the state of all other widgets, and what the browser would
keep of earlier answers is named, so that the server sends it no second time.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlencode, urlsplit

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Element_pb2 import Element
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

MAIN = 0
"""The container of a page, where the first number of a place in it is this; the sidebar's is another."""
CHOOSERS = ("selectbox", "radio")
KEPT_FOR = 2
"""After so many runs in which a browser did not use what it had kept, it lets go of it."""
LARGEST = 64 * 2**20


@dataclass(frozen=True)
class Chooser:
    """A widget with one choice out of several.

    Attributes:
        fragment: the part of the page that runs again by itself; empty, where the whole page does.
    """

    id: str
    label: str
    options: tuple[str, ...]
    chosen: str
    fragment: str


@dataclass
class Answer:
    """What came back: when, how much, and what it was.

    Attributes:
        seconds: from the question to the word that the script has finished.
        size: bytes of the websocket's messages, as unpacked.
        kinds: the bytes of each kind of element.
        messages: what the page is made of, where it is heeded.
    """

    seconds: float = 0.0
    size: int = 0
    kinds: dict[str, int] = field(default_factory=dict)
    messages: list[ForwardMsg] = field(default_factory=list)


@dataclass(frozen=True)
class Page:
    """A page of the menu: the last part of its address, and its title."""

    path: str
    title: str


class Visitor:
    """One visitor with one page open."""

    def __init__(self, line: ClientConnection, path: str, query: str) -> None:
        """As `visiting` opens it."""
        self._line, self._path, self._query, self._heed = line, path, query, True
        self._hash = ""
        self._kept: dict[str, int] = {}
        self._states: dict[str, str] = {}
        self.choosers: dict[str, Chooser] = {}
        self.pages: list[Page] = []

    async def again(self, chooser: Chooser | None = None, option: str = "") -> Answer:
        """Run the page (again); or with another option of a chooser."""
        if chooser:
            self._states[chooser.id] = option
        question, started = self._question(chooser.fragment if chooser else ""), time.perf_counter()
        await self._line.send(question)
        answer = Answer()
        async for received in self._line:
            message = ForwardMsg.FromString(received)
            answer.size += len(received)
            self._take(message, answer, len(received))
            if message.WhichOneof("type") == "script_finished" and message.script_finished in _DONE:
                break
        answer.seconds = time.perf_counter() - started
        self._forget()
        return answer

    async def leave(self) -> None:
        """Close the page."""
        await self._line.close()

    def heed(self, heed: bool) -> None:
        """Look at what comes, or no longer."""
        self._heed = heed

    def _question(self, fragment: str) -> bytes:
        question = BackMsg()
        asked = question.rerun_script
        asked.query_string, asked.page_script_hash, asked.fragment_id = self._query, self._hash, fragment
        asked.page_name = "" if self._hash else self._path
        asked.cached_message_hashes.extend(self._kept)
        asked.context_info.timezone, asked.context_info.locale = "UTC", "en-GB"
        for key, value in self._states.items():
            asked.widget_states.widgets.add(id=key, string_value=value)
        return question.SerializeToString()

    def _take(self, message: ForwardMsg, answer: Answer, size: int) -> None:
        kind = message.WhichOneof("type")
        if message.metadata.cacheable:
            self._kept[message.hash] = 0
        if kind == "navigation":
            self._hash = message.navigation.page_script_hash
        if kind == "ref_hash":
            self._kept[message.ref_hash] = 0
        elif kind == "page_info_changed":
            self._query = message.page_info_changed.query_string
        elif kind == "navigation" and not self.pages:
            self.pages = [Page(each.url_pathname, each.page_name) for each in message.navigation.app_pages]
        elif kind == "delta" and self._heed:
            answer.messages.append(message)
            answer.kinds[_kind_of(message)] = answer.kinds.get(_kind_of(message), 0) + size
            if found := _chooser(message):
                self.choosers[found.id] = found
                self._states[found.id] = found.chosen

    def _forget(self) -> None:
        self._kept = {key: age + 1 for key, age in self._kept.items() if age < KEPT_FOR}


_DONE = (
    ForwardMsg.FINISHED_SUCCESSFULLY,
    ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY,
    ForwardMsg.FINISHED_WITH_COMPILE_ERROR,
)


def elements(messages: list[ForwardMsg]) -> Iterator[Element]:
    """The elements of the page itself, in the order in which they came."""
    for message in messages:
        if message.metadata.delta_path[:1] == [MAIN] and message.delta.WhichOneof("type") == "new_element":
            yield message.delta.new_element


def _kind_of(message: ForwardMsg) -> str:
    delta = message.delta
    return str(delta.new_element.WhichOneof("type") if delta.HasField("new_element") else delta.WhichOneof("type"))


def _chooser(message: ForwardMsg) -> Chooser | None:
    """The chooser that a message brings, if it is one on the page and not beside it."""
    kind = _kind_of(message)
    if kind not in CHOOSERS or message.metadata.delta_path[0] != MAIN:
        return None
    found = getattr(message.delta.new_element, kind)
    options = tuple(found.options)
    chosen = found.raw_value if found.set_value else options[found.default] if options else ""
    return Chooser(found.id, found.label, options, chosen, message.delta.fragment_id)


async def visiting(address: str, path: str, query: Mapping[str, str]) -> Visitor:
    """Open a page of a server; nothing is asked yet.

    Args:
        address: of the server.
        path: the last part of the page's address.
        query: what stands in the address after the question mark.
    """
    host = urlsplit(address).netloc
    line = await connect(
        f"ws://{host}/_stcore/stream",
        origin=f"http://{host}",
        subprotocols=["streamlit"],
        max_size=LARGEST,
        ping_interval=None,  # a server that is too busy to answer a ping is still waited for
    )
    return Visitor(line, path, urlencode(query))
