"""How figures went over the quarters: two lines to watch, any other, nationally and for chosen places."""

from __future__ import annotations

import streamlit as st

from pages.parts import cached, drawn, filters, places_chosen, trend_choice, trend_lines, visitor
from pages.parts.drawing import published
from pages.parts.opened import house
from pages.parts.words import say

who = visitor.visitor()
headline = trend_lines.standard(house().country, house().catalogue)

st.title(say("trends.title"))
st.write(say("trends.lead"))
if not cached.anybody_filed(who):
    st.info(say("trends.nobody"))
    st.stop()

filters.say_unknown(indicator=filters.measures)
choosers = st.grid("auto", min_column_width=300)
with choosers.cell():
    measure = filters.choose_measure(default=headline[0])
with choosers.cell():
    places = tuple(places_chosen.choose_places(who))
with choosers.cell():
    split = trend_choice.choose_split(measure)
by, peers = trend_choice.choose(places)

if split or measure not in headline:
    st.header(say("trends.chosen"))
if split:
    drawn.split(who, measure, places[0] if places else house().country.root.code, split)
if measure not in headline:
    drawn.measure(who, measure, places, by, peers)
st.header(say("trends.standard"))
pair = st.grid(1 if len(places) > 2 else 2, min_column_width=380, gap="medium")
for each in headline:
    with pair.cell():
        drawn.measure(who, each, places, by, peers)

if published.totals_of(measure):
    st.header(say("published.title"))
    drawn.every_published(who, measure, str(cached.quarters(who)[-1]))
