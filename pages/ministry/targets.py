"""Targets and proofs: what the ministry changes in its plans, each with a reason, and everything that was changed."""

from __future__ import annotations

import streamlit as st

from data.rights import may_edit_plan
from pages.parts import filters, plan_choice, plan_desk, visitor
from pages.parts.words import say

who = visitor.require(may_edit_plan)
st.title(say("shell.targets"))
st.write(say("plan.edit_lead"))
filters.say_unknown(plan=plan_choice.keys)
plan = plan_choice.choose(filters.filed_quarters(who)[0])
if plan is None:
    st.info(say("plan.none"))
else:
    plan_desk.offer(who, plan)
