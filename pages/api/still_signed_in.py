"""`/still-signed-in`: whether the session of an open page goes on. The page asks every so often, and gives way if not.

Streamlit draws a page again only when somebody touches it: without this the figures of somebody whose account was
disabled would stay on their screen. The question is one look at two primary keys, apart from the page's own connection;
it does not count as being there, so that a page left open is idle like any other.
"""

from __future__ import annotations

from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from data.rights import may_read_released
from data.store.house import House
from pages.api.sign_in.asked import token_of
from pages.parts import links, sight, signed_in

NOBODY_SIGNS_IN, STILL, ENDED = 200, 204, 401


def route(house: Callable[[], House]) -> Route:
    """The route: 204 to who is signed in, 401 to everybody else; 200 where it need not be asked again.

    That is on a demo, and for whoever never signed in and reads what the public is let in to.
    """

    def status(token: str) -> int:
        here = house()
        if here.facts.demo:
            return NOBODY_SIGNS_IN
        if not token and may_read_released(signed_in.NOBODY, sight.let_in(here)):
            return NOBODY_SIGNS_IN
        return STILL if signed_in.goes_on(here, token) else ENDED

    async def still(request: Request) -> Response:
        return Response(status_code=await run_in_threadpool(status, token_of(request)), headers=FRESH)

    return Route(links.STILL_SIGNED_IN, still)


FRESH = {"Cache-Control": "no-store"}
