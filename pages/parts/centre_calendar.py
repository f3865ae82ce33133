"""The calendar of closures: in which month of the year ahead whose money ends. Pure."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Callable, Sequence

import pandas as pd

from metrics.centre import STOPPED
from metrics.keeping_open import months_after
from metrics.secured import YEAR
from pages.parts import centre_list
from pages.parts.released_centres import Centre
from pages.parts.shown import Voice

NAMED = 3
"""So many centres of a month are named, the others counted."""
COLUMNS = ("month", "centres", "count", "beds")


def rows(centres: Sequence[Centre], *, as_of: dt.date, voice: Voice, linked: Callable[[str, str], str]) -> pd.DataFrame:
    """A row for each of twelve months, one for what ends later or never, one for what cannot be told.

    Args:
        centres: in the order in which their money ends.
        as_of: the day at whose end the first month begins.
        voice: in whose words.
        linked: gives a centre's name, in Markdown, as the way to its page, from its code and its name.
    """
    going = [each for each in centres if each.ahead.risk not in STOPPED]
    months: dict[str, list[Centre]] = {voice.month(day): [] for day in itertools.islice(months_after(as_of), YEAR)}
    later = voice.say("centres.calendar_later")
    unknown = voice.say("centres.calendar_unknown")
    months |= {later: [], unknown: []}
    for each in going:
        ends, name = each.ahead.cash_out, unknown
        if ends is not None:
            name = voice.month(ends)
        elif each.ahead.net_burn is not None:
            name = later
        months[name if name in months else later].append(each)
    return pd.DataFrame(
        [(name, *_row(there, voice, linked, named=name != later)) for name, there in months.items()],
        columns=[voice.say(f"centres.calendar_columns.{name}") for name in COLUMNS],
    )


def _row(there: Sequence[Centre], voice: Voice, linked: Callable[[str, str], str], *, named: bool) -> tuple[str, ...]:
    shown = there[:NAMED] if named else []
    names = [
        f"{centre_list.SIGNS[each.ahead.risk]} {linked(each.code, centre_list.name(each, voice))}" for each in shown
    ]
    if named and len(there) > NAMED:
        names.append(voice.say("centres.and_more", count=voice.number(len(there) - NAMED)))
    beds = [each.position.beds for each in there if each.position.beds is not None]
    return ", ".join(names), voice.number(len(there)), voice.number(sum(beds)) if beds or not there else ""
