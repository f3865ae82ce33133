"""Reporting: who has reported, in time and how completely, by province and over time; who owes, and a text for them."""

from __future__ import annotations

import streamlit as st

from data.rights import may_close, may_follow_any
from pages.parts import (
    cached,
    filters,
    looking_back,
    quarter_desk,
    reporting_drawn,
    reporting_list,
    reporting_owing,
    reporting_view,
    review_list,
    visitor,
)
from pages.parts.words import say
from pages.parts.working import working

who = visitor.require(may_follow_any)
st.title(say("reporting.title"))
st.write(say("reporting.lead"))
review_list.say_done()
if not cached.anybody_filed(who):
    st.info(say("overview.nobody"))
filters.say_unknown(quarter=lambda: filters.filed_quarters(who))
quarter = filters.choose_quarter(who, width=filters.WIDTH_OF_QUARTER)
today = looking_back.today()
with working(say("reporting.counting"), key="reporting", of=(who, quarter, today)):
    found = reporting_view.stands(who, quarter, today)
    counts = reporting_view.counts(who, quarter)
reporting_drawn.head(who, quarter, today)
reporting_list.show(who, found, counts, quarter)
reporting_view.draw_map(who, quarter, today)
reporting_drawn.by_province(who, quarter, today)
reporting_owing.owing(who, quarter, today)
if area := reporting_view.choose_area(who, quarter):
    reporting_drawn.over_time(who, quarter, area)
if may_close(who) and looking_back.chosen() is None:  # what is decided, is decided today
    quarter_desk.closing(who, quarter, found)
    quarter_desk.exemptions(who, quarter, found)
