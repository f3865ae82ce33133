"""What an officer must know before sending: what was sent back and why, and what is locked and how to ask for it."""

from __future__ import annotations

import streamlit as st

from data.errors import ReturnAccepted, UserError
from data.model import Place, Quarter, Visitor
from data.store.receipts import Filed, Standing
from metrics.deadlines import ReturnState
from pages.parts import desk, quarters_owed
from pages.parts.opened import house
from pages.parts.past_returns import Owed
from pages.parts.words import day_and_time, escaped, say
from pages.parts.words import quarter as in_words

DONE = "correction_asked"


def before_sending(who: Visitor, place: Place, quarter: Quarter) -> bool:
    """Say what stands in the way of a return, or what is to be mended in it; gives whether it is locked."""
    owed = quarters_owed.of_quarter(who, place, quarter)
    show(owed)
    if owed.locked is None:
        return False
    key = "corrections.accepted" if isinstance(owed.locked, ReturnAccepted) else "corrections.closed"
    st.warning(say(key, quarter=in_words(quarter), place=escaped(place.name)), icon=":material/lock:")
    ask(who, place, owed)
    return True


def show(owed: Owed) -> None:
    """What the ministry wrote of a quarter: why a return was sent back, and what was answered to a request."""
    if owed.state is ReturnState.SENT_BACK and (sent_back := newest_sent_back(owed)):
        st.warning(sent_back_told(sent_back, owed.quarter), icon=":material/undo:")
        cells = sent_back.life[-1].cells
        if cells:
            columns = [say(f"corrections.{key}") for key in ("sheet", "cell", "note")]
            rows = [dict(zip(columns, (each.sheet, each.cell, each.note), strict=True)) for each in cells]
            st.table([{key: escaped(value) for key, value in row.items()} for row in rows], border="horizontal")
        st.write(say("corrections.answer"))
    if owed.state is ReturnState.REOPENED or (owed.decided.closed and owed.locked is None):
        st.info(say("corrections.open", quarter=in_words(owed.quarter)), icon=":material/lock_open:")


def sent_back_told(sent_back: Filed, quarter: Quarter) -> str:
    """Who sent a return back, when and why."""
    moment = day_and_time(sent_back.ended_at) if sent_back.ended_at else ""
    told = say("corrections.sent_back", quarter=in_words(quarter), by=escaped(sent_back.ended_by), moment=moment)
    return f"{told} {escaped(sent_back.reason)}".strip()


def newest_sent_back(owed: Owed) -> Filed | None:
    """The return that is to be mended."""
    return next((each for each in owed.filed if each.standing is Standing.SENT_BACK), None)


def ask(who: Visitor, place: Place, owed: Owed) -> None:
    """Ask to correct what is locked; or say that somebody has asked, or what was answered."""
    if told := st.session_state.pop(DONE, None):
        st.success(told, icon=":material/task_alt:")
    if asked := owed.decided.asked.get(place.code):
        moment = day_and_time(asked.at)
        st.info(say("corrections.asked", by=escaped(asked.by), moment=moment, reason=escaped(asked.note)))
        return
    if declined := owed.decided.declined.get(place.code):
        moment = day_and_time(declined.at)
        st.info(say("corrections.declined", by=escaped(declined.by), moment=moment, reason=escaped(declined.note)))
    reason = st.text_area(say("corrections.reason"), key="correction_reason", max_chars=500)
    if st.button(say("corrections.ask"), key="correction_ask", icon=":material/edit:", disabled=not reason.strip()):
        try:
            desk.ask_to_correct(house(), who, place=place.code, quarter=owed.quarter, reason=reason)
        except UserError as error:
            st.error(say(error.key, **error.values), icon=":material/block:")
        else:
            st.session_state[DONE] = say("corrections.was_asked")
            st.rerun()
