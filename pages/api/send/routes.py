"""The addresses of `/send`: small pages without script, for a line that is slow and breaks.

Sending (`/send/check`) and filing (`/send/findings/...`) lead on to an address that can be opened again as often as the
line takes. Whose turn it is, whether the form is ours, and what is in the file is looked at anew at every step.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TypeVar

import anyio.to_thread
from starlette.requests import ClientDisconnect, Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from data.errors import NoLongerHeld, NotAllowed, TooLarge, UnknownReceipt, UserError
from data.rights import may_file_any
from data.store.house import House
from pages.api.send import body, own_forms, steps
from pages.api.send.look import page
from pages.api.send.visit import Visit, visit_of

Made = TypeVar("Made")
EXAMINED_AT_ONCE = anyio.CapacityLimiter(2)
"""Of all threads that serve, workbooks hold no more than these while they wait for the worker."""

STATUS: dict[type[UserError], int] = {TooLarge: 413, NoLongerHeld: 410, NotAllowed: 403, UnknownReceipt: 404}


class OldForm(NotAllowed):
    """A form that was not made here for this visitor, or too long ago."""

    key = "send.old_form"


Step = Callable[[Visit, Request], Awaitable[Response]]


def routes(opened: Callable[[], House]) -> list[Route]:
    """All routes of `/send`."""

    def served(step: Step) -> Callable[[Request], Awaitable[Response]]:
        async def serve(request: Request) -> Response:
            visit = await _in_thread(lambda: visit_of(request, opened()))
            try:
                return await _answered(step, visit, request)
            except ClientDisconnect:
                return Response(status_code=400)  # the line was cut: nobody reads this, and nothing was kept

        return serve

    return [
        Route("/send", served(_start)),
        Route("/send/check", served(_back), methods=["GET"]),
        Route("/send/check", served(_check), methods=["POST"]),
        Route("/send/nil", served(_back), methods=["GET"]),
        Route("/send/nil", served(_nil), methods=["POST"]),
        Route("/send/findings/{key}", served(_findings), methods=["GET"]),
        Route("/send/findings/{key}", served(_file), methods=["POST"]),
        Route("/send/receipt/{receipt}", served(_receipt), methods=["GET"]),
    ]


async def _answered(step: Step, visit: Visit, request: Request) -> Response:
    if not may_file_any(visit.visitor):
        return page(visit, "closed", 403)
    try:
        return await step(visit, request)
    except UserError as error:
        return steps.problem(visit, error, next((STATUS[kind] for kind in type(error).__mro__ if kind in STATUS), 400))


async def _start(visit: Visit, _: Request) -> Response:
    return await _in_thread(lambda: steps.start(visit))


async def _back(visit: Visit, _: Request) -> Response:
    """For who opens the address of a form again whose sending was cut off."""
    return RedirectResponse(visit.address("/send"), steps.SEE_OTHER)


async def _check(visit: Visit, request: Request) -> Response:
    if visit.place is None:
        raise NotAllowed
    came = await _own(visit, request)
    return await _in_thread(lambda: steps.check(visit, came), EXAMINED_AT_ONCE)


async def _nil(visit: Visit, request: Request) -> Response:
    await _own(visit, request)
    return await _in_thread(lambda: steps.nil(visit), EXAMINED_AT_ONCE)


async def _findings(visit: Visit, request: Request) -> Response:
    return await _in_thread(lambda: steps.findings(visit, request.path_params["key"]))


async def _file(visit: Visit, request: Request) -> Response:
    came = await _own(visit, request)
    return await _in_thread(lambda: steps.file(visit, came, request.path_params["key"]), EXAMINED_AT_ONCE)


async def _receipt(visit: Visit, request: Request) -> Response:
    return await _in_thread(lambda: steps.receipt(visit, request.path_params["receipt"]))


async def _own(visit: Visit, request: Request) -> body.Body:
    """The body of a form that is ours.

    Raises:
        OldForm: if it is not.
    """
    if not own_forms.from_own_page(request):
        raise OldForm
    came = await body.read(request)
    if not own_forms.is_own(visit, came.fields.get("token", "")):
        raise OldForm
    return came


async def _in_thread(work: Callable[[], Made], limiter: anyio.CapacityLimiter | None = None) -> Made:
    return await anyio.to_thread.run_sync(work, limiter=limiter)
