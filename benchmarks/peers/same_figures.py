"""An otherwise empty Streamlit page that has nothing to do but to show the very elements that a page of Lima shows.

They were recorded before, and are sent as they are: whatever Lima does to make them is left out. Only the files that
the map's element asks for by their address are served besides.
"""

import streamlit as st

from data.settings import read_settings
from pages.api import map_files, outlines
from pages.parts import opened

app = st.App(
    "same_figures_page.py", routes=[outlines.route(read_settings().country, opened.outlines_of), map_files.route()]
)
