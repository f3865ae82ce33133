"""The look of these pages: templates in the style of the light page, no script, nothing kept by browsers."""

from __future__ import annotations

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse

from data import words
from data.store.house import House
from pages.api.headers import POLICY
from pages.api.send.look import STYLE, policy
from pages.api.send.visit import language_of

FOLDER = Path(__file__).with_name("pages")
HEADERS = {POLICY: policy(STYLE), "Cache-Control": "no-store"}
ENVIRONMENT = Environment(
    loader=FileSystemLoader(FOLDER), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
)


def page(request: Request, house: House, name: str, /, *, status: int = 200, **values: object) -> HTMLResponse:
    """A page out of its template, in the language that the browser asks for."""
    language = language_of(request)

    def say(key: str, **gaps: object) -> str:
        return words.text(key, language, house.settings.content, **gaps)

    html = ENVIRONMENT.get_template(f"{name}.html").render(
        say=say,
        language=language,
        languages=[(code, words.text("language", code)) for code in words.languages()],
        path=request.url.path,
        style=STYLE,
        **values,
    )
    return HTMLResponse(html, status, HEADERS)
