"""Where a number comes from: its definition, the returns and cells that made it, who filed and accepted them."""

from __future__ import annotations

import streamlit as st

from pages.parts import cached, origin_view, visitor
from pages.parts.words import say

who = visitor.visitor()

st.title(say("origin.title"))
st.write(say("origin.lead"))
if not cached.visible(who):
    st.info(say("map_page.withheld"))
    st.stop()
origin_view.show(who, *origin_view.choosers(who))
