"""The core indicators of a quarter: the five pillars, and what changed on the quarter before."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from data.model import Kind, Level, Quarter, Status, Visitor
from metrics.trend import Sense
from pages.parts import cached, origin_links, sent_table, summary
from pages.parts.filters import pillar_name
from pages.parts.opened import house
from pages.parts.shown import change, value
from pages.parts.summary import Figure
from pages.parts.words import escaped, number, pick, say, voice
from pages.parts.words import quarter as in_words

IN_A_CARD = 4
"""How many core indicators a pillar's card shows; the table beneath has all."""


def pillars_and_changes(who: Visitor, quarter: str) -> None:
    """The five pillars, each with its first core indicators; then all of them beside the quarter before.

    Where nothing may be shown, or a district said nothing at all, a sentence says so in place of both.
    """
    place = place_of(who)
    found = core_figures(who, place=place, quarter=Quarter.parse(quarter))
    if summary.all_withheld(found):
        st.info(say("overview.withheld"))
    elif not _above(place) and all(each.status == Status.MISSING for each in found):
        told = {"place": escaped(house().country.places[place].name), "quarter": in_words(Quarter.parse(quarter))}
        st.write(say("overview.said_nothing", **told))
    else:
        _pillars(found, place, quarter)
        st.header(say("overview.changes"))
        _changes(found, place, quarter)


def _pillars(found: tuple[Figure, ...], place: str, quarter: str) -> None:
    if _above(place):
        st.caption(say("overview.pillars_hint"))
    for pillar, of_pillar in summary.by_pillar(found).items():
        with st.container(border=True, gap="xsmall"):
            st.markdown(f"**{escaped(pillar_name(pillar))}**")
            cells = st.grid(IN_A_CARD, min_column_width=170)
            for each in of_pillar[:IN_A_CARD]:
                cells.markdown(_card_line(each, place, quarter))
            if not of_pillar:
                st.caption(say("overview.nothing_in_pillar"))


def place_of(who: Visitor) -> str:
    """Whose figures the visitor sees: a task force's own district, else the country's."""
    places = house().country.places
    return next((code for code in sorted(who.places) if code in places), house().country.root.code)


def core_figures(who: Visitor, *, place: str, quarter: Quarter) -> tuple[Figure, ...]:
    """The core indicators of a place in a quarter."""
    here = house()
    indicators = summary.core_indicators(here.catalogue, here.country, quarter)
    measures = [summary.leading_part(indicator).measure for indicator in indicators]
    return summary.figures(cached.series(who, measures=measures, places=[place]), indicators, quarter)


def _card_line(each: Figure, place: str, quarter: str) -> str:
    above, name = _above(place), _name(each, place, quarter)
    return f"**{_now(each, above=above)}** :gray[:small[{_answered(each, above=above)}]]  \n:small[{name}]"


def _name(each: Figure, place: str, quarter: str) -> str:
    """The indicator's name, as a link to where its number comes from."""
    return origin_links.named(pick(each.part.names), measure=each.part.measure, place=place, quarter=quarter)


def _now(each: Figure, *, above: bool) -> str:
    told = {"reporting": each.reporting, "above": above, "voice": voice(), "step": each.step}
    return escaped(value(each.now or 0, each.part, each.status, **told))


def _answered(each: Figure, *, above: bool) -> str:
    if not above or each.status in (Status.MISSING, Status.WITHHELD, Status.NOT_EXPECTED):
        return ""
    return say("figures.of", count=number(each.reporting), of=number(each.expected))


def _above(place: str) -> bool:
    return house().country.places[place].level is not Level.DISTRICT


def _changes(found: tuple[Figure, ...], place: str, quarter: str) -> None:
    above = _above(place)
    rows = [(_name(each, place, quarter), *_change_row(each, above=above)) for each in found]
    told = pd.DataFrame(rows, columns=["indicator", "now", "before", "change", "sense", "reporting"])
    for upper, lower in (("now", "before"), ("change", "sense"), ("indicator", "reporting")):
        told = sent_table.beneath(told, upper, lower)
    told = told.rename(columns=lambda name: say(f"overview.columns.{name}"))
    sent_table.show(told, alt=say("overview.changes"))
    st.caption(say("overview.changes_hint"))


def _change_row(each: Figure, *, above: bool) -> tuple[str, ...]:
    speech = voice()
    before = value(
        each.before or 0,
        each.part,
        each.status_before,
        reporting=each.reporting_before,
        above=above,
        voice=speech,
        step=each.step_before,
    )
    return (
        f"**{_now(each, above=above)}**",
        escaped(before),
        _changed(each, above=above),
        _sense(each),
        say(
            "overview.reporting_now",
            now=number(each.reporting),
            of=number(each.expected),
            before=number(each.reporting_before),
        )
        if above
        else "",
    )


def _changed(each: Figure, *, above: bool) -> str:
    if each.part.kind is Kind.YES_NO and not above:
        return ""
    if each.hides_change:
        return say("map.withheld")
    if each.change is None:
        return say("overview.no_before") if each.now is not None else ""
    return escaped(change(each.change, each.part, voice())) if each.change else say("overview.same")


def _sense(each: Figure) -> str:
    if each.change is None or each.sense is Sense.NEITHER:
        return ""
    if each.only_reports:
        return say("overview.fewer_reports" if each.only_reports < 0 else "overview.more_reports")
    return say(f"overview.{each.sense.value}")
