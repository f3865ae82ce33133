"""Since when centres stand where they stand: their risks at the ends of earlier quarters, and that in words. Pure."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Protocol

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


class Read(Protocol):
    """What gives the risks of centres at the ends of quarters."""

    def __call__(
        self, quarters: Iterable[Quarter], *, only: Collection[str]
    ) -> Iterator[tuple[Quarter, Mapping[str, Risk]]]:
        """Those of some centres, by their codes, one quarter after the other."""


def standing(now: Mapping[str, Risk], quarter: Quarter, read: Read, *, known: Collection[Quarter]) -> dict[str, Since]:
    """Since when each of some centres stands where it does, by its code.

    Quarters are read backwards, and no further than until each centre has changed.

    Args:
        now: where they stand at the end of the quarter.
        quarter: the newest.
        read: gives where they stood.
        known: the quarters that the reader reads of.
    """
    risks: dict[Quarter, Mapping[str, Risk]] = {quarter: now}
    still = set(now)
    if still:
        for earlier, found in read(before(quarter, known), only=frozenset(now)):
            risks[earlier] = found
            still = {code for code in still if found.get(code) is now[code]}
            if not still:
                break
    stood = {code: {each: found[code] for each, found in risks.items() if code in found} for code in now}
    return {code: attention.since(its) for code, its in stood.items()}


def past(quarter: Quarter, code: str, read: Read, *, known: Collection[Quarter]) -> dict[Quarter, Risk]:
    """Where a centre stood at the ends of the quarters before one, as far back as is known without a gap."""
    found = read(before(quarter, known), only=frozenset({code}))
    return {earlier: risks[code] for earlier, risks in itertools.takewhile(lambda told: code in told[1], found)}


def before(quarter: Quarter, known: Collection[Quarter]) -> list[Quarter]:
    """The quarters before one, backwards, without a gap."""
    earlier = (quarter - number for number in range(1, BACK + 1))
    return list(itertools.takewhile(lambda each: each in known, earlier))


def concerned(centres: Iterable[Centre]) -> dict[str, Risk]:
    """Where the centres of concern stand."""
    return {each.code: each.ahead.risk for each in centres if each.ahead.risk in OF_CONCERN}


def nearer(centres: Iterable[Centre], earlier: Iterable[Centre]) -> list[Centre]:
    """The centres of concern that came nearer to closing since the quarter before, in their order."""
    order, stood = list(Risk), {each.code: each.ahead.risk for each in earlier}
    return [
        each
        for each in centres
        if each.ahead.risk in OF_CONCERN
        and each.code in stood
        and order.index(stood[each.code]) > order.index(each.ahead.risk)
    ]


def since(found: Since, voice: Voice) -> str:
    """Since which day, and where it stood before: `since 30 June 2026, before that watch`."""
    day = voice.date(found.quarter.last_day)
    if found.before is None:
        return voice.say("centres.since_at_least", day=day)
    return voice.say("centres.since", day=day, before=risk(found.before, voice))
