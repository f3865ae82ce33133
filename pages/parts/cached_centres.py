"""What is reckoned from the centres that a visitor is told of, once for each version of the data.

Keyed as in `cached`. What is given is shared: nobody changes it.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping

import pandas as pd

from data.model import Quarter, Visitor
from metrics import reach
from metrics.attention import Since
from metrics.centre import STOPPED, Risk, thresholds_of
from metrics.cliff import Ahead, ahead
from metrics.funding import reckoned
from pages.parts import cached, centre_standing, closure, looking_back, opened, released_centres
from pages.parts.closure import Closure
from pages.parts.kept import kept
from pages.parts.opened import house

FEW, MANY = 40, 400
QUARTERS_AHEAD = 8


def closing(visitor: Visitor, quarter: Quarter, code: str, within: int) -> Closure:
    """What the closure of a centre would cost, as far as the visitor is told."""
    return _closing(cached.version(), visitor, str(quarter), code, within)


def standing(visitor: Visitor, quarter: Quarter, codes: Iterable[str]) -> Mapping[str, Since]:
    """Since when some centres stand where they stand, by their codes: those of them that are of concern."""
    return _standing(cached.version(), visitor, str(quarter), tuple(sorted(codes)))


def past(visitor: Visitor, quarter: Quarter, code: str) -> Mapping[Quarter, Risk]:
    """Where a centre stood at the ends of the quarters before, as far back as is known without a gap."""
    return _past(cached.version(), visitor, str(quarter), code)


def cliff(visitor: Visitor, quarter: Quarter) -> tuple[str, tuple[Ahead, ...], int]:
    """The currency of most centres, what is ahead of those that reckon in it, and how many do not or cannot be told."""
    return _cliff(cached.version(), visitor, str(quarter))


@kept(4)
def _distances(digest: str, iso3: str, to: tuple[str, ...]) -> pd.DataFrame:
    """How far the middles of districts with an outline lie from those of some of them, in kilometres."""
    return reach.kilometres(opened.outlines().middles, to=to)


@kept(MANY)
def _closing(version: str, visitor: Visitor, quarter: str, code: str, within: int) -> Closure:
    asked = Quarter.parse(quarter)
    found, country = cached.centres(visitor, quarter=asked), house().country
    districts = tuple(sorted({each.place.code for each in found}))
    return closure.closure(
        next(each for each in found if each.code == code),
        found,
        _distances(opened.outlines().digest, country.iso3, districts),
        country=country,
        quarter=asked,
        within=within,
    )


@kept(MANY)
def _standing(version: str, visitor: Visitor, quarter: str, codes: tuple[str, ...]) -> Mapping[str, Since]:
    asked = Quarter.parse(quarter)
    now = centre_standing.concerned(each for each in cached.centres(visitor, quarter=asked) if each.code in codes)
    return centre_standing.standing(now, asked, _risks(visitor), known=cached.quarters(visitor))


@kept(MANY)
def _past(version: str, visitor: Visitor, quarter: str, code: str) -> Mapping[Quarter, Risk]:
    return centre_standing.past(Quarter.parse(quarter), code, _risks(visitor), known=cached.quarters(visitor))


def _risks(visitor: Visitor) -> centre_standing.Read:
    return functools.partial(released_centres.risks, looking_back.house_then(), visitor)


@kept(FEW)
def _cliff(version: str, visitor: Visitor, quarter: str) -> tuple[str, tuple[Ahead, ...], int]:
    day, limits = Quarter.parse(quarter).last_day, thresholds_of(house().country)
    centres = cached.centres(visitor, quarter=Quarter.parse(quarter))
    going = [each for each in centres if each.ahead.risk not in STOPPED]
    currencies = [each.position.currency for each in going]
    usual = max(dict.fromkeys(currencies), key=currencies.count, default=house().country.currency)
    moneys = [
        reckoned(each.position, each.payments, as_of=day, thresholds=limits)
        for each in going
        if each.position.currency == usual
    ]
    known = [money for money in moneys if money is not None]
    return usual, ahead(known, as_of=day, quarters=QUARTERS_AHEAD), len(going) - len(known)
