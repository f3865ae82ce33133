"""The page Trends as people write it: the same tables of the database, pandas, and Plotly Express at every change."""

import os
import sqlite3

import pandas as pd
import plotly.express as px
import streamlit as st

st.set_page_config(layout="wide")
connection = sqlite3.connect(os.environ["BENCH_DATABASE"])
country, district = os.environ["BENCH_COUNTRY"], os.environ["BENCH_DISTRICT"]
peers = os.environ["BENCH_PEERS"].split(",")
headline = os.environ["BENCH_MEASURES"].split(",")
known = [row[0] for row in connection.execute("SELECT DISTINCT measure FROM rollups ORDER BY measure")]


def nation(measure):
    """The country's sums by quarter."""
    asked = (
        "SELECT quarter, numerator AS value, reporting FROM rollups WHERE measure = ? AND place = ? ORDER BY quarter"
    )
    return pd.read_sql(asked, connection, params=[measure, country])


def districts(measure, codes):
    """Some districts' values by quarter."""
    marks = ",".join("?" * len(codes))
    asked = f"SELECT quarter, place, numerator AS value FROM district_values WHERE measure = ? AND place IN ({marks})"  # noqa: S608
    return pd.read_sql(asked, connection, params=[measure, *codes]).sort_values(["place", "quarter"])


def draw(measure):
    """The country's line; the district's with the middle of its peers; the same numbers as tables."""
    st.subheader(measure)
    whole = nation(measure)
    st.plotly_chart(
        px.line(whole, x="quarter", y="value", markers=True, hover_data=["reporting"]), key=f"{measure} all"
    )
    own = districts(measure, [district])
    middle = districts(measure, peers).groupby("quarter", as_index=False)["value"].median().assign(place="peers")
    both = pd.concat([own, middle])
    st.plotly_chart(px.line(both, x="quarter", y="value", color="place", symbol="place", markers=True), key=measure)
    st.table(whole.merge(own[["quarter", "value"]], on="quarter", how="left", suffixes=("", " district")))


chosen = st.selectbox("Indicator", known, index=known.index(headline[0]))
for each in dict.fromkeys((chosen, *headline)):
    draw(each)
