"""`/overview`: the name of the page that Streamlit serves at `/` alone."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse
from starlette.routing import Route

ADDRESS = "/overview"


async def front_page(request: Request) -> RedirectResponse:
    """The way there, with all that the address carried."""
    return RedirectResponse(request.url.replace(path="/", scheme="", netloc=""), 308)


def route() -> Route:
    """The route of those who type the page's name, as every other page is called by its own."""
    return Route(ADDRESS, front_page)
