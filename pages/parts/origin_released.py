"""Where a released figure comes from: its definition, its release, in which steps it is shown. No return is named."""

from __future__ import annotations

import streamlit as st

from data.model import Level, Place, Quarter, Visitor
from pages.parts import cached, origin_below, origin_view
from pages.parts.words import date, number, say
from pages.parts.words import quarter as in_words


def show(who: Visitor, measure: str, place: Place, quarter: Quarter) -> None:
    """The figure, the release it is of, what it is made of, and what it means."""
    origin_view.figure(who, measure, place, quarter)
    if _release(who, measure, place, quarter) and place.level is not Level.DISTRICT:
        origin_below.released(who, measure, place, quarter)
    origin_view.meaning(measure)


def _release(who: Visitor, measure: str, place: Place, quarter: Quarter) -> bool:
    """Which release the figure is of, and whether there is one."""
    release = cached.releases(who).get(str(quarter))
    if release is None:
        st.write(say("released.not_of_quarter", quarter=in_words(quarter)))
        return False
    told = {"number": number(release.number), "day": date(release.published_at.date()), "quarter": in_words(quarter)}
    values = cached.level_values(who, measures=[measure], quarter=quarter, level=place.level)
    step = values["step"].max()
    steps = say("released.steps", steps=number(step)) if step > 0 else say("released.not_rounded")
    st.markdown(f"{say('released.told', **told)} {steps}")
    return True
