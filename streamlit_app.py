"""The door: one ASGI application out of the menu script, the routes and the middleware. No logic."""

import streamlit as st
from starlette.middleware import Middleware

from data.settings import read_settings
from pages.api import (
    data_values,
    downloads,
    front_page,
    health,
    map_ahead,
    map_files,
    outlines,
    start,
    still_signed_in,
)
from pages.api.compression import Compression
from pages.api.headers import SecurityHeaders
from pages.api.own_names import OwnNames
from pages.api.own_page import OwnPage
from pages.api.send import routes as send
from pages.api.sign_in import routes as sign_in
from pages.api.signed_in_only import SignedInOnly
from pages.api.troubles import Troubles
from pages.api.upload_limits import UploadLimits
from pages.parts import opened, released, trouble_shown

settings = read_settings()
app = st.App(
    "pages/parts/shell.py",
    routes=[
        front_page.route(),
        still_signed_in.route(opened.house),
        health.route(lambda: released.version(opened.house())),
        outlines.route(settings.country, opened.outlines_of),
        map_files.route(),
        map_ahead.route(opened.house),
        downloads.route(opened.house),
        *data_values.routes(opened.house),
        *send.routes(opened.house),
        *sign_in.routes(opened.house),
    ],
    middleware=[
        Middleware(SecurityHeaders),
        Middleware(OwnNames, names=start.answered_names(settings.host, settings.names)),
        Middleware(UploadLimits),
        Middleware(Compression),
        Middleware(Troubles),
        Middleware(SignedInOnly, opened=opened.house),
        Middleware(OwnPage),
    ],
    on_script_error=trouble_shown.show,
    lifespan=start.importing("pandas", "plotly.graph_objects", "pages.parts.drawn"),
)
