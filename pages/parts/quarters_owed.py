"""The last quarters of a district with their states, for those who may see its returns."""

from __future__ import annotations

from data.model import Place, Quarter, Visitor
from metrics import deadlines
from pages.parts import cached, looking_back, past_returns
from pages.parts.looking_back import house_then
from pages.parts.past_returns import Owed

QUARTERS = 9
"""How many there are in a list."""


def listed(who: Visitor, place: Place) -> list[Owed]:
    """The district's last quarters, the newest first."""
    today = looking_back.today()
    filed = cached.quarters(who) if cached.anybody_filed(who) else []
    quarters = deadlines.newest(Quarter.of(today), count=QUARTERS, filed=filed)
    return past_returns.owed(house_then(), who, place, quarters=quarters, today=today)
