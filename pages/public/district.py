"""One district: what is open, its five pillars beside its peers, what it reported, services, centres, money."""

import streamlit as st

from pages.parts import district_profile, drawn
from pages.parts.visitor import visitor
from pages.parts.words import escaped, say

who = visitor()

heading = st.container()
place, quarter = district_profile.choosers(who)
with heading:
    st.title(escaped(place.name))
    st.caption(district_profile.where(place))

st.markdown(district_profile.filing(who, place, quarter))
district_profile.ways(place)

owed = district_profile.owed(who, place)
if owed is not None:
    st.header(say("district.open"))
    district_profile.show_tasks(who, place, owed)

st.header(say("district.pillars"))
district_profile.show_pillars(who, place, quarter)

st.header(say("district.reported"))
district_profile.show_reported(who, place, owed)

drawn.district_below(who, place.code, str(quarter))
