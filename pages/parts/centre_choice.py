"""What the page Centres says around its drawings: how many of each status, which one is looked at, the method."""

from __future__ import annotations

import datetime as dt
import itertools
from collections import Counter
from collections.abc import Sequence

import streamlit as st

from data import rights
from data.model import Level, Place, Quarter, Visitor
from metrics.centre import Risk
from metrics.keeping_open import months_after
from pages.parts import cached, centre_list, drawn, filters
from pages.parts.drawing.centres import FIRST, thresholds
from pages.parts.kept import kept
from pages.parts.noted import noted
from pages.parts.opened import house
from pages.parts.released_centres import Centre
from pages.parts.shown import PERCENT
from pages.parts.words import escaped, number, say, voice

MANY, WITHIN = 100, "centre_province"
"""Of more centres than these a province is chosen first; and under which name."""
MONTHS = 36
"""To the end of so many months ahead a centre can be asked to stay open."""
DECEMBER = 12
REACHES = ("50", "100", "150", "200")
"""Kilometres in a straight line within which a centre is said to be within reach."""
USUAL_REACH = "100"


def why_none(who: Visitor) -> str:
    """Why no centre stands on the page: because none is known, or because none is shown."""
    if not cached.readable(who):
        return say("centres.none_shown")
    sees_all = rights.reads_released_only(who) or house().country.root.code in cached.visible(who)
    return say("centres.none" if sees_all else "centres.none_of_yours")


def counts(centres: Sequence[Centre]) -> str:
    """How many centres there are, and of each status, the gravest first."""
    found = Counter(centre.ahead.risk for centre in centres)
    order = (Risk.CRITICAL, Risk.AT_RISK, Risk.WATCH, Risk.SECURE, Risk.UNKNOWN, Risk.SUSPENDED, Risk.CLOSED)
    told = [f"{escaped(centre_list.risk(risk, voice()))} {number(found[risk])}" for risk in order if found[risk]]
    return f"**{say('centres.counts', count=number(len(centres)))}** · " + " · ".join(told)


def choose(centres: Sequence[Centre]) -> str:
    """The code of the one centre to look at; the one whose money ends first at first.

    They stand by name: so they are found, and are not sent again for another quarter.
    """
    shown, speech = _of_a_place(centres) if len(centres) > MANY else centres, voice()
    names = {centre.code: f"{centre_list.name(centre, speech)} ({centre.place.name})" for centre in shown}
    return filters.choose(
        say("centres.choose"),
        key="centre",
        options=sorted(names, key=lambda code: (names[code], code)),
        default=shown[0].code,
        show=lambda code: names[code],
        width=480,
    )


def _of_a_place(centres: Sequence[Centre]) -> Sequence[Centre]:
    """Those of the province that is chosen first: that of the centre asked for, until somebody chooses another."""
    country = house().country
    of: dict[str, Place] = {}
    for centre in centres:
        above = country.places.get(centre.place.parent or "")
        of[centre.code] = above if above and above.level is Level.PROVINCE else centre.place
    if st.session_state.get(WITHIN) == noted().get(f"written_{WITHIN}"):
        place = of[filters.asked("centre", list(of), centres[0].code)].code
        st.session_state[WITHIN] = place
        filters.keep(WITHIN, place)
    names = {place.code: place.name for place in of.values()}
    chosen = filters.choose(
        say("centres.within"),
        key=WITHIN,
        options=sorted(names, key=lambda code: names[code]),
        default=of[centres[0].code].code,
        show=lambda code: names[code],
        width=filters.WIDTH_OF_QUARTER,
    )
    return [centre for centre in centres if of[centre.code].code == chosen]


def offer_others(who: Visitor, quarter: Quarter, count: int) -> None:
    """Those that the first table has no room for, once somebody wants to see them."""
    if count <= FIRST:
        return
    box = st.expander(say("centres.others", count=number(count - FIRST)), key="other_centres", on_change="rerun")
    if box.open:
        with box:
            drawn.other_centres(who, str(quarter))


def name_of(centres: Sequence[Centre], code: str) -> str:
    """The name of one of the centres."""
    return next(centre_list.name(centre, voice()) for centre in centres if centre.code == code)


def choose_month(centres: Sequence[Centre], code: str, quarter: Quarter) -> str:
    """To the end of which month it is to stay open, as an ISO date; at first the December after its money ends."""
    ends, speech = _months(quarter), voice()
    cash_out = next(centre.ahead.cash_out for centre in centres if centre.code == code)
    decembers = [month for month, day in ends.items() if day.month == DECEMBER]
    after = [month for month in decembers if cash_out is None or ends[month] >= cash_out]
    chosen = filters.choose(
        say("centre.month"),
        key="month",
        options=list(ends),
        default=(after or decembers)[0 if after else -1],
        show=lambda month: speech.month(ends[month]),
        width=filters.WIDTH_OF_QUARTER,
    )
    return ends[chosen].isoformat()


def choose_reach() -> int:
    """How far a centre may be to be within reach, in kilometres."""
    known = {text: say("centre.km", count=text) for text in REACHES}
    return int(
        filters.choose(
            say("centre.reach"),
            key="reach",
            options=REACHES,
            default=USUAL_REACH,
            show=known.__getitem__,
            draw=filters.side_by_side,
        )
    )


def link_to_all(quarter: Quarter) -> None:
    """The way to the page of all centres."""
    st.page_link(
        "../public/centres.py",
        label=say("centre.to_all"),
        icon=":material/arrow_forward:",
        query_params={"quarter": str(quarter)},
    )


@kept(2)
def _months(quarter: Quarter) -> dict[str, dt.date]:
    """The ends of the months after a quarter."""
    return {f"{day:%Y-%m}": day for day in itertools.islice(months_after(quarter.last_day), MONTHS)}


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
