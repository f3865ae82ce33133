"""Agreements: the ministry's ledger of funding, with what was entered, changed and why."""

from __future__ import annotations

import streamlit as st

from data.rights import may_read_ledger
from pages.parts import agreement_view, visitor
from pages.parts.words import say

who = visitor.require(may_read_ledger)
st.title(say("ledger.title"))
st.write(say("ledger.lead"))
agreement_view.offer(who)
