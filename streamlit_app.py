"""The door: one ASGI application out of the menu script, the routes and the middleware. No logic."""

import streamlit as st
from starlette.middleware import Middleware

from pages.api import start
from pages.api.compression import Compression
from pages.api.headers import SecurityHeaders

app = st.App(
    "pages/parts/shell.py",
    middleware=[Middleware(SecurityHeaders), Middleware(Compression)],
    lifespan=start.importing("pandas", "plotly.graph_objects"),
)
