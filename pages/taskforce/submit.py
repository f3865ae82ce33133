"""Hand in a return: take the workbook, bring it back, see what is wrong in which cell, file it, keep the receipt."""

from __future__ import annotations

from urllib.parse import urlencode

import streamlit as st

from data import rights
from data.errors import NotAllowed
from pages.parts import corrections, handing_in, looking_back, many_returns, nil_return, one_return, visitor
from pages.parts.opened import house
from pages.parts.words import date, say, voice

who = visitor.require(rights.may_file_any)
here = house()

st.title(say("submit.title"))
columns = st.columns(2)
with columns[0]:
    place = handing_in.choose_place(who)
with columns[1]:
    quarter = handing_in.choose_quarter(who)
locked = corrections.before_sending(who, place, quarter)
if not locked:
    st.write(handing_in.standing(who, place, quarter))
st.caption(f"[{say('send.link')}](/send?{urlencode(st.query_params.to_dict())})")

st.header(say("submit.take"))
due = here.country.due(quarter)
asked = say("submit.was_due" if due < looking_back.today() else "submit.due", day=date(due))
st.write(say("submit.take_hint", due=asked))
st.link_button(
    say("submit.download", place=place.name, quarter=voice().quarter(quarter)),
    handing_in.template_address(who, place=place, quarter=quarter),
    icon=":material/download:",
)

if not locked and nil_return.offer(who, place=place, quarter=quarter):
    st.stop()

st.header(say("submit.bring"))
if st.toggle(say("several.toggle"), key="submit_several"):
    many_returns.show(who)
    st.stop()
if locked:
    st.write(say("corrections.nothing_to_send"))
    st.stop()
sent = st.file_uploader(
    say("submit.upload"), type="xlsx", key=handing_in.uploader_key(), help=say("submit.upload_hint")
)
if receipt := handing_in.last_receipt(place, quarter):
    handing_in.show_receipt(receipt)

if sent is not None:
    try:
        with st.spinner(say("submit.checking")):
            examination = handing_in.examined(
                sent.getvalue(), file_name=sent.name, who=who, place=place, quarter=quarter
            )
    except NotAllowed:
        st.error(say("findings.not_allowed"), icon=":material/block:")
        st.stop()
    if receipt := one_return.show(examination, who):
        handing_in.keep_receipt(receipt)
        st.rerun()
