"""Who has reported, and how the country's sums stand beside what national bodies published. No Streamlit here.

Who has reported is no secret; whoever reads released figures reads it as it was when they were released.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
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

    Attributes:
        sent_back: how many of those on time have no return that counts any more.
    """

    reporting: coverage.Share
    on_time: coverage.Share
    due: dt.date
    silent: tuple[Place, ...]
    sent_back: int = 0


def coverage_of(house: House, quarter: Quarter) -> Coverage:
    """Who has reported in a quarter."""
    filed, due = returns(house, quarter), house.country.due(quarter)
    with house.reading() as connection:
        came = review_lists.first_filed(connection, quarters=[quarter])
        excused = review_lists.excused(connection, quarters=[quarter])[str(quarter)]
    expected = {place.code: place for place in house.country.districts(quarter) if place.code not in excused}
    heard = frozenset(filed["place"]).union(came["place"])
    silent = tuple(place for code, place in expected.items() if code not in heard)
    on_time = coverage.timeliness(expected, came, due=due)
    counting = coverage.timeliness(expected, came[came["place"].isin(filed["place"])], due=due)
    return Coverage(
        reporting=coverage.reporting_rate(expected, filed),
        on_time=on_time,
        due=due,
        silent=silent,
        sent_back=on_time.count - counting.count,
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
class Came:
    """What came from one district for a quarter, as far as everybody may know it.

    Attributes:
        expected: whether it was expected to report.
        counts: whether a return counts.
        first_filed: the day on which that one, or one before it, first came; None where none counts.
    """

    quarter: Quarter
    due: dt.date
    expected: bool
    counts: bool
    first_filed: dt.date | None


def history(house: House, place: Place, asked: Sequence[Quarter]) -> list[Came]:
    """What came from a district for some quarters, in their order."""
    with house.reading() as connection:
        excused = review_lists.excused(connection, quarters=asked)
        filed = frames.filed_places(connection, quarters=asked)
        first = review_lists.first_filed(connection, quarters=asked)
    counting = frozenset(filed.loc[filed["place"] == place.code, "quarter"])
    own = first[first["place"] == place.code]
    days = {row["quarter"]: row["first_filed_at"].date() for row in own.to_dict("records")}
    return [
        Came(
            quarter=each,
            due=house.country.due(each),
            expected=place.exists_in(each) and place.code not in excused[str(each)],
            counts=str(each) in counting,
            first_filed=days.get(str(each)) if str(each) in counting else None,
        )
        for each in asked
    ]


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
