"""`/download/<what>?token=...`: files made for one visitor, whose right is looked at again before anything is made."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from data.errors import NotAllowed, UserError
from data.intake.known import form_for
from data.intake.template import template
from data.model import Quarter, Visitor
from data.store.house import House
from data.words import text
from pages.parts import links

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def template_file(house: House, visitor: Visitor, parameters: Mapping[str, str]) -> Response:
    """The workbook of a district and quarter, for those who may file for it."""
    place, quarter = house.country.places[parameters["place"]], Quarter.parse(parameters["quarter"])
    if not visitor.may_file_for(place.code):
        raise NotAllowed
    content = template(form_for(house, place=place, quarter=quarter, language=parameters["language"]))
    return attachment(content, f"lima-{place.code}-{quarter}.xlsx", XLSX)


def attachment(content: bytes, name: str, media_type: str) -> Response:
    """A file that a browser saves and never opens in place."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "private, no-store"}
    return Response(content, media_type=media_type, headers=headers)


Maker = Callable[[House, Visitor, Mapping[str, str]], Response]

MAKERS: dict[str, Maker] = {"template.xlsx": template_file}


def route(opened: Callable[[], House]) -> Route:
    """The route of all downloads."""

    def made(what: str, token: str) -> Response:
        house = opened()
        wanted = links.read(house, what, token)
        return MAKERS[what](house, wanted.visitor, wanted.parameters)

    async def download(request: Request) -> Response:
        what = request.path_params["what"]
        if what not in MAKERS:
            return PlainTextResponse(text("errors.not_allowed"), 404)
        try:
            return await run_in_threadpool(made, what, request.query_params.get("token", ""))
        except UserError as error:
            return PlainTextResponse(text(error.key, **error.values), 403 if isinstance(error, NotAllowed) else 400)

    return Route("/download/{what}", download)
