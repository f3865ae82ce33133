"""Lima answers only to its own names, and only pages that it served itself: the first thing that is looked at.

A website could else let a name of its own point to this server and read it with its visitors' browsers (DNS rebinding),
or open a websocket to it. Streamlit looks at the names for its websocket alone, and asks a stranger on the internet for
this machine's address when a foreign page calls.
"""

from __future__ import annotations

from collections.abc import Sequence
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocketClose

MISDIRECTED, FORBIDDEN = 421, 403


class OwnNames:
    """Middleware: refuse requests to other names, and from pages of other servers."""

    def __init__(self, app: ASGIApp, names: Sequence[str] = ()) -> None:
        """Wrap an application.

        Args:
            app: what answers.
            names: under which visitors reach it, without port; none means any.
        """
        self._app = app
        self._names = frozenset(name.lower() for name in names)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is meant for us."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if self._names and _name(host) not in self._names:
            await _refuse(scope, MISDIRECTED)(scope, receive, send)
        elif _is_foreign(headers.get("origin"), host, websocket=scope["type"] == "websocket"):
            await _refuse(scope, FORBIDDEN)(scope, receive, send)
        else:
            await self._app(scope, receive, send)


def _name(host: str) -> str | None:
    try:
        return (urlsplit(f"//{host}").hostname or "").rstrip(".")
    except ValueError:
        return None


def _is_foreign(origin: str | None, host: str, *, websocket: bool) -> bool:
    """Whether a page of another server asks. Programs say no origin; a page that must not say its own says `null`."""
    if origin is None:
        return False
    if origin == "null":
        return websocket
    return urlsplit(origin).netloc.lower() != host.lower()


def _refuse(scope: Scope, status: int) -> ASGIApp:
    if scope["type"] == "websocket":
        return WebSocketClose(1008)
    return PlainTextResponse("Not served here", status)
