"""How much memory uploads may take before anybody looks at them.

Streamlit keeps whatever a browser uploads until its session ends, and a session is anybody who opened a page. A file is
at most `server.maxUploadSize` (10 MB); how many, and how much all visitors together may leave, is said here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

PATH = "/_stcore/upload_file/"
MEGABYTE = 1 << 20
OF_A_SESSION = 64 * MEGABYTE
"""A quarter's workbooks of a whole country, sent at once, make 60."""
FILES_OF_A_SESSION = 620
OF_ALL = 256 * MEGABYTE
AT_ONCE = 64
"""While it comes in, up to 1 MB of an upload is in memory, the rest on disk. A browser sends several at once."""

Held = Callable[[], Mapping[str, Mapping[str, Any]]]
"""Gives what is held: for each session its files by id, each with its `data`."""


def held_by_streamlit() -> Mapping[str, Mapping[str, Any]]:
    """What Streamlit's own store of uploads holds at this moment."""
    from streamlit.runtime import Runtime

    kept: Mapping[str, Mapping[str, Any]] = Runtime.instance().uploaded_file_mgr.file_storage  # type: ignore[attr-defined]
    return {session: dict(files) for session, files in dict(kept).items()}


class UploadLimits:
    """Middleware: refuse an upload for which there is no room."""

    def __init__(self, app: ASGIApp, held: Held = held_by_streamlit) -> None:
        """Wrap an application.

        Args:
            app: what answers.
            held: gives what is held already.
        """
        self._app = app
        self._held = held
        self._coming = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass everything on but uploads that are too much."""
        if scope["type"] != "http" or scope["method"] != "PUT" or not scope["path"].startswith(PATH):
            await self._app(scope, receive, send)
        elif refused := self._refused(scope["path"].removeprefix(PATH).partition("/")[0]):
            await PlainTextResponse("There is no room for this upload.", refused)(scope, receive, send)
        else:
            self._coming += 1
            try:
                await self._app(scope, receive, send)
            finally:
                self._coming -= 1

    def _refused(self, session: str) -> int | None:
        """The status of the refusal: too much of this session (413), or of all together (503)."""
        held = self._held()
        own = held.get(session, {})
        if len(own) >= FILES_OF_A_SESSION or _size(own) >= OF_A_SESSION:
            return 413
        if self._coming >= AT_ONCE or sum(map(_size, held.values())) >= OF_ALL:
            return 503
        return None


def _size(files: Mapping[str, Any]) -> int:
    return sum(len(file.data) for file in files.values())
