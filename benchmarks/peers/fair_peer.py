"""The fair peer: the same SQLite tables, and Plotly's MapLibre map with the outlines fetched by address."""

import os
import sqlite3

import pandas as pd
import plotly.express as px
import streamlit as st

st.set_page_config(layout="wide")
connection = sqlite3.connect(os.environ["BENCH_DATABASE"])
quarters = [row[0] for row in connection.execute("SELECT DISTINCT quarter FROM counting_returns ORDER BY quarter DESC")]
quarter = st.selectbox("Quarter", quarters)
values = pd.read_sql(
    "SELECT place, numerator AS value FROM district_values WHERE measure = 'PRE-02' AND quarter = ?",
    connection,
    params=[quarter],
)
figure = px.choropleth_map(
    values,
    geojson="/app/static/districts.geojson",
    featureidkey="properties.code",
    locations="place",
    color="value",
    color_continuous_scale="Viridis",
    range_color=(0, values["value"].quantile(0.95)),
    map_style="white-bg",
    center={"lat": -2.3, "lon": 118},
    zoom=3.4,
    height=560,
)
st.plotly_chart(figure, width="stretch")
