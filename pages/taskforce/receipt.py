"""Check a receipt: what was filed under it, whether it still counts, and whether a file is the one that was filed."""

from __future__ import annotations

import streamlit as st

from data import rights
from data.errors import UnknownReceipt
from pages.parts import past_returns, receipt_view, visitor
from pages.parts.looking_back import house_then
from pages.parts.noted import noted
from pages.parts.words import say

KEY = "receipt"

who = visitor.require(rights.may_see_any)
st.title(say("receipt.title"))
st.write(say("receipt.lead"))
asked = st.query_params.get(KEY, "")
if asked != noted().get(f"written_{KEY}"):
    st.session_state[KEY] = asked
code = st.text_input(say("receipt.code"), key=KEY, max_chars=40, help=say("receipt.code_hint")).strip()
noted()[f"written_{KEY}"] = code
if code != asked:
    st.query_params[KEY] = code
if not code:
    st.stop()

try:
    found = past_returns.look_up(house_then(), who, code)
except UnknownReceipt as unknown:
    st.error(say(unknown.key), icon=":material/search_off:")
    st.stop()
receipt_view.show(found)

if found.receipt.sha256:
    st.subheader(say("receipt.compare"))
    st.write(say("receipt.compare_hint"))
    sent = st.file_uploader(say("receipt.file"), key=f"receipt_file_{found.receipt.receipt}")
    if sent is not None:
        receipt_view.compare(sent.getvalue(), found)
