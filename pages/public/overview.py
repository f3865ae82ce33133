"""What happened in the quarter, at a glance."""

import streamlit as st

from data.words import text

st.title(text("shell.overview"))
