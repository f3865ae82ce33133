"""The tokens by which programs read what a person may read, on the page *People*: which there are, and ending one.

They are made on the command line, where they are shown once; who administers sees what they are for, and never a token.
"""

from __future__ import annotations

import streamlit as st

from data.errors import CannotAdminister
from data.model import Visitor
from data.store.api_tokens import Token
from pages.parts import accounts
from pages.parts.opened import house
from pages.parts.people_view import DONE
from pages.parts.words import date, escaped, say


def show(who: Visitor, email: str) -> None:
    """Draw the tokens of a person that were not ended, each with the button that ends it."""
    st.write(say("people.tokens.lead"))
    found = accounts.tokens(house(), who, email)
    if not found:
        st.caption(say("people.tokens.none"))
    for token in found:
        with st.container(horizontal=True, vertical_alignment="center", border=True):
            _one(who, email, token)


def _one(who: Visitor, email: str, token: Token) -> None:
    label = escaped(token.label or say("people.tokens.unnamed"))
    st.markdown(f"**{label}**  \n`{token.number}` · {say('people.tokens.since', day=date(token.created_at.date()))}")
    with st.popover(say("people.tokens.end"), key=f"people_token_{token.number}"):
        st.write(say("people.tokens.end_hint"))
        if not st.button(say("people.tokens.end_now"), key=f"people_token_end_{token.number}"):
            return
    try:
        accounts.end_token(house(), who, email, token.number)
    except CannotAdminister as error:
        st.error(say(error.key, **{name: escaped(str(value)) for name, value in error.values.items()}))
        return
    st.session_state[DONE] = say("people.commands.token_ended")
    st.rerun()
