"""`/map-ahead`: the map that the page *Map* is about to show, for the browser to draw while Streamlit still starts.

Over a poor line Streamlit's own script takes many seconds to arrive; the map takes a tenth of that. It is the same
drawing, with the same figures, by the same rights; when the page has drawn its own, this one is taken away.
"""

from __future__ import annotations

from collections.abc import Callable, Container
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from data.store.house import House
from pages.api.send.visit import Visit, visit_of
from pages.parts import cached, filters, links, looking_back, map_asked, map_drawing, marking_pages, opened

NOTHING = 204
LEFT_TO_THE_PAGE = (looking_back.KEY, "beside", "centres")
"""With these in an address nothing is drawn ahead: the past, two maps, and centres."""


def route(house: Callable[[], House]) -> Route:
    """The route. It answers 204 where nothing is drawn ahead: to those who may see no figure, or who look back."""

    def found(request: Request) -> Response:
        visit = visit_of(request, house())
        headers = {"Cache-Control": "private, no-store"}
        if not cached.readable(visit.visitor) or any(key in request.query_params for key in LEFT_TO_THE_PAGE):
            return Response(status_code=NOTHING, headers=headers)
        return JSONResponse(_ahead(visit, request), headers=headers)

    async def map_ahead(request: Request) -> Response:
        return await run_in_threadpool(found, request)

    return Route(links.MAP_AHEAD, map_ahead)


def _ahead(visit: Visit, request: Request) -> dict[str, Any]:
    """The drawing for what the address asks, with the page's own defaults, and the words around it."""
    house = visit.house
    quarters = filters.filed_quarters(visit.visitor)
    asked = map_asked.asked_of(
        request.query_params,
        catalogue=house.catalogue,
        measures=filters.measures(),
        quarters=quarters,
        first=next(iter(house.country.headline), ""),
        offered=map_asked.levels(house.country, opened.outlines()),
        aims=cached.aims,
    )
    data = map_drawing.drawing(
        house,
        asked.drawn_on(opened.atlas()),
        cached.map_figures(visit.visitor, asked),
        asked,
        selected=_one_of(house.country.places, request.query_params.get("place")),
        voice=visit.voice,
    )
    said = {"heading": "map_page.title", "opening": "map_page.opening"}
    above = [visit.voice.say("shell.demo")] if house.facts.demo else []
    above.append(marking_pages.sentence(visit.visitor, visit.voice))
    return {key: visit.voice.say(sentence) for key, sentence in said.items()} | {"above": above, "data": data}


def _one_of(known: Container[str], wanted: str | None) -> str | None:
    return wanted if wanted in known else None
