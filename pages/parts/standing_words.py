"""Since when a centre stands where it stands, in words. Pure."""

from __future__ import annotations

from metrics.attention import Since
from pages.parts.centre_list import risk
from pages.parts.shown import Voice


def since(found: Since, voice: Voice) -> str:
    """Since which day, and where it stood before: `since 30 June 2026; before that watch`."""
    day = voice.date(found.quarter.last_day)
    if found.before is None:
        return voice.say("centres.since_at_least", day=day)
    return voice.say("centres.since", day=day, before=risk(found.before, voice))
