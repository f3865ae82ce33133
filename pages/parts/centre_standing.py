"""Since when centres stand where they stand: their risks at the ends of earlier quarters, and that in words. Pure."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

from data.model import Quarter
from metrics import attention
from metrics.attention import Since
from metrics.centre import Risk
from pages.parts.centre_list import risk
from pages.parts.released_centres import Centre
from pages.parts.shown import Voice

BACK = 8
"""So many earlier quarters are looked at."""
OF_CONCERN = (Risk.CRITICAL, Risk.AT_RISK, Risk.WATCH)

Risks = Mapping[Quarter, Mapping[str, Risk]]
"""The risk of each centre at the end of each quarter, by its code."""


def standing(
    read: Callable[[Quarter], Sequence[Centre]], quarter: Quarter, known: Collection[Quarter]
) -> dict[str, Since]:
    """Since when each centre of concern stands where it does, by its code.

    Quarters are read backwards, and no further than some centre of concern has not changed.

    Args:
        read: gives the centres at the end of a quarter, as the reader is told of them.
        quarter: the newest.
        known: the quarters that the reader reads of.
    """
    if quarter not in known:
        return {}
    risks: dict[Quarter, dict[str, Risk]] = {quarter: _risks(read(quarter))}
    now = {code: found for code, found in risks[quarter].items() if found in OF_CONCERN}
    still, earlier = set(now), quarter - 1
    while still and earlier in known and len(risks) <= BACK:
        risks[earlier] = _risks(read(earlier))
        still = {code for code in still if risks[earlier].get(code) is now[code]}
        earlier -= 1
    told = {code: attention.since(risks, code) for code in now}
    return {code: since for code, since in told.items() if since is not None}


def past(read: Callable[[Quarter], Sequence[Centre]], quarter: Quarter, known: Collection[Quarter]) -> Risks:
    """The risks at the end of a quarter and of the earlier ones, as far back as they are known without a gap."""
    found: dict[Quarter, Mapping[str, Risk]] = {}
    while quarter in known and len(found) <= BACK:
        found[quarter] = _risks(read(quarter))
        quarter -= 1
    return found


def crossed(centres: Sequence[Centre], standing: Mapping[str, Since], quarter: Quarter) -> list[Centre]:
    """The centres that came nearer to closing in a quarter, those that are critical apart, in their order."""
    order = list(Risk)
    return [
        each
        for each in centres
        if each.ahead.risk is not Risk.CRITICAL
        and (since := standing.get(each.code)) is not None
        and since.quarter == quarter
        and since.before is not None
        and order.index(since.before) > order.index(each.ahead.risk)
    ]


def since(found: Since, voice: Voice) -> str:
    """Since which day, and where it stood before: `since 30 June 2026, before that watch`."""
    day = voice.date(found.quarter.last_day)
    if found.before is None:
        return voice.say("centres.since_at_least", day=day)
    return voice.say("centres.since", day=day, before=risk(found.before, voice))


def _risks(centres: Sequence[Centre]) -> dict[str, Risk]:
    return {each.code: each.ahead.risk for each in centres}
