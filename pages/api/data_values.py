"""`/api/values.csv` and `/api/values.json`: figures for programs, by a token, with the rights of the token's person.

What the person may not see comes as *withheld*, as on every page. `docs/api.md` is written for those who ask.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Callable, Iterator, Sequence

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from data.errors import LimaError, UserError
from data.model import Language, Role, Visitor
from data.rights import may_read_released, reads_released_only
from data.store import audit
from data.store.api_tokens import person_of_token
from data.store.engine import reading, writing
from data.store.house import House
from data.words import languages, text
from pages.parts import sight, signed_in
from pages.parts.spreadsheets import CSV, harmless
from pages.parts.value_rows import Question, headings, rows

LANGUAGE = "lang"
HEADERS = {"Cache-Control": "private, no-store", "Vary": "Authorization"}
Row = Sequence[str | float | None]


class NoToken(LimaError):
    """Whoever asks has not said for whom."""


def routes(opened: Callable[[], House]) -> list[Route]:
    """Both routes."""

    def answering(write: Callable[[Iterator[Row]], Response]) -> Callable[[Request], object]:
        def answered(request: Request) -> Response:
            house = opened()
            language = _language(request)
            asked = {name: request.query_params.getlist(name) for name in request.query_params if name != LANGUAGE}
            try:
                visitor = whose(house, request.headers.get("authorization", ""))
                question = Question.of(house, asked)
                _note(house, visitor, question)
                return write(_table(house, visitor, question, language))
            except NoToken:
                return _refusal(text("api.token", language), 401, {"WWW-Authenticate": "Bearer"})
            except UserError as error:
                return _refusal(text(error.key, language, **error.values), 400)

        async def answer(request: Request) -> Response:
            return await run_in_threadpool(answered, request)

        return answer

    return [Route("/api/values.csv", answering(_as_csv)), Route("/api/values.json", answering(_as_json))]


def whose(house: House, authorization: str) -> Visitor:
    """The visitor for whom a program asks. On a demo, where all is made up, it need not say.

    Without a token it is the public, where that is let in to releases.

    Raises:
        NoToken: if there is no token, or it holds no more.
    """
    kind, _, token = authorization.partition(" ")
    if kind.lower() == "bearer" and token.strip():
        with reading(house.engine) as connection:
            person = person_of_token(connection, token.strip())
        if person is not None:
            return person.visitor(house.country)
    elif house.facts.demo and not authorization:
        return Visitor("program@example.org", Role.REVIEWER)
    elif not authorization and may_read_released(signed_in.NOBODY, sight.let_in(house)):
        return signed_in.NOBODY
    raise NoToken


def _table(house: House, visitor: Visitor, question: Question, language: Language) -> Iterator[Row]:
    """The row of headings, the row of hashtags, and the rows."""
    columns = headings(house.country, question.level)
    yield list(columns)
    yield list(columns.values())
    yield from rows(house, visitor, question, language)


def _note(house: House, visitor: Visitor, question: Question) -> None:
    """Who took which figures stands in the log, before they are given. Released ones and the demo's are no secret."""
    if house.facts.demo or reads_released_only(visitor):
        return
    detail = {
        "measures": list(question.measures),
        "quarters": [str(quarter) for quarter in question.quarters],
        "level": question.level.value,
        "places": sorted(question.places),
    }
    at = dt.datetime.now(dt.UTC)
    with writing(house.engine) as connection:
        audit.append(connection, [audit.Entry(at, visitor.email, "download", "values by token", detail)])


def _as_csv(table: Iterator[Row]) -> Response:
    written = io.StringIO()
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerows([harmless(cell) if isinstance(cell, str) else cell for cell in row] for row in table)
    headers = HEADERS | {"Content-Disposition": 'attachment; filename="lima-values.csv"'}
    return Response(written.getvalue().encode(), media_type=CSV, headers=headers)


def _as_json(table: Iterator[Row]) -> Response:
    """HXL's own JSON: a list of rows, the hashtags in the second."""
    content = json.dumps(list(table), ensure_ascii=False, allow_nan=False).encode()
    return Response(content, media_type="application/json", headers=HEADERS)


def _refusal(said: str, status: int, more: dict[str, str] | None = None) -> Response:
    return JSONResponse({"error": said}, status, headers=HEADERS | (more or {}))


def _language(request: Request) -> Language:
    asked = request.query_params.get(LANGUAGE, "")
    return asked if asked in languages() else languages()[0]
