"""Where a released figure comes from: its definition, its release, in which steps it is shown. No return is named."""

from __future__ import annotations

import streamlit as st

from data.model import Place, Quarter, Visitor
from pages.parts import cached, meanings, origin_view
from pages.parts.opened import house
from pages.parts.words import date, number, say, voice
from pages.parts.words import quarter as in_words


def show(who: Visitor, measure: str, place: Place, quarter: Quarter) -> None:
    """The figure, what it means, and the release it is of."""
    origin_view.figure(who, measure, place, quarter)
    st.markdown("\n\n".join(meanings.of(house().catalogue, measure, voice())))
    st.header(say("released.release"))
    release = cached.releases(who).get(str(quarter))
    if release is None:
        st.write(say("released.not_of_quarter", quarter=in_words(quarter)))
        return
    told = {"number": number(release.number), "day": date(release.published_at.date()), "quarter": in_words(quarter)}
    values = cached.level_values(who, measures=[measure], quarter=quarter, level=place.level)
    step = values["step"].max()
    steps = say("released.steps", steps=number(step)) if step > 0 else say("released.not_rounded")
    st.markdown(f"{say('released.told', **told)} {steps}")
