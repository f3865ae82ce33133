"""Everything that is served is compressed, Streamlit's own files included.

Streamlit leaves its scripts uncompressed, because compressing them anew for every visitor costs more than it saves.
They never change under their name, so each is compressed once here and then answered from memory
(`docs/decisions/002-launcher-and-compression.md` has the figures).
"""

from __future__ import annotations

from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware.gzip import GZipMiddleware
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LEVEL = 6
"""Beyond it gzip grows slower and hardly smaller: 45 ms for 508 kB, against 60 ms for 506 kB at level 9."""

KEPT_BYTES = 16 * 2**20
"""How much memory the kept answers may take. All scripts and styles of Streamlit together make 7 MB."""


class Recorder:
    """Passes an answer on, and takes a copy of one that will never change."""

    def __init__(self, send: Send) -> None:
        """Stand before the wire."""
        self._send = send
        self._start: Message | None = None
        self._body = bytearray()
        self._complete = False

    async def __call__(self, message: Message) -> None:
        """Pass a message on."""
        if message["type"] == "http.response.start" and _never_changes(message):
            self._start = {**message, "headers": list(message["headers"])}
        elif message["type"] == "http.response.body" and self._start:
            self._body += message.get("body", b"")
            self._complete = not message.get("more_body", False)
        await self._send(message)

    def answer(self) -> Answer | None:
        """The copy, if the answer never changes and was given to its end."""
        return Answer(self._start, bytes(self._body)) if self._start and self._complete else None


class Answer:
    """A whole answer as it went over the wire."""

    def __init__(self, start: Message, body: bytes) -> None:
        """Keep an answer; its length, unknown while it was being compressed, is said from now on."""
        self.size = len(body)
        self._body = body
        MutableHeaders(raw=start["headers"])["content-length"] = str(self.size)
        self._start = start

    async def send(self, send: Send) -> None:
        """Give the answer again."""
        # What stands nearer to the visitor adds headers to the list it is given: each visitor gets a list of their own.
        await send({**self._start, "headers": list(self._start["headers"])})
        await send({"type": "http.response.body", "body": self._body})


class Compression:
    """Middleware: compress all answers, keep those that never change."""

    def __init__(self, app: ASGIApp, kept_bytes: int = KEPT_BYTES) -> None:
        """Wrap an application.

        Args:
            app: what answers.
            kept_bytes: how much memory the kept answers may take; what comes later is compressed each time.
        """
        self._compressed = GZipMiddleware(app, compresslevel=LEVEL)
        self._kept: dict[str, Answer] = {}
        self._room = kept_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer from memory; else let the application answer, and keep that where it never changes."""
        if not _asks_for_whole_file(scope):
            await self._compressed(scope, receive, send)
            return
        if kept := self._kept.get(scope["path"]):
            await kept.send(send)
            return
        recorder = Recorder(send)
        await self._compressed(scope, receive, recorder)
        if answer := recorder.answer():
            self._keep(scope["path"], answer)

    def _keep(self, path: str, answer: Answer) -> None:
        if path not in self._kept and answer.size <= self._room:
            self._room -= answer.size
            self._kept[path] = answer


def _asks_for_whole_file(scope: Scope) -> bool:
    """Whether a reader of gzip asks for a whole file, on no condition."""
    if scope["type"] != "http" or scope["method"] != "GET" or scope["query_string"]:
        return False
    headers = Headers(scope=scope)
    conditions = ("range", "if-none-match", "if-modified-since")
    return "gzip" in headers.get("accept-encoding", "") and not any(name in headers for name in conditions)


def _never_changes(start: Message) -> bool:
    """Whether the server promises everybody the same answer for as long as the address exists."""
    headers = Headers(raw=start["headers"])
    promise = headers.get("cache-control", "")
    return start["status"] == 200 and "public" in promise and "immutable" in promise and "set-cookie" not in headers
