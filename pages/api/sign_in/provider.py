"""Signing in through the ministry's own OpenID Connect provider, with Streamlit's `st.login` behind it.

Streamlit leads to the provider and back, and leaves a signed cookie that names the person for thirty days and that
nobody can end. Here that cookie lets in once, soon after it was given, and is then taken away; what keeps somebody
signed in is our own session. The provider says who somebody is, our own table what they may do.
"""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any

from starlette.requests import Request
from starlette.responses import Response
from streamlit.auth_util import encode_provider_token, get_cookie_with_chunks, get_secrets_auth_section
from streamlit.web.server.server_util import get_cookie_secret
from streamlit.web.server.starlette.starlette_app_utils import decode_signed_value
from streamlit.web.server.starlette.starlette_server_config import TOKENS_COOKIE_NAME, USER_COOKIE_NAME

from data.errors import NotSignedIn, UnknownPerson
from data.store import one_time, sign_ins
from data.store.engine import writing
from data.store.house import House
from data.store.people import by_email, may_enter

BACK = "/sign-in/provider"
ITS_OWN_WAYS = ("/auth/login", "/oauth2callback")
"""Where Streamlit leads to the provider, and where the provider leads back to."""
DEFAULT = "default"
ANSWER_HOLDS = dt.timedelta(minutes=5)
CLOCKS_DIFFER = dt.timedelta(minutes=1)


@dataclass(frozen=True)
class Provider:
    """A provider of the settings: its name there, and what the button says."""

    name: str
    label: str


def providers() -> list[Provider]:
    """The providers that `.streamlit/secrets.toml` describes; none where it describes none."""
    section = get_secrets_auth_section().to_dict()
    named = [(name, found) for name, found in section.items() if isinstance(found, dict) and "client_id" in found]
    if "client_id" in section:
        named.insert(0, (DEFAULT, section))
    return [Provider(name, str(found.get("label", ""))) for name, found in named]


def way_to(name: str) -> str:
    """Streamlit's address that leads to a provider; it holds for two minutes."""
    return f"{ITS_OWN_WAYS[0]}?provider={encode_provider_token(name)}"


def has_answered(request: Request) -> bool:
    """Whether a browser comes back from a provider."""
    return USER_COOKIE_NAME in request.cookies


def let_in(house: House, request: Request, *, at: dt.datetime) -> str:
    """Begin a session for whom the provider names; gives its token.

    Raises:
        NotSignedIn: if the answer is not signed by this server, not fresh, was used before, or names nobody who may
            sign in.
    """
    answer = _signed_cookie(request, USER_COOKIE_NAME)
    claims: dict[str, Any] = json.loads(answer) if answer else {}
    email, issued = claims.get("email"), claims.get("iat")
    if not isinstance(email, str) or not isinstance(issued, int | float) or claims.get("email_verified") is False:
        raise NotSignedIn
    given = dt.datetime.fromtimestamp(issued, dt.UTC)
    if not at - ANSWER_HOLDS <= given <= at + CLOCKS_DIFFER:
        raise NotSignedIn
    with writing(house.engine) as connection:
        try:
            person = by_email(connection, email)
        except UnknownPerson as unknown:
            raise NotSignedIn from unknown
        cookie = request.cookies[USER_COOKIE_NAME]
        if not may_enter(connection, person) or not one_time.is_first(connection, person, cookie, at=at):
            raise NotSignedIn
        return sign_ins.begin(connection, person, way=sign_ins.PROVIDER, at=at)


def without_cookies(answer: Response, request: Request) -> Response:
    """Take Streamlit's cookies away: they have done what they are for."""
    for name in request.cookies:
        if name.startswith((USER_COOKIE_NAME, TOKENS_COOKIE_NAME)):
            answer.delete_cookie(name, path="/")
    return answer


def _signed_cookie(request: Request, name: str) -> bytes | None:
    def one(part: str) -> bytes | None:
        value = request.cookies.get(part)
        return decode_signed_value(get_cookie_secret(), part, value.encode("latin-1")) if value else None

    return get_cookie_with_chunks(one, name)
