"""How it is reckoned: every formula with an example of an invented centre, and when each input was last updated."""

from __future__ import annotations

import streamlit as st

from pages.parts import drawn, method_view, visitor
from pages.parts.words import say

who = visitor.visitor()
st.title(say("method.title"))
st.write(say("method.lead"))
drawn.method(who)
method_view.offer_chapters()
