"""The answer to *What if* on its page: a sentence, the tables, how it is reckoned."""

from __future__ import annotations

from typing import Any

import streamlit as st

from data.model import Visitor
from pages.parts import what_if_cached, what_if_tables, what_if_told
from pages.parts.drawing import laid
from pages.parts.laid_out import Laid
from pages.parts.opened import house
from pages.parts.what_if_asked import Asked
from pages.parts.words import escaped, say, voice

TOGETHER = {
    "centre": (),
    "amount": ("own_amount",),
    "gone_without": ("gone_with",),
    "months": ("own_months", "bed_nights", "own_bed_nights"),
}
"""The columns of the centres' shares on the page, and which stand beneath them."""


def draw(who: Visitor, asked: Asked) -> None:
    """What the amount would change."""
    answer, speech, country = what_if_cached.answer(who, asked), voice(), house().country
    if not answer.cases:
        st.info(escaped(what_if_told.headline(answer, speech)))
        st.caption(escaped(" ".join(what_if_told.notes(answer, speech))))
        return
    if refused := what_if_told.refusal(answer, country, speech):
        st.warning("\n".join(f"- {escaped(each)}" for each in refused))
    st.markdown(f"**{escaped(what_if_told.headline(answer, speech))}**")
    st.write(escaped(" ".join(what_if_told.goes_to(answer, speech))))
    st.caption(escaped(what_if_told.sureness(answer, speech)))
    _table(what_if_tables.comparison(answer, speech))
    if faults := what_if_told.own_faults(answer, country, speech):
        st.caption(escaped(" ".join(faults)))
    shares = what_if_tables.shares(answer, speech)
    _table(shares, beneath={shares.columns[0]: say("what_if.columns.place")}, stacked=_of_shares())
    st.caption(escaped(" ".join(what_if_told.notes(answer, speech))))
    st.header(say("what_if.how"))
    st.code(what_if_told.formula(answer, speech), language=None, wrap_lines=True)
    st.write(escaped(say("what_if.formula_read")))
    if example := what_if_told.example(answer, speech):
        st.write(escaped(example))


def _table(shown: Laid, **layout: Any) -> None:
    """Under a heading that comes next after the page's own: nothing stands between."""
    st.header(escaped(shown.title))
    laid.show(shown, titled=False, **layout)


def _of_shares() -> dict[str, list[str]]:
    """Under which headings the columns of the centres' shares stand."""
    return {
        say(f"what_if.columns.{first}"): [say(f"what_if.columns.{name}") for name in (first, *beneath)]
        for first, beneath in TOGETHER.items()
    }
