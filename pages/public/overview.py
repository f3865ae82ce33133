"""What happened in the quarter, at a glance: who reported, what needs attention, the five pillars, what changed."""

from __future__ import annotations

import streamlit as st

from pages.parts import chains_view, district_profile, drawn, filters, plan_choice, visitor
from pages.parts.briefing import offer
from pages.parts.words import say
from pages.parts.working import working

who = visitor.visitor()

st.title(say("overview.title"))
filters.say_unknown(quarter=lambda: filters.filed_quarters(who))
quarter = str(filters.choose_quarter(who, width=320))
district_profile.remind(who)
drawn.overview_head(who, quarter)
offer.offer(who, quarter)
chains_view.ways(quarter)
with working(say("overview.working"), key="overview", of=(who, quarter)):
    drawn.overview_below(who, quarter, plan_choice.usual(quarter))
