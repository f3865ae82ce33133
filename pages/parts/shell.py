"""The frame of every page: title and icon, language, who is visiting, and the menu. Streamlit runs it on every visit.

A page is one file in its audience's folder and one line here: the order and the audience of a menu are worth seeing in
one place.
"""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from data import words
from pages.parts import visitor
from pages.parts.filters import choose
from pages.parts.opened import house
from pages.parts.words import KEY as LANGUAGE
from pages.parts.words import language, say

st.set_page_config(
    page_title=say("shell.title"),
    page_icon=str(Path(__file__).with_name("icon.png")),  # without a local one, browsers would ask a font host for it
    layout="wide",
)

MENU = {
    "public": {
        "overview": ":material/flag:",
        "map": ":material/map:",
        "district": ":material/location_on:",
        "trends": ":material/show_chart:",
        "centres": ":material/night_shelter:",
    },
    "taskforce": {
        "submit": ":material/upload_file:",
        "my_returns": ":material/history:",
        "receipt": ":material/verified:",
        "checks": ":material/rule:",
    },
}

with st.sidebar:
    choose(
        say("filters.language"),
        key=LANGUAGE,
        options=words.languages(),
        default=language(),
        show=lambda code: words.text("language", code),
    )
    visitor.chooser()

pages = {
    say(f"shell.{audience}"): [
        st.Page(
            f"../{audience}/{name}.py",
            title=say(f"shell.{name}"),
            icon=icon,
            default=name == "overview",
            url_path=name,
        )
        for name, icon in entries.items()
    ]
    for audience, entries in MENU.items()
}
page = st.navigation(pages)
if house().facts.demo:
    st.caption(say("shell.demo"))
page.run()
