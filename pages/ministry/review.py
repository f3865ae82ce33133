"""Review: what waits and for how long, one return with all that is to be looked at, and what is decided about it."""

from __future__ import annotations

import streamlit as st

from data.rights import may_review_any
from pages.parts import looking_back, review_case, review_list, review_requests, visitor
from pages.parts.words import say

who = visitor.require(may_review_any)
st.title(say("review.title"))
st.write(say("review.lead"))
review_list.say_done()
review_requests.show(who)
review_list.head(who, looking_back.today())
found, of = review_list.choose(who) if review_list.waiting(who) else ([], ())
code = review_list.show(who, found, of)
if code:
    review_case.show(who, code)
