"""The requests to correct what is accepted or closed, each with its two answers: open again, or decline."""

from __future__ import annotations

import streamlit as st

from data.model import Visitor
from pages.parts import cached, desk, looking_back, review_cases
from pages.parts.kept import kept
from pages.parts.looking_back import house_then
from pages.parts.opened import house
from pages.parts.review_cases import Asked
from pages.parts.review_list import attempt
from pages.parts.words import day_and_time, escaped, say
from pages.parts.words import quarter as in_words


def show(who: Visitor) -> None:
    """Draw every request that nobody has answered."""
    for each in _requests(cached.version(), who):
        with st.container(border=True):
            _request(who, each)


@kept(cached.FEW)  # nobody changes what stands in it
def _requests(version: str, who: Visitor) -> list[Asked]:
    return review_cases.requests(house_then(), who)


def _request(who: Visitor, each: Asked) -> None:
    key = f"{each.place.code}_{each.quarter}"
    told = {"place": escaped(each.place.name), "quarter": in_words(each.quarter)}
    moment = day_and_time(each.said.at)
    st.markdown(say("review.request", by=escaped(each.said.by), moment=moment, reason=escaped(each.said.note), **told))
    if looking_back.is_past():
        return
    reason = st.text_input(say("review.answer"), key=f"review_answer_{key}", max_chars=500)
    plain = {"place": each.place.name, "quarter": str(each.quarter)}
    of = {"place": each.place.code, "quarter": each.quarter, "reason": reason}
    with st.container(horizontal=True):
        if st.button(say("review.reopen"), key=f"review_grant_{key}", disabled=not reason.strip()):
            attempt(lambda: desk.reopen(house(), who, **of), say("review.reopened_one", **plain))
        if st.button(say("review.decline"), key=f"review_decline_{key}", disabled=not reason.strip()):
            attempt(lambda: desk.decline(house(), who, **of), say("review.declined_one", **plain))
