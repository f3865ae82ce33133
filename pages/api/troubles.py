"""What a route answers in place of what broke in it: a small page with a sentence and a number, and no traceback."""

from __future__ import annotations

from html import escape

from starlette.responses import HTMLResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from data.settings import Overlay, read_settings
from data.words import languages, text
from pages.api.headers import POLICY
from pages.parts.troubles import Trouble, noted

HEADERS = {POLICY: "default-src 'none'; base-uri 'none'; frame-ancestors 'none'", "Cache-Control": "no-store"}


class Troubles:
    """Middleware: answer for whatever breaks inside."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an application."""
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the application answer; if it breaks before it began to, answer in its place."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = False

        async def watched(message: Message) -> None:
            nonlocal begun
            begun = begun or message["type"] == "http.response.start"
            await send(message)

        try:
            await self._app(scope, receive, watched)
        except Exception as error:
            trouble = noted(error)
            if begun:  # half an answer is on its way already: cutting it off is all that is left
                raise
            await HTMLResponse(page(trouble, read_settings().content), trouble.status, HEADERS)(scope, receive, send)


def page(trouble: Trouble, content: Overlay | None = None) -> str:
    """The page, in every language: who asked for what may be just what broke."""
    told = "".join(
        f'<div lang="{spoken}"><h1>{escape(text("troubles.title", spoken, content))}</h1>'
        + "".join(f"<p>{escape(sentence)}</p>" for sentence in trouble.sentences(spoken, content))
        + "</div>"
        for spoken in languages()
    )
    title = escape(text("shell.title", languages()[0], content))
    return f'<!doctype html><meta charset="utf-8"><title>{title}</title>{told}'
