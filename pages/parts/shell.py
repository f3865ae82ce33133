"""The frame of every page: its title and icon, and the menu by audience. Streamlit runs it first on every visit."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from data.words import text

st.set_page_config(
    page_title=text("shell.title"),
    page_icon=str(Path(__file__).with_name("icon.png")),  # without a local one, browsers would ask a font host for it
    layout="wide",
)

MENU = {
    text("shell.public"): [
        st.Page("../public/overview.py", title=text("shell.overview"), icon=":material/flag:", default=True),
    ],
}

st.navigation(MENU).run()
