"""The link on the page Overview to the two pages to take along, for those who may take them."""

from __future__ import annotations

import streamlit as st

from data.model import Visitor
from data.rights import takes_exact_briefing
from pages.parts import cached, links, looking_back
from pages.parts.opened import house
from pages.parts.words import language, say


def offer(who: Visitor, quarter: str) -> None:
    """Offer the two pages of a quarter; nothing where the visitor may read no figure of the country in it."""
    exact = takes_exact_briefing(who, house().country)
    if not (cached.anybody_filed(who) if exact else quarter in cached.releases(who)):
        return
    day = looking_back.chosen()
    asked = {"quarter": quarter, "language": language(), "as_of": day.isoformat() if day else ""}
    st.link_button(
        say("briefing.offer"),
        links.signed(house(), "briefing.html", visitor=who, **asked),
        help=say("briefing.offer_hint" if exact else "briefing.offer_released"),
        icon=":material/picture_as_pdf:",
        key="briefing",
    )
