"""`/outlines/<country>-<digest>.json`: the outlines of all districts, which a browser fetches once and keeps.

There is one such document of now, and one of each time in which other districts were there.
"""

from __future__ import annotations

from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from data.geography import Outlines
from pages.api.unchanging import unchanging
from pages.parts.links import outlines_address as address


def route(iso3: str, known: Callable[[str], Outlines | None]) -> Route:
    """The route of one country.

    Args:
        iso3: the country served.
        known: finds the outlines of a digest, of now or of then; asked at every request, because boundaries may be
            installed while Lima serves.
    """

    async def outlines(request: Request) -> Response:
        # A page that was drawn for other outlines lists its values in their order: these would put them elsewhere.
        found = await run_in_threadpool(known, request.path_params["digest"])
        if found is None:
            raise HTTPException(404)
        return unchanging(
            request, found.document, digest=found.digest, media_type="application/json", gzipped=found.gzipped
        )

    return Route(address(iso3, "{digest}"), outlines)
