"""What happened in the quarter, at a glance: who reported, what needs attention, the five pillars, what changed."""

from __future__ import annotations

import streamlit as st

from pages.parts import chains_view, drawn, filters, plan_choice, visitor
from pages.parts.briefing import offer
from pages.parts.drawing import published
from pages.parts.words import say

who = visitor.visitor()

st.title(say("overview.title"))
filters.say_unknown(quarter=lambda: filters.filed_quarters(who))
quarter = str(filters.choose_quarter(who, width=320))
drawn.overview_head(who, quarter)
offer.offer(who, quarter)
chains_view.ways(quarter)

st.header(say("overview.attention"))
drawn.attention(who, quarter)

st.header(say("overview.pillars"))
plan = plan_choice.usual(quarter)
if plan is not None:
    drawn.plan_line(who, plan, quarter)
drawn.pillars(who, quarter)

st.header(say("overview.changes"))
drawn.changes(who, quarter)

if measure := published.measure_of_country():
    st.header(say("published.title"))
    drawn.newest_published(who, measure, quarter)
