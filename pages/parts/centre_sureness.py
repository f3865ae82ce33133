"""How sure a centre's cash-out is, in sentences; what a night in it costs. Pure."""

from __future__ import annotations

import datetime as dt

from metrics import uncertainty
from metrics.centre import STOPPED, Thresholds
from metrics.funding import cost_per_bed_night
from pages.parts.released_centres import Centre
from pages.parts.shown import Voice

LEAST_NIGHTS = 25
"""Of released figures no cost of a night is made of fewer nights."""


def bed_night(centre: Centre) -> float | None:
    """What a night costs; of released figures only where there were enough nights."""
    nights = centre.position.bed_nights
    if centre.step > 0 and (nights is None or nights < LEAST_NIGHTS):
        return None
    return cost_per_bed_night(centre.position)


def sentences(centre: Centre, *, as_of: dt.date, thresholds: Thresholds, voice: Voice) -> list[str]:
    """What a reader should know of how sure the end is: nothing where no end can be told."""
    ahead = centre.ahead
    if ahead.cash_out is None or ahead.risk in STOPPED:
        return []
    alone = uncertainty.received_only(
        centre.position, as_of=as_of, payments=centre.payments, thresholds=thresholds
    ).cash_out
    told = [voice.say("centres.sure_signed", month=voice.month(ahead.cash_out))]
    if alone is not None:
        told.insert(0, voice.say("centres.sure_received", month=voice.month(alone)))
    if found := span(centre, as_of, thresholds):
        months = [voice.month(day) if day else voice.say("centres.sure_open") for day in (found.earliest, found.latest)]
        if months[0] == months[1]:
            told.append(voice.say("centres.sure_range_one", first=months[0], quarters=found.quarters))
        else:
            told.append(voice.say("centres.sure_range", first=months[0], last=months[1], quarters=found.quarters))
    return told


def span(centre: Centre, as_of: dt.date, thresholds: Thresholds) -> uncertainty.Span | None:
    """Between which days its money is gone, at what it cost in its last quarters; None where that cannot be told."""
    return uncertainty.span(
        centre.position, centre.payments, as_of=as_of, past_costs=centre.past_costs, thresholds=thresholds
    )
