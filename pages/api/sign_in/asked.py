"""What a browser asks of these pages: the language, the form, the cookie, where it wants to go on to."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qsl, urlsplit

from starlette.requests import HTTPConnection, Request

from pages.api.send.body import NoForm
from pages.parts.signed_in import COOKIE

LONGEST_FORM = 8 << 10
FIRST_PAGE = "/"


def token_of(connection: HTTPConnection) -> str:
    """The token of a browser's session; empty where it has none."""
    return connection.cookies.get(COOKIE, "")


def address_of(request: Request) -> str:
    """The network address of a browser, or of the proxy before it that the server trusts."""
    return request.client.host if request.client else ""


def is_over_tls(request: Request) -> bool:
    """Whether the browser came over TLS, to this server or to the proxy before it."""
    return request.url.scheme == "https" or request.headers.get("x-forwarded-proto", "") == "https"


def next_page(said: str) -> str:
    """Where to go on to: a page of this server, whatever the address says."""
    parts = urlsplit(said)
    ours = said.startswith("/") and not parts.scheme and not parts.netloc
    plain = said.isprintable() and "\\" not in said and not said.startswith("//")
    return said if ours and plain and not parts.path.startswith("/sign-") else FIRST_PAGE


async def small_form(request: Request) -> Mapping[str, str]:
    """The fields of a form that was sent from our own page.

    Raises:
        NoForm: if it was not, or is longer than such a form can be.
    """
    if not _from_own_page(request) or "urlencoded" not in request.headers.get("content-type", ""):
        raise NoForm
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > LONGEST_FORM:
            raise NoForm
    try:
        return dict(parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=20))
    except ValueError as error:
        raise NoForm from error


def _from_own_page(request: Request) -> bool:
    """Whether the browser says that a form stood on a page of this server. One that says nothing is not believed."""
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    if site is not None:
        return site == "same-origin"
    return origin is not None and urlsplit(origin).netloc == request.headers.get("host")
