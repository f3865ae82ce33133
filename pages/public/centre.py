"""One recovery centre: what keeps it open and by when, what its closure would cost, and what these figures rest on."""

from __future__ import annotations

import streamlit as st

from pages.parts import cached, centre_choice, drawn, filters, looking_back, visitor
from pages.parts.words import escaped, say

who = visitor.visitor()

heading = st.container()
filters.say_unknown(quarter=lambda: filters.filed_quarters(who))
with st.container(horizontal=True):
    quarter = filters.choose_quarter(who, width=filters.WIDTH_OF_QUARTER)
    centres = cached.centres(who, quarter=quarter)
    code = centre_choice.choose(centres) if centres else ""
if not centres:
    heading.title(say("centre.title"))
    st.info(centre_choice.why_none(who))
    st.stop()

asked, today = str(quarter), looking_back.today().isoformat()
heading.title(escaped(centre_choice.name_of(centres, code)))
drawn.centre_head(who, asked, code)

st.header(say("centre.keeping_open"))
drawn.keeping_open(who, asked, code, centre_choice.choose_month(centres, code, quarter), today)

st.header(say("centre.closure"))
drawn.centre_closing(who, asked, code, centre_choice.choose_reach())

st.header(say("centre.money"))
drawn.centre_money(who, asked, code)

st.header(say("centre.rests_on"))
drawn.centre_inputs(who, asked, code, today)
centre_choice.link_to_all(quarter)
