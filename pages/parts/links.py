"""Addresses of what is answered outside the pages: the outlines, which everybody may have, and downloads.

Those of downloads are signed for one visitor and half a day, and checked again where they are answered. Streamlit's own
download button leaves its files open to everybody who has the address; these are not.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from itsdangerous import BadData, URLSafeTimedSerializer

from data.errors import NotAllowed
from data.model import Visitor
from data.store.house import House

SECONDS_VALID = 12 * 60 * 60

MAP_AHEAD = "/map-ahead"
"""Where a browser asks for the map that the page *Map* is about to show."""
STILL_SIGNED_IN = "/still-signed-in"
"""Where an open page asks whether its session goes on."""


def outlines_address(iso3: str, digest: str) -> str:
    """Where the outlines of a country are fetched. The address changes whenever they do."""
    return f"/outlines/{iso3.lower()}-{digest}.json"


@dataclass(frozen=True)
class Wanted:
    """What a signed address stands for: who may have it, and with which parameters."""

    visitor: Visitor
    parameters: Mapping[str, str]


def signed(house: House, what: str, *, visitor: Visitor, **parameters: str) -> str:
    """The address of a download of a kind (`template.xlsx`, `values.csv`) for this visitor."""
    wanted = {
        "visitor": [visitor.email, visitor.role, sorted(visitor.places), visitor.office, visitor.previews],
        "parameters": parameters,
    }
    return f"/download/{what}?{urlencode({'token': _signer(house, what).dumps(wanted)})}"


def read(house: House, what: str, token: str) -> Wanted:
    """What a signed address stands for.

    Raises:
        NotAllowed: if it was not signed here, for another kind of download, or too long ago.
    """
    try:
        wanted = _signer(house, what).loads(token, max_age=SECONDS_VALID)
    except BadData as error:
        raise NotAllowed from error
    email, role, places, office, previews = wanted["visitor"]
    return Wanted(Visitor(email, role, frozenset(places), office, previews), wanted["parameters"])


def _signer(house: House, what: str) -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(house.facts.secret, salt=f"download {what}")
