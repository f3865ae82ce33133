"""What the page Centres says around its drawings: how many of each status, which one is looked at, the method."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import streamlit as st

from data.model import Visitor
from metrics.centre import Risk
from pages.parts import cached, centre_list, filters
from pages.parts.drawing.centres import thresholds
from pages.parts.released_centres import Centre
from pages.parts.shown import PERCENT
from pages.parts.words import escaped, number, say, voice


def why_none(who: Visitor) -> str:
    """Why no centre stands on the page: because none is known, or because none is shown."""
    return say("centres.none" if cached.readable(who) else "centres.none_shown")


def counts(centres: Sequence[Centre]) -> str:
    """How many centres there are, and of each status, the gravest first."""
    found = Counter(centre.ahead.risk for centre in centres)
    order = (Risk.CRITICAL, Risk.AT_RISK, Risk.WATCH, Risk.SECURE, Risk.UNKNOWN, Risk.SUSPENDED, Risk.CLOSED)
    told = [f"{escaped(centre_list.risk(risk, voice()))} {number(found[risk])}" for risk in order if found[risk]]
    return f"**{say('centres.counts', count=number(len(centres)))}** · " + " · ".join(told)


def choose(centres: Sequence[Centre]) -> str:
    """The code of the one centre to look at; the one whose money ends first at first."""
    names = {centre.code: f"{centre_list.name(centre, voice())} ({centre.place.name})" for centre in centres}
    return filters.choose(
        say("centres.choose"),
        key="centre",
        options=list(names),
        default=next(iter(names)),
        show=lambda code: names[code],
        width=480,
    )


def show_method() -> None:
    """Say how the date is reckoned, in three sentences, and where the rules are written out."""
    limits = thresholds()
    st.markdown(
        "\n".join(
            f"{place}. {sentence}"
            for place, sentence in enumerate(
                (
                    say("centres.method_burn"),
                    say("centres.method_secured"),
                    say(
                        "centres.method_end",
                        critical=limits.critical_months,
                        at_risk=limits.at_risk_months,
                        source_ends=limits.source_ends_months,
                        watch=limits.watch_months,
                        gap=say("figures.percent", share=number(limits.watch_gap * PERCENT)),
                    ),
                ),
                start=1,
            )
        )
    )
    st.caption(f"{say('centres.pledges')} {say('centres.method_source')}")
