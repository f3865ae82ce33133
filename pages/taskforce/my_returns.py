"""My returns: what the district owes and by when, what it filed, and taking a return back."""

from __future__ import annotations

import streamlit as st

from data import rights
from pages.parts import handing_in, own_returns, quarters_owed, visitor
from pages.parts.words import say

who = visitor.require(rights.may_file_any)
st.title(say("my_returns.title"))
st.write(say("my_returns.lead"))
place = handing_in.choose_place(who)
own_returns.say_withdrawn()
quarters = quarters_owed.listed(who, place)
own_returns.show_sent_back(quarters)
own_returns.show_table(who, quarters, place)
st.header(say("my_returns.one"))
own_returns.show_quarter(who, quarters, place)
