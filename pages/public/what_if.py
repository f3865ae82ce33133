"""What an amount of money would keep open: a proposal under the reader's conditions, beside the reader's own choice."""

from __future__ import annotations

import streamlit as st

from pages.parts import cached, centre_choice, drawn, filters, visitor, what_if_choice, what_if_files
from pages.parts.words import date, number, say
from pages.parts.working import working

who = visitor.visitor()

st.title(say("what_if.title"))
filters.say_unknown(quarter=lambda: filters.filed_quarters(who))
quarter = filters.choose_quarter(who, width=filters.WIDTH_OF_QUARTER)
centres = cached.centres(who, quarter=quarter)
if not centres:
    st.info(centre_choice.why_none(who))
    st.stop()

st.write(say("what_if.lead", day=date(quarter.last_day)))
asked = what_if_choice.choose(who, quarter)
with working(say("what_if.working", count=number(len(centres))), key="what_if", of=(who, asked)):
    drawn.what_if(who, asked)
what_if_files.offer(who, asked)
