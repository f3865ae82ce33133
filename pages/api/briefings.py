"""The two pages to take along, as a file, and the small page that is seen while the file is made.

A browser shows nothing while it waits for a file; so the link leads to a page that says what is being done and asks for
the file by itself, without script.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import HTMLResponse

from data import words
from data.errors import NotAllowed
from data.geography import atlas
from data.model import Quarter, Visitor
from data.rights import may_take_briefing
from data.store.house import House
from pages.api.headers import POLICY
from pages.api.send.look import STYLE, policy
from pages.parts import links, sight
from pages.parts.briefing.typesetting import made

PDF = "application/pdf"
FOLDER = Path(__file__).with_name("waiting")
ENVIRONMENT = Environment(loader=FileSystemLoader(FOLDER), autoescape=True, undefined=StrictUndefined)
HEADERS = {POLICY: policy(STYLE), "Cache-Control": "private, no-store"}


def file_name(parameters: Mapping[str, str]) -> str:
    """What the file is called."""
    return f"lima-{parameters['quarter']}-{parameters['language']}.pdf"


def pdf(house: House, visitor: Visitor, parameters: Mapping[str, str]) -> bytes:
    """The visitor's two pages of a quarter.

    Raises:
        NotAllowed, NotReleased: as `pages.parts.briefing.facts.briefing`.
    """
    day = dt.date.fromisoformat(parameters["as_of"]) if parameters["as_of"] else None
    asked = Quarter.parse(parameters["quarter"])
    return made(
        house.at_the_end_of(day) if day else house,
        visitor,
        asked,
        language=parameters["language"],
        outlines=atlas(house.country, house.settings.var, house.settings.content).of(asked, then=True),
        now=dt.datetime.now(dt.UTC),
        as_of=day,
    )


def waiting(house: House, visitor: Visitor, parameters: Mapping[str, str]) -> HTMLResponse:
    """The page that says that the file is being made, and fetches it.

    Raises:
        NotAllowed: if the file is not for the visitor.
    """
    if not may_take_briefing(visitor, house.country, sight.let_in(house)):
        raise NotAllowed
    language = parameters["language"]
    asked = {key: parameters[key] for key in ("quarter", "language", "as_of")}

    def say(key: str) -> str:
        return words.text(key, language, house.settings.content)

    return until_made(
        say,
        language=language,
        title=say("briefing.made"),
        link_said=say("briefing.made_link"),
        address=links.signed(house, "briefing.pdf", visitor=visitor, **asked),
        back="/overview",
        back_said=say("briefing.made_back"),
    )


def until_made(say: Callable[[str], str], **told: str) -> HTMLResponse:
    """The small page that is seen while a file is made.

    Args:
        say: gives a sentence.
        told: `language`, `title`, where the file is (`address`) and what the link to it says (`link_said`), where
            the reader came from (`back`, `back_said`).
    """
    html = ENVIRONMENT.get_template("briefing.html").render(say=say, style=STYLE, **told)
    return HTMLResponse(html, headers=HEADERS)
