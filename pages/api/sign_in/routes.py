"""The addresses of signing in and out. What happens there is in the log; what is typed there is kept nowhere."""

from __future__ import annotations

import datetime as dt
from collections.abc import Awaitable, Callable
from typing import TypeVar
from urllib.parse import urlencode

import anyio.to_thread
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from data.errors import LinkIsOver, NotSignedIn, TooManyAttempts, WeakPassword
from data.store import one_time, sign_ins
from data.store.engine import reading
from data.store.house import House
from data.store.passwords import LONGEST, SHORTEST
from pages.api.send.body import NoForm
from pages.api.sign_in import provider
from pages.api.sign_in.asked import address_of, is_over_tls, next_page, small_form, token_of
from pages.api.sign_in.look import page
from pages.parts import signed_in
from pages.parts.accounts import LINKS

SIGN_IN, SIGN_OUT = "/sign-in", "/sign-out"
SEE_OTHER = 303
NOTICES = ("set", "out")
"""What the page says of what was just done."""

Made = TypeVar("Made")
Step = Callable[[House, Request], Awaitable[Response]]


def routes(opened: Callable[[], House]) -> list[Route]:
    """All routes of signing in and out."""

    def served(step: Step) -> Callable[[Request], Awaitable[Response]]:
        async def serve(request: Request) -> Response:
            house = await _in_thread(opened)
            if house.facts.demo:
                return RedirectResponse("/", SEE_OTHER)
            try:
                return await step(house, request)
            except NoForm:
                return page(request, house, "problem", status=400, said="sign_in.old_form")
            except LinkIsOver as over:
                return page(request, house, "problem", status=410, said=over.key)

        return serve

    return [
        Route(SIGN_IN, served(_form), methods=["GET"]),
        Route(SIGN_IN, served(_sign_in), methods=["POST"]),
        Route(f"{SIGN_IN}/with/{{name}}", served(_to_provider), methods=["GET"]),
        Route(provider.BACK, served(_from_provider), methods=["GET"]),
        Route(SIGN_OUT, served(_ask_sign_out), methods=["GET"]),
        Route(SIGN_OUT, served(_sign_out), methods=["POST"]),
        Route(f"{LINKS}/{{link}}", served(_password_form), methods=["GET"]),
        Route(f"{LINKS}/{{link}}", served(_set_password), methods=["POST"]),
    ]


async def _form(house: House, request: Request) -> Response:
    asked = request.query_params
    onward = next_page(asked.get("next", ""))
    if await _in_thread(lambda: signed_in.person(house, token_of(request))):
        return RedirectResponse(onward, SEE_OTHER)
    notice = next((f"sign_in.{name}" for name in NOTICES if name in asked), "")
    return _page(request, house, onward=onward, notice=notice)


async def _sign_in(house: House, request: Request) -> Response:
    fields = await small_form(request)
    onward, email = next_page(fields.get("next", "")), fields.get("email", "")

    def attempt() -> str:
        now = dt.datetime.now(dt.UTC)
        password = fields.get("password", "")
        return sign_ins.sign_in(house.engine, email=email, password=password, address=address_of(request), at=now)

    try:
        token = await _in_thread(attempt)
    except NotSignedIn as refused:
        return _page(request, house, status=401, onward=onward, email=email, problem=(refused.key, {}))
    except TooManyAttempts as many:
        answer = _page(request, house, status=429, onward=onward, email=email, problem=(many.key, many.values))
        answer.headers["Retry-After"] = str(int(str(many.values["minutes"])) * 60)
        return answer
    await _in_thread(lambda: _end(house, token_of(request)))
    return _with_cookie(RedirectResponse(onward, SEE_OTHER), request, token)


async def _to_provider(_: House, request: Request) -> Response:
    """On to the ministry's provider, by Streamlit's own way there."""
    name = request.path_params["name"]
    known = [each.name for each in provider.providers()]
    return RedirectResponse(provider.way_to(name) if name in known else SIGN_IN, SEE_OTHER)


async def _from_provider(house: House, request: Request) -> Response:
    """Back from the provider: whom it names is let in once, if there is an account for the e-mail."""
    try:
        token = await _in_thread(lambda: provider.let_in(house, request, at=dt.datetime.now(dt.UTC)))
    except NotSignedIn:
        answer = _page(request, house, status=401, problem=("sign_in.not_known_here", {}))
        return provider.without_cookies(answer, request)
    # A page and not a redirect: a browser that comes from another site keeps our strict cookie back until it asks anew.
    onward = page(request, house, "onward", address="/")
    return provider.without_cookies(_with_cookie(onward, request, token), request)


async def _ask_sign_out(house: House, request: Request) -> Response:
    person = await _in_thread(lambda: signed_in.person(house, token_of(request)))
    return page(request, house, "sign_out", person=person) if person else RedirectResponse(SIGN_IN, SEE_OTHER)


async def _sign_out(house: House, request: Request) -> Response:
    fields = await small_form(request)
    await _in_thread(lambda: _end(house, token_of(request), everywhere="everywhere" in fields))
    answer = RedirectResponse(f"{SIGN_IN}?out", SEE_OTHER)
    answer.delete_cookie(signed_in.COOKIE, path="/", httponly=True, samesite="strict")
    return answer


async def _password_form(house: House, request: Request) -> Response:
    return _password_page(request, house, await _in_thread(lambda: _whose(house, request)))


async def _set_password(house: House, request: Request) -> Response:
    fields = await small_form(request)
    password = fields.get("password", "")
    email = await _in_thread(lambda: _whose(house, request))
    if password != fields.get("again", ""):
        return _password_page(request, house, email, problem=("sign_in.not_the_same", {}))
    try:
        now = dt.datetime.now(dt.UTC)
        await _in_thread(lambda: one_time.use(house.engine, request.path_params["link"], password, at=now))
    except WeakPassword as weak:
        return _password_page(request, house, email, problem=(weak.key, weak.values))
    signed_in.forget()
    return RedirectResponse(f"{SIGN_IN}?set", SEE_OTHER)


def _page(
    request: Request,
    house: House,
    *,
    status: int = 200,
    onward: str = "/",
    email: str = "",
    notice: str = "",
    problem: tuple[str, dict[str, object]] | None = None,
) -> Response:
    providers = provider.providers()
    again = urlencode({"next": onward})
    return page(
        request,
        house,
        "sign_in",
        status=status,
        onward=onward,
        again=again,
        email=email,
        notice=notice,
        problem=problem,
        providers=providers,
    )


def _password_page(
    request: Request, house: House, email: str, problem: tuple[str, dict[str, object]] | None = None
) -> Response:
    status = 422 if problem else 200
    lengths = {"shortest": SHORTEST, "longest": LONGEST}
    return page(request, house, "first_password", status=status, email=email, problem=problem, lengths=lengths)


def _whose(house: House, request: Request) -> str:
    with reading(house.engine) as connection:
        return one_time.whose(connection, request.path_params["link"], at=dt.datetime.now(dt.UTC)).email


def _end(house: House, token: str, *, everywhere: bool = False) -> None:
    """End a session, if there is one, so that its token opens nothing any more."""
    if token:
        sign_ins.sign_out(house.engine, token, everywhere=everywhere, at=dt.datetime.now(dt.UTC))
        signed_in.forget()


def _with_cookie(answer: Response, request: Request, token: str) -> Response:
    answer.set_cookie(
        signed_in.COOKIE,
        token,
        max_age=int(sign_ins.LONGEST.total_seconds()),
        path="/",
        httponly=True,
        samesite="strict",
        secure=is_over_tls(request),
    )
    return answer


async def _in_thread(work: Callable[[], Made]) -> Made:
    return await anyio.to_thread.run_sync(work)
