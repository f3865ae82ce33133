"""An otherwise empty Streamlit page that draws one coloured box."""

import streamlit as st

COLOURS = ["#c0392b", "#2980b9", "#27ae60", "#8e44ad"]

number = st.selectbox("Quarter", range(12), format_func=lambda n: f"Quarter {n}")
st.html(f'<div style="height:600px;background:{COLOURS[number % len(COLOURS)]}"></div>')
