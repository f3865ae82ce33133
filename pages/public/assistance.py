"""What happens to the people identified: where assistance fell, the chain with its gaps, the services, who they are."""

from __future__ import annotations

import streamlit as st

from pages.parts import chains_view, drawn, visitor
from pages.parts.words import say
from pages.parts.working import working

who = visitor.visitor()

st.title(say("assistance.title"))
place, quarter = chains_view.choosers(who, chains_view.services_to_choose(), chains_view.people_to_choose())
chosen = (who, place, quarter)

with working(say("assistance.working"), key="assistance", of=chosen):
    drawn.assistance_head(*chosen)

st.header(say("assistance.gaps"))
chains_view.show_service(*chosen)

st.header(say("assistance.people"))
chains_view.show_people(*chosen)

chains_view.files(*chosen, "falls", "chain", "services", "by_place", "gaps")
