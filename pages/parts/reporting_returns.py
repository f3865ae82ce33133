"""The returns behind the reporting rate, the timeliness and the completeness: which they are, and who is missing.

The numbers are sums of counts (`metrics.coverage.COUNTS`), and a list is chosen out of the very same counts: it is as
long as its number says.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from data.model import Event, Place, Quarter
from pages.parts.reporting_figures import Stand
from pages.parts.reporting_links import Behind


@dataclass(frozen=True)
class Made:
    """What one district expected to report added to the three numbers of a quarter, and by which return.

    Attributes:
        stand: how it stands.
        revision, filed: of the return that counts; None where there is none.
        accepted: the day on which the return was accepted; None where it is not.
        reported, on_time: whether it counts as that.
        answered, asked: how many of the required cells its return answers.
    """

    stand: Stand
    revision: int | None
    filed: dt.date | None
    accepted: dt.date | None
    reported: bool
    on_time: bool
    answered: int
    asked: int

    @property
    def place(self) -> Place:
        """The district."""
        return self.stand.place


CHOSEN: dict[Behind, Callable[[Made], bool]] = {
    Behind.EXPECTED: lambda each: True,
    Behind.REPORTED: lambda each: each.reported,
    Behind.MISSING: lambda each: not each.reported,
    Behind.ON_TIME: lambda each: each.on_time,
    Behind.NOT_ON_TIME: lambda each: not each.on_time,
    Behind.INCOMPLETE: lambda each: each.answered < each.asked,
}


def made_of(found: Iterable[Stand], counts: pd.DataFrame, returns: pd.DataFrame, quarter: Quarter) -> list[Made]:
    """What each district expected did, in the order of `found`.

    Args:
        found: how each district stands that the visitor may follow.
        counts: columns `metrics.coverage.COUNTS` of districts.
        returns: columns `place, revision, filed_at` of the returns that count.
        quarter: the quarter.
    """
    expected = counts[counts["quarter"] == str(quarter)].set_index("place").to_dict("index")
    filed = returns.set_index("place")[["revision", "filed_at"]].to_dict("index")
    made = []
    for stand in found:
        count, came = expected.get(stand.place.code), filed.get(stand.place.code)
        if count is None:
            continue
        made.append(
            Made(
                stand,
                revision=int(came["revision"]) if came else None,
                filed=came["filed_at"].date() if came else None,
                accepted=stand.since.date() if stand.since and stand.step is Event.ACCEPTED else None,
                reported=bool(count["reported"]),
                on_time=bool(count["on_time"]),
                answered=int(count["answered"]),
                asked=int(count["asked"]),
            )
        )
    return made


def chosen(made: Sequence[Made], behind: Behind, *, within: frozenset[str]) -> list[Made]:
    """Those of a list that are asked for, and lie within some places."""
    return [each for each in made if CHOSEN[behind](each) and each.place.code in within]
