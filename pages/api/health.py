"""`/healthz`: whether Lima serves and its database answers. For whoever watches the server; tells nobody why not."""

from __future__ import annotations

import logging
from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

LOG = logging.getLogger(__name__)


def route(ask_database: Callable[[], object]) -> Route:
    """The route, which answers 200 or 503.

    Args:
        ask_database: makes one cheap query; raises if the database does not answer or is not Lima's.
    """

    async def health(_: Request) -> JSONResponse:
        try:
            await run_in_threadpool(ask_database)
        except Exception:
            LOG.exception("the database does not answer")
            return JSONResponse({"status": "unavailable"}, 503, {"Cache-Control": "no-store"})
        return JSONResponse({"status": "ok"}, headers={"Cache-Control": "no-store"})

    return Route("/healthz", health)
