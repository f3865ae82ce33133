"""The look of the pages of `/send`: templates, one small style written into each page, and a policy without script."""

from __future__ import annotations

import base64
import hashlib
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from data.words import quarter as quarter_in_words
from pages.api.headers import POLICY
from pages.api.send.told import counted
from pages.api.send.visit import Visit

FOLDER = Path(__file__).with_name("pages")
STYLE = (FOLDER / "style.css").read_text("utf-8")

ENVIRONMENT = Environment(
    loader=FileSystemLoader(FOLDER), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
)


def policy(style: str) -> str:
    """What a browser may do with a page: read this very style, show the empty icon, send forms to this server."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return "; ".join(
        (
            "default-src 'none'",
            f"style-src 'sha256-{digest}'",
            "img-src data:",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        )
    )


HEADERS = {POLICY: policy(STYLE), "Cache-Control": "private, no-cache"}


def page(visit: Visit, name: str, /, status: int = 200, **values: object) -> HTMLResponse:
    """A page out of its template, in the visitor's words. Whatever is put into it is escaped."""
    html = ENVIRONMENT.get_template(f"{name}.html").render(
        visit=visit,
        say=visit.voice.say,
        in_words=lambda quarter: quarter_in_words(quarter, visit.voice.language),
        counted=lambda counts: counted(counts, visit.voice),
        style=STYLE,
        **values,
    )
    return HTMLResponse(html, status, HEADERS)
