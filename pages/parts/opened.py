"""Lima opened once for all visitors of this process: the database with its content, and the outlines of now."""

from __future__ import annotations

import functools
import logging
from pathlib import Path

import streamlit as st

from data.geography import Atlas, Outlines
from data.geography import atlas as read_atlas
from data.geography.document import outlines_path
from data.settings import Settings, read_settings
from data.store.house import House, open_house
from pages.parts import once
from pages.parts.kept import kept

# Routes read through the same caches as pages, and are made before Streamlit's runtime is: that is meant so, and no
# concern of whoever starts Lima.
logging.getLogger("streamlit.runtime.caching.cache_data_api").addFilter(
    lambda record: not record.getMessage().startswith("No runtime found")
)


@once.in_a_run  # a page asks a hundred times
def house() -> House:
    """The house that the environment's settings describe."""
    return _remembered(read_settings())


def outlines() -> Outlines:
    """The outlines of now."""
    return atlas().now


@once.in_a_run
def atlas() -> Atlas:
    """The outlines of every time: read again when boundaries were installed since."""
    here = house()
    file = outlines_path(here.country, here.settings.var, here.settings.content)
    return _atlas(here, file, file.stat().st_mtime_ns)


def outlines_of(digest: str) -> Outlines | None:
    """The outlines of a digest, of now or of then; None where there are none."""
    return atlas().by_digest(digest)


@functools.lru_cache(maxsize=2)  # Streamlit's cache takes a millisecond to find its key
def _remembered(settings: Settings) -> House:
    return _house(settings)


@st.cache_resource(show_spinner=False)  # opened by one visitor while others wait
def _house(settings: Settings) -> House:
    return open_house(settings)


@kept(2)
def _atlas(_house: House, file: Path, changed: int) -> Atlas:
    """The outlines, kept under the file's name and age."""
    return read_atlas(_house.country, _house.settings.var, _house.settings.content)
