"""The answer to *What if* as files, for those who may see the centres: a proposal on one page, and its table.

What makes them is imported when somebody asks: SciPy, which searches, takes so long to load that every start would.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from urllib.parse import urlencode

from starlette.responses import HTMLResponse

from data import words
from data.errors import NotAllowed
from data.model import Quarter, Visitor
from data.rights import may_read_any
from data.store.house import House
from pages.api.briefings import until_made
from pages.parts import links, sight, what_if_asked
from pages.parts.spreadsheets import Table
from pages.parts.what_if_asked import Asked

NAME = "lima-proposal"


def pdf(house: House, visitor: Visitor, parameters: Mapping[str, str]) -> bytes:
    """The proposal on one page.

    Raises:
        NotAllowed, NotReleased: as `pages.parts.proposal.answered`.
    """
    from pages.parts import proposal

    then, day = _then(house, parameters)
    now = dt.datetime.now(dt.UTC)
    return proposal.paper(then, visitor, _asked(house, parameters), language=parameters["language"], now=now, as_of=day)


def table(house: House, visitor: Visitor, parameters: Mapping[str, str]) -> Table:
    """Its table.

    Raises:
        NotAllowed, NotReleased: as `pages.parts.proposal.answered`.
    """
    from pages.parts import proposal

    then, _ = _then(house, parameters)
    today = dt.datetime.now(dt.UTC).date()
    return proposal.table(then, visitor, _asked(house, parameters), language=parameters["language"], today=today)


def waiting(house: House, visitor: Visitor, parameters: Mapping[str, str]) -> HTMLResponse:
    """The page that says that the proposal is being made, and fetches it.

    Raises:
        NotAllowed: if there are no figures for the visitor.
    """
    if not may_read_any(visitor) or sight.of(house, visitor).nothing:
        raise NotAllowed
    language, asked = parameters["language"], _asked(house, parameters)

    def say(key: str) -> str:
        return words.text(key, language, house.settings.content)

    given = {key: value for key, value in parameters.items() if key != "base"}
    return until_made(
        say,
        language=language,
        title=say("what_if.made"),
        link_said=say("what_if.made_link"),
        address=links.signed(house, "proposal.pdf", visitor=visitor, **given),
        back=f"/what_if?{urlencode(asked.address)}",
        back_said=say("what_if.back"),
    )


def _then(house: House, parameters: Mapping[str, str]) -> tuple[House, dt.date | None]:
    day = dt.date.fromisoformat(parameters["as_of"]) if parameters["as_of"] else None
    return (house.at_the_end_of(day) if day else house), day


def _asked(house: House, parameters: Mapping[str, str]) -> Asked:
    usual, own = what_if_asked.USUAL_AMOUNT, house.country.currency
    return what_if_asked.read(parameters, quarter=Quarter.parse(parameters["quarter"]), amount=usual, currency=own)
