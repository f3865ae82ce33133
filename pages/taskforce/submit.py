"""Hand in a return: take the workbook, bring it back, see what is wrong in which cell, file it, keep the receipt."""

from __future__ import annotations

import streamlit as st

from data.errors import NotAllowed
from pages.parts import findings_list, handing_in, marked, nil_return, visitor
from pages.parts.opened import house
from pages.parts.words import date, say

who = visitor.require("taskforce", "ministry")
here = house()

st.title(say("submit.title"))
columns = st.columns(2)
with columns[0]:
    place = handing_in.choose_place(who)
with columns[1]:
    quarter = handing_in.choose_quarter()
st.write(handing_in.standing(place, quarter))

st.subheader(say("submit.take"))
st.write(say("submit.take_hint", due=date(here.country.due(quarter))))
st.link_button(
    say("submit.download", place=place.name, quarter=str(quarter)),
    handing_in.template_address(who, place=place, quarter=quarter),
    icon=":material/download:",
)

if nil_return.offer(who, place=place, quarter=quarter):
    st.stop()

st.subheader(say("submit.bring"))
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
    handing_in.show_verdict(examination)
    findings_list.show(examination.findings)
    marked.offer(examination, who)
    if examination.filed_as:
        st.info(say("returns.same_file"), icon=":material/done_all:")
        handing_in.show_receipt(examination.filed_as)
    elif examination.verdict != "stop":
        answers = handing_in.ask(examination)
        handing_in.show_difference(examination)
        handing_in.show_changes(examination, who)
        unanswered = [code for code in examination.questions if not answers.get(code, "").strip()]
        if unanswered:
            st.info(say("submit.answer_first"))
        pressed = st.button(say("submit.file"), type="primary", key="submit_file", disabled=bool(unanswered))
        if pressed and handing_in.filed(examination, who=who, answers=answers):
            st.rerun()
        handing_in.look(examination)
