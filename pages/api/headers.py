"""What every answer tells the browser to forbid, and the addresses that are not answered at all."""

from __future__ import annotations

import base64
import hashlib
import re

from starlette.datastructures import MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pages.api.own_page import own_page, streamlit_page

CLOSED = ("/_stcore/metrics", "/_stcore/agent", "/_stcore/script-health-check")
"""Streamlit's own addresses that tell about the server or drive it; nobody needs them here."""

POLICY = "Content-Security-Policy"
"""The one header that a page may set for itself: those without script are served with a stricter one."""

FORBIDDEN_DEVICES = ("accelerometer", "camera", "display-capture", "geolocation", "gyroscope", "magnetometer",
                     "microphone", "midi", "payment", "usb")  # fmt: skip


def script_hashes(html: str) -> tuple[str, ...]:
    """What a content security policy calls each script written into a page: `'sha256-...'`."""
    scripts = re.findall(r"<script>(.*?)</script>", html, re.DOTALL)
    digests = (hashlib.sha256(script.encode()).digest() for script in scripts)
    return tuple(f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests)


def content_security_policy(html: str) -> str:
    """Only this server, plus what Streamlit cannot do without.

    Own components arrive as `blob:` modules, styles are written into the page, small pictures come as `data:`.

    Args:
        html: the page that is delivered; the scripts written into it are allowed one by one.
    """
    return "; ".join(
        (
            "default-src 'self'",
            " ".join(("script-src 'self' blob:", *script_hashes(html))),
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "worker-src 'self' blob:",
            "frame-src 'none'",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )


def security_headers(html: str) -> dict[str, str]:
    """The headers of every answer."""
    return {
        POLICY: content_security_policy(html),
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",  # frame-ancestors, for browsers that do not know it
        "Referrer-Policy": "same-origin",
        "Permissions-Policy": ", ".join(f"{device}=()" for device in FORBIDDEN_DEVICES),
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }


TLS_ONLY = {"Strict-Transport-Security": "max-age=31536000"}
"""For a year, browsers come back by TLS alone. Said to those who came by it, as a proxy on this machine tells."""


class SecurityHeaders:
    """Middleware: add the security headers to every answer, and answer closed addresses with 404."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an application. The policy is made for the page that is delivered."""
        self._app = app
        self._headers = security_headers(own_page(streamlit_page()))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with the headers, unless the address is closed."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(raw=message["headers"])
                own_policy = headers.get(POLICY, self._headers[POLICY])
                by_tls = TLS_ONLY if scope.get("scheme") == "https" else {}
                headers.update(self._headers | by_tls | {POLICY: own_policy})
            await send(message)

        if scope["type"] == "http" and scope["path"].startswith(CLOSED):
            await PlainTextResponse("Not found", 404)(scope, receive, send_with_headers)
        else:
            await self._app(scope, receive, send_with_headers)
