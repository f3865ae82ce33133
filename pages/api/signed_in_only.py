"""On a real database whoever has not signed in gets nothing but the sign-in: no page, no file, no connection.

Each page, download and figure asks for its own right behind this; here strangers are kept from all of it at once, also
from uploading and from what Streamlit serves by itself. Where the public is let in to releases, strangers may ask for
pages and figures, but cannot hand anything in.
"""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

import anyio.to_thread
from starlette.requests import HTTPConnection, Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from data.errors import LimaError
from data.rights import may_read_released
from data.store.house import House
from data.words import languages, text
from pages.api.sign_in import provider
from pages.api.sign_in.asked import token_of
from pages.api.sign_in.look import page
from pages.api.sign_in.routes import SIGN_IN
from pages.parts import sight, signed_in
from pages.parts.accounts import LINKS
from pages.parts.links import STILL_SIGNED_IN

OPEN = ("/healthz", SIGN_IN, LINKS, STILL_SIGNED_IN, "/api")
"""What strangers may ask for, and what lies below it. `/api` asks for a token of its own."""
AT_WORK = ("/send", "/_stcore/upload_file")
"""What is closed to strangers where the public is let in to releases, too: there something is handed in."""
NO_TRY_AGAIN = 1008
"""The code with which a connection is refused for a reason of policy, RFC 6455."""


class SignedInOnly:
    """Middleware: let only those pass who are signed in, and everybody on a demo, or the public where it is let in."""

    def __init__(self, app: ASGIApp, opened: Callable[[], House]) -> None:
        """Wrap an application.

        Args:
            app: the application.
            opened: gives the house, which is opened at the first request.
        """
        self._app = app
        self._opened = opened

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, or answer with the way to the sign-in."""
        if scope["type"] not in ("http", "websocket") or await self._may_pass(scope):
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close", "code": NO_TRY_AGAIN})
        else:
            await self._refusal(Request(scope))(scope, receive, send)

    async def _may_pass(self, scope: Scope) -> bool:
        path = scope["path"]
        if any(path == each or path.startswith(f"{each}/") for each in OPEN):
            return True
        if path in provider.ITS_OWN_WAYS and provider.providers():
            return True
        token = token_of(HTTPConnection(scope))
        try:
            return await anyio.to_thread.run_sync(self._lets_in, token, path)
        except LimaError:
            if scope["type"] == "websocket":
                return False
            raise

    def _lets_in(self, token: str, path: str) -> bool:
        house = self._opened()
        if house.facts.demo or signed_in.person(house, token) is not None:
            return True
        at_work = any(path == each or path.startswith(f"{each}/") for each in AT_WORK)
        return not at_work and may_read_released(signed_in.NOBODY, sight.let_in(house))

    def _refusal(self, request: Request) -> Response:
        if not _wants_page(request):
            return PlainTextResponse(text("sign_in.first", languages()[0]), 401, {"Cache-Control": "no-store"})
        onward = request.url.path + (f"?{request.url.query}" if request.url.query else "")
        if provider.has_answered(request) and provider.providers():
            return RedirectResponse(provider.BACK, 303, {"Cache-Control": "no-store"})
        address = f"{SIGN_IN}?{urlencode({'next': onward})}"
        if request.headers.get("sec-fetch-site") == "cross-site":
            # Who follows a link from elsewhere may well be signed in: a browser sends our strict cookie only when it is
            # led on by a page of ours.
            return page(request, self._opened(), "onward", address=address)
        return RedirectResponse(address, 303, {"Cache-Control": "no-store"})


def _wants_page(request: Request) -> bool:
    """Whether somebody opens a page, as against a program that fetches something."""
    mode = request.headers.get("sec-fetch-mode")
    wanted = mode == "navigate" if mode else "text/html" in request.headers.get("accept", "")
    return request.method == "GET" and wanted
