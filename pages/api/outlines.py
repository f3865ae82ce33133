"""`/outlines/<country>-<digest>.json`: the outlines of all districts, which a browser fetches once and keeps."""

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


def route(iso3: str, current: Callable[[], Outlines]) -> Route:
    """The route of one country.

    Args:
        iso3: the country served.
        current: the outlines of now; asked at every request, because boundaries may be installed while Lima serves.
    """

    async def outlines(request: Request) -> Response:
        found = await run_in_threadpool(current)
        # A page that was drawn for other outlines lists its values in their order: these would put them elsewhere.
        if request.path_params["digest"] != found.digest:
            raise HTTPException(404)
        return unchanging(
            request, found.document, digest=found.digest, media_type="application/json", gzipped=found.gzipped
        )

    return Route(address(iso3, "{digest}"), outlines)
