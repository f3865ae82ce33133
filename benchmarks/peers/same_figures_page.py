"""Shows what was recorded in the file that the address names."""

import base64
import json
import os
from pathlib import Path

import streamlit as st
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.scriptrunner_utils.script_run_context import enqueue_message

st.set_page_config(layout="wide")


@st.cache_resource(show_spinner=False)
def recorded(name):
    """The messages of a page."""
    written = json.loads((Path(os.environ["BENCH_RECORDED"]) / f"{name}.json").read_text())
    return [base64.b64decode(each) for each in written]


for written in recorded(st.query_params["page"]):
    enqueue_message(ForwardMsg.FromString(written))
