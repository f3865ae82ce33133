"""Where the country stands against its plan: five pillars, milestones, what the plan says, and what nobody counts."""

from __future__ import annotations

import streamlit as st

from pages.parts import drawn, filters, plan_choice, visitor
from pages.parts.words import say

who = visitor.visitor()

st.title(say("plan.title"))
filters.say_unknown(quarter=lambda: filters.filed_quarters(who), plan=plan_choice.keys)
with st.container(horizontal=True):
    quarter = str(filters.choose_quarter(who, width=filters.WIDTH_OF_QUARTER))
    plan = plan_choice.choose(quarter)
if plan is None:
    st.info(say("plan.none"))
else:
    drawn.plan_head(who, plan, quarter)
    drawn.scorecard(who, plan, quarter)
drawn.plan_content(plan, quarter)
