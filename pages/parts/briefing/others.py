"""What others have published beside the total of this monitor: shown as what it is, never added, never one series."""

from __future__ import annotations

import datetime as dt
from typing import Any

from data.reference import Total
from metrics.coverage import Share
from pages.parts.briefing.telling import Teller, short
from pages.parts.shown import Voice

MOST, LONGEST_SOURCE = 5, 130


def published(teller: Teller) -> dict[str, Any]:
    """The newest total of each register, with the monitor's own at the head."""
    briefing, voice = teller.briefing, teller.voice
    totals = briefing.reference.newest if briefing.reference else ()
    rows = [_row(each, teller) for each in totals[:MOST]]
    if briefing.own is not None and rows:
        own = briefing.own
        counts = [teller.name(own.measure), teller.of(Share(own.reporting, own.expected))]
        rows.insert(0, [teller.say("ours"), counts, teller.value(own), voice.quarter(own.quarter), ""])
    return {
        "title": teller.say("others"),
        "why": teller.say("others_why"),
        "columns": [teller.say(f"columns.{name}") for name in ("publisher", "counts", "value", "period", "vintage")],
        "rows": rows,
    }


def _row(total: Total, teller: Teller) -> list[str | list[str]]:
    voice = teller.voice
    notes = [*([voice.pick(total.note)] if total.note else []), total.source]
    return [
        total.publisher,
        [voice.pick(total.counts), short(f"({'; '.join(notes)})", LONGEST_SOURCE)],
        [voice.number(total.value), teller.say("derived") if total.derived else ""],
        period(total, voice),
        said_in(total, voice),
    ]


def said_in(total: Total, voice: Voice) -> str:
    """When a total was said: a year, a month or a day."""
    match total.vintage.split("-"):
        case [year, month, day]:
            return voice.date(dt.date(int(year), int(month), int(day)))
        case [year, month]:
            return voice.month(dt.date(int(year), int(month), 1))
    return total.vintage or voice.say("briefing.not_known")


def period(total: Total, voice: Voice) -> str:
    """The days a total speaks of: a year, or from one day to another."""
    if (total.first.month, total.first.day, total.last.month, total.last.day) == (1, 1, 12, 31):
        low, high = str(total.first.year), str(total.last.year)
    else:
        low, high = voice.date(total.first), voice.date(total.last)
    return low if low == high else voice.say("briefing.range", low=low, high=high)
