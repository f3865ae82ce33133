"""What a visit remembers of choices beyond their widgets: what was chosen, written into the address, and drawn first.

All of it stands under one key of the session, because Streamlit looks through every key for each chooser that it draws.
"""

from __future__ import annotations

from typing import Any

import streamlit as st

from pages.parts import once

KEY = "noted"


@once.in_a_run
def noted() -> dict[str, Any]:
    """The notes of this visit."""
    found: dict[str, Any] = st.session_state.setdefault(KEY, {})
    return found
