"""Any indicator in any quarter, on the map of all districts; a district opens its page."""

import streamlit as st

from pages.parts import map_view
from pages.parts.words import say

st.title(say("map_page.title"))
map_view.show()
