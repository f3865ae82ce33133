"""What a page shows in place of what broke in it."""

from __future__ import annotations

import streamlit as st

from data.settings import read_settings
from pages.parts.troubles import noted
from pages.parts.words import language


def show(error: Exception) -> bool:
    """Show a sentence and a number; True, so that Streamlit shows nothing of its own. It works without a database."""
    st.error("\n\n".join(noted(error).sentences(language(), read_settings().content)), icon=":material/error:")
    return True
