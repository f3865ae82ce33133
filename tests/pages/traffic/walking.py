"""Opens every page that is in a visitor's menu, tries what can be chosen on it, and keeps all that a session receives.

Nothing here knows a page: whatever comes into the menu, and whatever is chosen on a page, is walked.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any
from urllib.parse import parse_qs, urlsplit

from starlette.testclient import TestClient
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue
from streamlit.testing.v1 import AppTest

from pages.parts import links
from tests.pages import frame
from tests.pages.traffic.decoded import Decoded
from tests.pages.traffic.world import World

DOWNLOAD = re.compile(r"/download/[^\s)\"']+")
FEW = 4
"""Of more options some are tried: of measures one of each unit of people, of others the first and the last."""
TIMES = 8
"""So many files of one kind are fetched, each with other parameters."""
Look = Callable[[str, Decoded], None]


class Walk:
    """A walk of one visitor over every page.

    Args:
        world: the world that is visited.
        look: is given a name and what was received, of every run of every page and of every file.
        files: fetches files with the visitor's cookie.
    """

    def __init__(self, world: World, look: Look, files: TestClient) -> None:
        self._world, self._look, self._files = world, look, files
        self._received: list[ForwardMsg] = []
        self.fetched: set[str] = set()
        self.pages: list[str] = []
        self.runs = 0

    def everywhere(self, *, thoroughly: bool, as_of: str = "") -> None:
        """Walk over every page; thoroughly, with everything that can be chosen; and as of the end of an earlier day."""
        ForwardMsgQueue.on_before_enqueue_msg(self._received.append)
        try:
            app = frame.shell()
            self._run(app, "start")
            for name in frame.each_page(app):
                self.pages.append(name)
                self._run(app, name)
                if thoroughly:
                    self._choose(app, name)
            if as_of:
                app.query_params["as_of"] = as_of
                for name in frame.each_page(app):
                    self._run(app, f"{name} as of {as_of}")
        finally:
            ForwardMsgQueue.on_before_enqueue_msg(None)

    def _choose(self, app: AppTest, page: str) -> None:
        """Each option of each chooser of the page, one after the other; boxes are opened first, for what they hold."""
        for kind in ("expander", "selectbox", "radio", "multiselect", "toggle", "checkbox"):
            for key in [each.key for each in app.get(kind) if each.key and not getattr(each, "disabled", False)]:
                for value in self._options(app, kind, key):
                    if not any(each.key == key for each in app.get(kind)):
                        break
                    self._set(app, kind, key, value)
                    self._run(app, f"{page}: {key}={value}")

    def _options(self, app: AppTest, kind: str, key: str) -> Iterator[Any]:
        if kind in ("toggle", "checkbox", "expander"):
            yield True
            return
        chooser = next(each for each in app.get(kind) if each.key == key)
        options = self._codes(key, chooser.options)
        if kind == "multiselect":
            yield options[:3]
        elif key not in ("as", "lang"):  # whom one plays, and in which words
            yield from options

    def _codes(self, key: str, labels: Sequence[str]) -> list[Any]:
        """Which options are tried, as the page knows them."""
        if len(labels) <= FEW:
            return list(labels)
        if key != "indicator":
            return [labels[0], labels[-1]]
        catalogue = self._world.house.catalogue
        of_people = {catalogue.measure(measure).unit for measure in self._world.steps}
        by_unit = {catalogue.measure(label.split(" ")[0]).unit: label for label in labels}
        return [label for unit, label in by_unit.items() if unit in of_people]

    def _set(self, app: AppTest, kind: str, key: str, value: Any) -> None:
        if kind == "expander":
            app.session_state[key] = value
            return
        chooser = next(each for each in app.get(kind) if each.key == key)
        chooser.set_value(value)

    def _run(self, app: AppTest, name: str) -> None:
        self._received.clear()
        app.run()
        assert not app.exception, (name, [each.value for each in app.exception])
        decoded = Decoded()
        for message in self._received:
            decoded.add(message)
        self.runs += 1
        self._look(name, decoded)
        for text in decoded.texts:
            for address in DOWNLOAD.findall(text):
                self._fetch(address)

    def _fetch(self, address: str) -> None:
        about = urlsplit(address)
        what, token = about.path.rsplit("/", 1)[1], parse_qs(about.query)["token"][0]
        wanted = links.read(self._world.house, what, token)
        name = f"{what} {sorted(wanted.parameters.items())}"
        if name in self.fetched or sum(each.startswith(f"{what} ") for each in self.fetched) == TIMES:
            return
        self.fetched.add(name)
        answer = self._files.get(address)
        assert answer.status_code == 200, (name, answer.text[:200])
        decoded = Decoded()
        decoded.add(answer.content)
        self._look(name, decoded)
        if answer.headers["content-type"].startswith("text/html"):  # a page that fetches the file
            for onward in DOWNLOAD.findall(html.unescape(answer.text)):
                self._fetch(onward)
