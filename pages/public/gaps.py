"""What is needed and what there is for it: by place, year, service and pillar; who pays for what; where nobody pays."""

from __future__ import annotations

import streamlit as st

from pages.parts import gaps_view, visitor
from pages.parts.words import say

who = visitor.visitor()

st.title(say("gaps.title"))
funds = gaps_view.readable(who)
if funds is None:
    st.info(say("gaps.nothing"))
    st.stop()
if not funds.sites and not funds.moneys:
    st.info(say("gaps.none"))
    st.stop()

chosen = gaps_view.choosers(who, funds)
gaps_view.head(who, chosen)
gaps_view.closing(who)

st.header(say("gaps.needs"))
gaps_view.show_by(who, chosen)

st.header(say("gaps.flows"))
gaps_view.flows(who, chosen)

st.header(say("gaps.same"))
gaps_view.matrix(who, chosen)

st.header(say("gaps.proofs"))
gaps_view.show_behind(who, chosen)

st.header(say("gaps.how"))
gaps_view.method(who, chosen)
