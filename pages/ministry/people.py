"""People: who may sign in, as what, for which places; for the administrator."""

import streamlit as st

from data import rights
from pages.parts import people_tokens, people_view, visitor
from pages.parts.words import say

who = visitor.require(rights.may_administer)

st.title(say("people.title"))
st.write(say("people.lead"))
if not people_view.donors_are_let_in():
    st.caption(say("people.not_yet"))
if people_view.is_demo():
    st.info(say("people.demo"))
    st.stop()

people_view.say_done()
known = people_view.known(who)
people_view.table(known)

st.header(say("people.one"))
people_view.change_one(who, known)
st.subheader(say("people.tokens.title"))
people_tokens.show(who, st.session_state["people_which"])

st.header(say("people.add"))
people_view.add_one(who)
