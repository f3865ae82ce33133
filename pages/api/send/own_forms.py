"""Whether a form that comes in is one that we gave to this visitor, and was sent from our own page."""

from __future__ import annotations

from urllib.parse import urlsplit

from itsdangerous import BadData, URLSafeTimedSerializer
from starlette.requests import Request

from data.store.house import House
from pages.api.send.visit import Visit

SECONDS_VALID = 12 * 60 * 60
OWN_SITE = ("same-origin", "none")
"""What a browser says of a form that was sent from our page, or sent again by the visitor alone."""


def token(visit: Visit) -> str:
    """What a form carries back: it was made here, for this visitor."""
    return _signer(visit.house).dumps(_who(visit))


def is_own(visit: Visit, said: str) -> bool:
    """Whether a form was made here for this visitor within half a day."""
    try:
        return bool(_signer(visit.house).loads(said, max_age=SECONDS_VALID) == _who(visit))
    except BadData:
        return False


def from_own_page(request: Request) -> bool:
    """Whether the browser says that the form stood on a page of this server.

    Browsers that say neither are older than both headers; there the token alone decides.
    """
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    if site is not None:
        return site in OWN_SITE
    return origin is None or urlsplit(origin).netloc == request.headers.get("host")


def _who(visit: Visit) -> list[object]:
    return [visit.visitor.email, visit.visitor.role, sorted(visit.visitor.places)]


def _signer(house: House) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(house.facts.secret, salt="send form")
