"""Release: which quarters wait to be released, what would be shown, what the audit says, and who may read it."""

from __future__ import annotations

import streamlit as st

from data.rights import may_release
from pages.parts import cached, release_view, review_list, visitor
from pages.parts.words import say

who = visitor.require(may_release)
st.title(say("release.title"))
st.write(say("release.lead"))
review_list.say_done()
found = cached.release_overview(who)
release_view.show_waiting(who, found)
release_view.published(who)
release_view.switches(who, found.let_in)
