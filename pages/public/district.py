"""One district: what it filed, its core numbers, one of them over the quarters, its centres."""

import streamlit as st

from pages.parts import district_profile
from pages.parts.visitor import visitor
from pages.parts.words import escaped, say

who = visitor()

heading = st.container()
place, quarter = district_profile.choosers(who)
with heading:
    st.title(escaped(place.name))
    st.caption(district_profile.where(place))

st.markdown("  \n".join(district_profile.filing(who, place, quarter)))
district_profile.link_to_map()

st.header(say("district.core"))
if district_profile.may_read(who, place):
    district_profile.show_core(who, place, quarter)
else:
    st.info(say("district.withheld"))

st.header(say("district.trend"))
district_profile.show_trend(place, quarter)

st.header(say("district.centres"))
district_profile.show_centres(who, place, quarter)
