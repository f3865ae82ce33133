"""The map's own script and style, which a browser fetches once and keeps."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from pages.api.unchanging import unchanging
from pages.parts.district_map import assets


async def map_file(request: Request) -> Response:
    """One of the files, by its name."""
    name = request.path_params["name"]
    if name not in assets.FILES:
        raise HTTPException(404)
    return unchanging(request, assets.FILES[name], digest=assets.DIGEST, media_type=assets.media_type(name))


def route() -> Route:
    """The route under the address that holds the digest of the files."""
    return Route(f"{assets.FOLDER}/{{name}}", map_file)
