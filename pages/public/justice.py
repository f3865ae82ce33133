"""What becomes of cases: convictions beside the protection of victims, cases, persons, ratios with lag, restitution."""

from __future__ import annotations

import streamlit as st

from pages.parts import chains_view, drawn, visitor
from pages.parts.words import say

who = visitor.visitor()

st.title(say("justice.title"))
place, quarter = chains_view.choosers(who, chains_view.lags_to_choose())
chosen = (who, place, quarter)

drawn.justice_head(*chosen)

st.header(say("justice.ratios"))
chains_view.show_ratios(*chosen)

st.header(say("justice.restitution"))
drawn.restitution(*chosen)

chains_view.files(*chosen, "cases", "persons", "quarters", "identity", "restitution")
