"""Who has reported, and how the country's sums stand beside what national bodies published. No Streamlit here.

Who has reported is no secret; whoever reads released figures reads it as it was when they were released.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pandas as pd

from data.model import Place, Quarter, Visitor
from data.national import NationalFigure, national_figures
from data.rights import may_see
from data.rules import Term
from data.store import frames, review_lists
from data.store.house import House
from metrics import attention, coverage
from pages.parts.released import quarters


def returns(house: House, quarter: Quarter) -> pd.DataFrame:
    """The counting returns of a quarter, which are no secret: who has reported, and when.

    Columns: `place, return_id, revision, first_filed_at, filed_at, receipt`.
    """
    with house.reading() as connection:
        return frames.counting(connection, quarter=quarter)


@dataclass(frozen=True)
class Coverage:
    """Who has reported in a quarter: the reporting rate, the timeliness, and those from whom nothing was heard.

    Whose return was sent back does not count as having reported, but is not silent either.
    """

    reporting: coverage.Share
    on_time: coverage.Share
    due: dt.date
    silent: tuple[Place, ...]


def coverage_of(house: House, quarter: Quarter) -> Coverage:
    """Who has reported in a quarter."""
    filed, due = returns(house, quarter), house.country.due(quarter)
    with house.reading() as connection:
        came = review_lists.first_filed(connection, quarters=[quarter])
        excused = review_lists.excused(connection, quarters=[quarter])[str(quarter)]
    expected = {place.code: place for place in house.country.districts(quarter) if place.code not in excused}
    heard = frozenset(filed["place"]).union(came["place"])
    silent = tuple(place for code, place in expected.items() if code not in heard)
    return Coverage(
        reporting=coverage.reporting_rate(expected, filed),
        on_time=coverage.timeliness(expected, came, due=due),
        due=due,
        silent=silent,
    )


def silence(house: House, quarter: Quarter, *, look_back: int = 12) -> pd.DataFrame:
    """Who has filed nothing for a quarter, and for how many quarters on end: columns `metrics.attention.SILENCE`.

    Args:
        house: the house opened for work.
        quarter: the quarter looked at.
        look_back: over how many quarters at most, out of those for which somebody has filed.
    """
    looked_at = [each for each in quarters(house) if each <= quarter][-look_back:] or [quarter]
    if looked_at[-1] != quarter:
        looked_at.append(quarter)
    with house.reading() as connection:
        filed = review_lists.first_filed(connection, quarters=looked_at)
        excused = review_lists.excused(connection, quarters=looked_at)
    expected = {
        str(each): [place.code for place in house.country.districts(each) if place.code not in excused[str(each)]]
        for each in looked_at
    }
    return attention.silence(expected, filed)


@dataclass(frozen=True)
class Apart:
    """A sum over the districts that is not about what a national body published.

    Attributes:
        found: the sum.
        told: how many returns told the number.
        published: the figure, and its source.
    """

    term: Term
    found: float
    told: int
    published: NationalFigure


def apart_from_national(house: House, visitor: Visitor, *, quarter: Quarter) -> list[Apart]:
    """The sums of a quarter that differ too far from published figures; none for those who may not see the country."""
    if not may_see(visitor, house.country, house.country.root.code):
        return []
    figures = national_figures(house.country.iso3, house.settings.content)
    published = {each.figure: each for each in figures if each.quarter == quarter}
    asked = [each for rule in house.catalogue.rules.values() for each in rule.national if each.figure in published]
    found = []
    with house.reading() as connection:
        for each in asked:
            dimension, item = each.sum.dimension or "total", each.sum.item
            total, told = frames.part_over_country(
                connection, measure=each.sum.measure, dimension=dimension, item=item, quarter=quarter
            )
            if told and attention.out_of_balance(total, published[each.figure].value, within=each.within):
                found.append(Apart(each.sum, total, told, published[each.figure]))
    return found
