"""One examined workbook on the page: what was found, what it changes, its questions, and the button that files it."""

from __future__ import annotations

import streamlit as st

from data.intake.receive import Examination
from data.model import Visitor
from data.store.new_return import Receipt
from pages.parts import findings_list, handing_in, marked
from pages.parts.words import say


def show(examination: Examination, who: Visitor, *, of: str = "") -> Receipt | None:
    """Draw it; gives the receipt when the visitor files it. `of` tells several workbooks on one page apart."""
    if examination.filed_as:
        st.info(say("returns.same_file"), icon=":material/done_all:")
        handing_in.show_receipt(examination.filed_as)
        return None
    handing_in.show_verdict(examination)
    findings_list.show(examination.findings)
    marked.offer(examination, who)
    if examination.verdict == "stop":
        return None
    if examination.nothing_accepted:
        st.caption(say("submit.nothing_accepted"))
    answers = handing_in.ask(examination, of=of)
    handing_in.show_difference(examination)
    handing_in.show_changes(examination, who)
    unanswered = [code for code in examination.questions if not answers.get(code, "").strip()]
    if unanswered:
        st.info(say("submit.answer_first"))
    pressed = st.button(say("submit.file"), type="primary", key="submit_file", disabled=bool(unanswered))
    receipt = handing_in.filed(examination, who=who, answers=answers) if pressed else None
    handing_in.look(examination)
    return receipt
