"""The way to take an answer to *What if* away: a proposal on one page, and its table."""

from __future__ import annotations

import streamlit as st

from data.model import Visitor
from pages.parts import links, looking_back
from pages.parts.opened import house
from pages.parts.what_if_asked import Asked
from pages.parts.words import language, say


def offer(who: Visitor, asked: Asked) -> None:
    """Links to the files. Not in what is replayed: an address is signed for half a day."""
    day = looking_back.chosen()
    wanted = {**asked.address, "language": language(), "as_of": day.isoformat() if day else ""}
    st.link_button(
        say("what_if.paper"),
        links.signed(house(), "proposal.html", visitor=who, **wanted),
        help=say("what_if.paper_hint"),
        icon=":material/picture_as_pdf:",
        key="proposal",
    )
    files = {kind: links.signed(house(), f"proposal.{kind}", visitor=who, **wanted) for kind in ("xlsx", "csv")}
    offered = " · ".join(f"[{say(f'map_page.download_{kind}')}]({address})" for kind, address in files.items())
    st.markdown(f":material/download: :small[{say('what_if.as_table')} {offered}]")
