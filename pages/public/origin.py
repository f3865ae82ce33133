"""Where a number comes from: its definition, the returns and cells that made it, who filed and accepted them."""

from __future__ import annotations

import streamlit as st

from pages.parts import cached, origin_view, visitor
from pages.parts.words import say

who = visitor.visitor()

st.title(say("origin.title"))
if not cached.readable(who):
    st.info(say("map_page.withheld"))
    st.stop()
st.write(say("origin.lead" if cached.visible(who) else "origin.lead_released"))
measure, place, quarter = origin_view.choosers(who)
if place.code in cached.visible(who):
    origin_view.show(who, measure, place, quarter)
else:
    origin_view.show_released(who, measure, place, quarter)
