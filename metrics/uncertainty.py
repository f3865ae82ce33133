"""How sure a cash-out is: with nothing more than the cash, with what was signed, if promises come, at earlier costs.

Three lines, and only two of them have a number. A pledge weighs nothing, so that the line on which it arrives is drawn
as what would be, without a month of its own. The range comes from what the centre spent in its last quarters: months,
never a share of probability.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass, replace

from metrics.centre import Position, Thresholds, Tranche, TrancheStatus
from metrics.funding import Outlook, balance_ahead, outlook

LEAST = 2
"""Of fewer quarters of known cost there is no range."""

PAST = 4
"""So many quarters of cost make the range: a year, so that what belongs to a season is in it once."""


@dataclass(frozen=True, slots=True)
class Span:
    """Between which days the money is gone, at the highest and at the lowest cost of the last quarters.

    Attributes:
        earliest: the day at the highest cost.
        latest: the day at the lowest; None where own income then pays for all, or nobody can see so far.
        quarters: of how many quarters the cost is known.
    """

    earliest: dt.date
    latest: dt.date | None
    quarters: int


def received_only(
    position: Position, *, as_of: dt.date, payments: Sequence[Tranche], thresholds: Thresholds
) -> Outlook:
    """The outlook if nothing came any more: what was received by the day is in it, what is to come is not."""
    came = [
        each
        for each in payments
        if each.status is TrancheStatus.RECEIVED and (each.received_on is None or each.received_on <= as_of)
    ]
    return outlook(position, came, as_of=as_of, thresholds=thresholds)


def if_pledges_arrive(
    position: Position, payments: Sequence[Tranche], *, as_of: dt.date, months: int, thresholds: Thresholds
) -> tuple[tuple[dt.date, float], ...]:
    """The balance if every promise with a day came on it: corners of a line, as `balance_ahead` gives them.

    Empty where no promise has a day ahead: then the line would be that of what was signed.
    """
    ahead = [each for each in payments if each.status is TrancheStatus.PLEDGED and each.due and each.due > as_of]
    if not ahead:
        return ()
    coming = [replace(each, status=TrancheStatus.SIGNED) if each in ahead else each for each in payments]
    return balance_ahead(position, coming, as_of=as_of, months=months, thresholds=thresholds)


def span(
    position: Position,
    payments: Sequence[Tranche],
    *,
    as_of: dt.date,
    past_costs: Sequence[float],
    thresholds: Thresholds,
) -> Span | None:
    """Between which days the money is gone, by what the centre cost in earlier quarters.

    Args:
        position: the newest sheet.
        payments: what is agreed.
        as_of: the day.
        past_costs: the cost of its last quarters, three months together, in the position's currency, the newest first.
        thresholds: as for the outlook.

    Returns:
        None where the outlook has no cash-out, or fewer than two quarters tell their cost.
    """
    known = [cost for cost in past_costs[:PAST] if cost > 0]
    if len(known) < LEAST or outlook(position, payments, as_of=as_of, thresholds=thresholds).cash_out is None:
        return None
    ends = [
        outlook(replace(position, quarter_cost=cost), payments, as_of=as_of, thresholds=thresholds).cash_out
        for cost in (max(known), min(known))
    ]
    return None if ends[0] is None else Span(ends[0], ends[1], len(known))
