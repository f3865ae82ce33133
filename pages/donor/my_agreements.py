"""My agreements: what a donor's money paid, what ends when, what others give, and what the donor intends to give."""

from __future__ import annotations

import streamlit as st

from data.rights import may_read_own_agreements
from pages.parts import my_agreements, visitor
from pages.parts.words import say

who = visitor.require(may_read_own_agreements)
st.title(say("donor.title"))
st.write(say("donor.lead"))
my_agreements.offer(who)
