"""History: how a figure moved over the revisions of its return, and over the releases of its quarter."""

from __future__ import annotations

import streamlit as st

from data.rights import may_see_history
from pages.parts import history_view, visitor
from pages.parts.words import say

who = visitor.require(may_see_history)
st.title(say("history.title"))
st.write(say("history.lead"))
history_view.show(who, *history_view.choosers(who))
