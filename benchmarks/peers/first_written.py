"""The app that people write first: every workbook read by pandas, and Plotly's own choropleth.

A local topojson file is given, because without the internet `px.choropleth` draws nothing at all.
"""

import json
import os
from pathlib import Path

import pandas as pd
import plotly.express as px
import streamlit as st

st.set_page_config(layout="wide")


@st.cache_data
def load(folder):
    """Every sheet of every workbook, one under the other."""
    frames = []
    for file in sorted(Path(folder).glob("*.xlsx")):
        for name, sheet in pd.read_excel(file, sheet_name=None).items():
            frames.append(sheet.assign(place=file.stem, sheet=name))
    return pd.concat(frames)


data = load(os.environ["BENCH_WORKBOOKS"])
outlines = json.loads(Path("static/districts.geojson").read_text())
quarter = st.selectbox("Quarter", sorted(data["quarter"].unique(), reverse=True))
shown = (
    data[(data["quarter"] == quarter) & (data["indicator"] == "PRE-02")].groupby("place", as_index=False)["value"].sum()
)
figure = px.choropleth(
    shown,
    geojson=outlines,
    featureidkey="properties.code",
    locations="place",
    color="value",
    color_continuous_scale="Viridis",
    height=560,
)
figure.update_geos(fitbounds="locations", visible=False)
st.plotly_chart(figure, width="stretch", config={"topojsonURL": "/app/static/"})
