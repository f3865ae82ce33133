"""What the page *History* is made of: the choosers, and one line for everything that moved a figure."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from data.model import Level, Place, Quarter, Status, Visitor
from pages.parts import cached, filters, origin_links, release_figures, sent_table, shown, sight
from pages.parts.drawn import replayed
from pages.parts.opened import house
from pages.parts.release_figures import Step, can_be_followed
from pages.parts.words import day_and_time, escaped, number, say, voice


def choosers(who: Visitor) -> tuple[str, Place, Quarter]:
    """The measure, the place and the quarter."""
    visible = cached.visible(who)
    filters.say_unknown(indicator=filters.measures, place=lambda: visible, quarter=lambda: filters.filed_quarters(who))
    measure = filters.choose_measure(
        only=lambda _, part: can_be_followed(part), default=next(iter(house().country.headline), "")
    )
    with st.container(horizontal=True):
        place = filters.choose_place(filters.known_places(visible))
        quarter = filters.choose_quarter(who, width=filters.WIDTH_OF_QUARTER)
    return measure, place, quarter


@replayed
def show(who: Visitor, measure: str, place: Place, quarter: Quarter) -> None:
    """Everything that happened to the figure, the oldest first."""
    steps = release_figures.history(house(), who, measure=measure, place=place, quarter=quarter)
    above = place.level is not Level.DISTRICT
    if not steps:
        st.info(say("history.not_released" if above else "history.nothing"))
        return
    told = pd.DataFrame([_row(each, measure, above=above) for each in steps]).map(escaped)
    told = sent_table.beneath(told, say("history.columns.what"), say("history.columns.when"))
    sent_table.show(told, alt=say("history.title"))
    if above:
        st.caption(say("history.above"))
    address = origin_links.address(measure=measure, place=place.code, quarter=str(quarter))
    st.markdown(f"[{say('history.origin')}]({address})")


def _row(step: Step, measure: str, *, above: bool) -> dict[str, str]:
    released = step.event is None
    what = (
        say("history.release", number=number(step.number))
        if step.event is None
        else say(f"history.events.{step.event.value}", number=number(step.number))
    )
    written = _written(step, measure, above=above)
    return {
        say("history.columns.when"): day_and_time(step.at),
        say("history.columns.what"): what,
        say("history.columns.exact"): "" if released else written,
        say("history.columns.released"): written if released else "",
    }


def _written(step: Step, measure: str, *, above: bool) -> str:
    part = house().catalogue.measure(measure)
    if step.status in (Status.MISSING, Status.NOT_EXPECTED) or step.value is None:
        return say(f"map.{step.status.value}")
    shown_in = sight.step_of(house(), part, base=step.base) if step.event is None else float("nan")
    return shown.value(step.value, part, step.status, reporting=0, above=above, voice=voice(), step=shown_in)
