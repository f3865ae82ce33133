"""What is reckoned from the centres that a visitor is told of, once for each version of the data.

Keyed as in `cached`. What is given is shared: nobody changes it.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from data.model import Quarter, Visitor
from metrics import reach
from metrics.attention import Since
from metrics.centre import thresholds_of
from metrics.cliff import Ahead, ahead
from metrics.funding import reckoned
from pages.parts import cached, centre_standing, closure, opened
from pages.parts.centre_standing import Risks
from pages.parts.closure import Closure
from pages.parts.opened import house

FEW, MANY = 40, 400
QUARTERS_AHEAD = 8


def distances() -> pd.DataFrame:
    """How far districts lie from each other, in kilometres: from each that has a centre's register entry."""
    return _distances(opened.outlines().digest, house().country.iso3)


def closing(visitor: Visitor, quarter: Quarter, code: str, within: int) -> Closure:
    """What the closure of a centre would cost, as far as the visitor is told."""
    return _closing(cached.version(), visitor, str(quarter), code, within)


def standing(visitor: Visitor, quarter: Quarter) -> Mapping[str, Since]:
    """Since when each centre of concern stands where it stands, reckoned as of the ends of earlier quarters."""
    return _standing(cached.version(), visitor, str(quarter))


def past(visitor: Visitor, quarter: Quarter) -> Risks:
    """As `centre_standing.past`."""
    return centre_standing.past(lambda each: cached.centres(visitor, quarter=each), quarter, cached.quarters(visitor))


def cliff(visitor: Visitor, quarter: Quarter) -> tuple[str, tuple[Ahead, ...], int]:
    """The currency of most centres, what is ahead of those that reckon in it, and how many do not or cannot be told."""
    return _cliff(cached.version(), visitor, str(quarter))


@st.cache_resource(show_spinner=False, max_entries=2)
def _distances(digest: str, iso3: str) -> pd.DataFrame:
    middles = opened.outlines().middles
    return reach.kilometres(middles, to=middles)


@st.cache_resource(show_spinner=False, max_entries=MANY)
def _closing(version: str, visitor: Visitor, quarter: str, code: str, within: int) -> Closure:
    asked = Quarter.parse(quarter)
    found = cached.centres(visitor, quarter=asked)
    return closure.closure(
        next(each for each in found if each.code == code),
        found,
        distances(),
        country=house().country,
        quarter=asked,
        within=within,
    )


@st.cache_resource(show_spinner=False, max_entries=FEW)
def _standing(version: str, visitor: Visitor, quarter: str) -> Mapping[str, Since]:
    known = cached.quarters(visitor)
    return centre_standing.standing(lambda each: cached.centres(visitor, quarter=each), Quarter.parse(quarter), known)


@st.cache_resource(show_spinner=False, max_entries=FEW)
def _cliff(version: str, visitor: Visitor, quarter: str) -> tuple[str, tuple[Ahead, ...], int]:
    day, limits = Quarter.parse(quarter).last_day, thresholds_of(house().country)
    centres = cached.centres(visitor, quarter=Quarter.parse(quarter))
    going = [each for each in centres if each.ahead.risk not in closure.STOPPED]
    currencies = [each.position.currency for each in going]
    usual = max(dict.fromkeys(currencies), key=currencies.count, default=house().country.currency)
    moneys = [
        reckoned(each.position, each.payments, as_of=day, thresholds=limits)
        for each in going
        if each.position.currency == usual
    ]
    known = [money for money in moneys if money is not None]
    return usual, ahead(known, as_of=day, quarters=QUARTERS_AHEAD), len(going) - len(known)
