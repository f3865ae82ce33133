"""The last quarters of a district with their states, and its open questions, for those who may see its returns."""

from __future__ import annotations

import datetime as dt

from data.model import Place, Quarter, Visitor
from metrics import deadlines
from pages.parts import cached, looking_back, past_returns
from pages.parts.kept import kept
from pages.parts.looking_back import house_then
from pages.parts.opened import house
from pages.parts.past_returns import Owed

QUARTERS = 9
"""How many there are in a list."""


def listed(who: Visitor, place: Place) -> list[Owed]:
    """The district's last quarters, the newest first."""
    today = looking_back.today()
    filed = cached.quarters(who) if cached.anybody_filed(who) else []
    quarters = deadlines.newest(Quarter.of(today), count=QUARTERS, filed=filed)
    return _owed(cached.version(), who, place.code, tuple(map(str, quarters)), today)


def of_quarter(who: Visitor, place: Place, quarter: Quarter) -> Owed:
    """One quarter of the district."""
    [found] = _owed(cached.version(), who, place.code, (str(quarter),), looking_back.today())
    return found


def with_questions(who: Visitor, place: Place) -> frozenset[Quarter]:
    """As `past_returns.with_questions`."""
    return _with_questions(cached.version(), who, place.code)


# Whatever happens to a return makes another version of the data; nobody changes what is kept, so nobody needs a copy.


@kept(cached.MANY)
def _owed(version: str, who: Visitor, place: str, quarters: tuple[str, ...], today: dt.date) -> list[Owed]:
    asked = [Quarter.parse(text) for text in quarters]
    return past_returns.owed(house_then(), who, house().country.places[place], quarters=asked, today=today)


@kept(cached.MANY)
def _with_questions(version: str, who: Visitor, place: str) -> frozenset[Quarter]:
    return past_returns.with_questions(house_then(), who, house().country.places[place])
