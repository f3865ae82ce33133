"""Which recovery centre runs out of money, and when: every centre, the first at the top; a calendar, a cliff, a map."""

from __future__ import annotations

import streamlit as st

from pages.parts import cached, centre_choice, centre_map, drawn, filters, visitor
from pages.parts.words import date, say

who = visitor.visitor()

st.title(say("centres.title"))
filters.say_unknown(quarter=lambda: filters.filed_quarters(who))
quarter = filters.choose_quarter(who, width=320)
centres = cached.centres(who, quarter=quarter)
if not centres:
    st.info(centre_choice.why_none(who))
    st.stop()

st.write(say("centres.lead", day=date(quarter.last_day)))
st.write(centre_choice.counts(centres))
drawn.centre_table(who, str(quarter))
centre_choice.offer_others(who, quarter, len(centres))
st.caption(say("centres.fewer"))

st.header(say("centres.calendar"))
drawn.centre_calendar(who, str(quarter))
drawn.months_left(who, str(quarter))

st.header(say("centres.cliff"))
drawn.cliff(who, str(quarter))

st.header(say("centres.map"))
centre_map.show(who, quarter)

st.header(say("centres.method"))
centre_choice.show_method()
