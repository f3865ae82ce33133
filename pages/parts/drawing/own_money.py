"""The tables of a donor on the page My agreements."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from data.model import Language, Visitor
from pages.parts import cached, own_file, sent_table
from pages.parts import own_money as told
from pages.parts.kept import kept
from pages.parts.laid_out import Laid
from pages.parts.opened import house
from pages.parts.own_money import Known
from pages.parts.words import escaped, language, number, say

AT_ONCE = 40
"""So many rows of a table stand on the page; files hold all."""


TOGETHER = {
    "code": (),
    "committed": ("pledged",),
    "received": ("spent",),
    "months": (),
    "ends_on": (),
    "next_due": ("next_amount", "condition"),
    "cash_out": ("risk",),
}
"""The columns on the page, and which stand beneath them. Amounts say their currency."""


def known(who: Visitor, today: str) -> Known:
    """What the tables are made of, on a day."""
    return _known(cached.version(), who, language(), today)


def own(who: Visitor, today: str) -> None:
    """What the donor's money paid, and what ends when."""
    found = known(who, today)
    st.markdown(f"**{say('donor.counts', count=number(len(found.own)))}**")
    st.markdown("\n".join(f"- {escaped(line)}" for line in told.sums(found)))
    for made in (told.paid, told.ends):
        laid = made(found)
        st.header(laid.title)
        _table(laid)


def others(who: Visitor, today: str) -> None:
    """What others give."""
    _table(told.others(known(who, today)))


def _table(laid: Laid) -> None:
    frame = laid.as_frame(AT_ONCE)
    shown = frame.loc[:, (frame != "").any()].map(escaped)  # a column of which nothing is known is no column
    for name in map(say, ("donor.columns.source", "donor.columns.what_for")):
        if name in shown:
            shown = sent_table.beneath(shown, say("donor.columns.code"), name)
    columns = {
        say(f"donor.columns.{first}"): [say(f"donor.columns.{name}") for name in (first, *beneath)]
        for first, beneath in TOGETHER.items()
    }
    sent_table.show(sent_table.stacked(shown, columns), alt=laid.title)
    if len(laid.rows) > AT_ONCE:
        st.caption(say("donor.shown", count=number(AT_ONCE), of=number(len(laid.rows))))
    for note in laid.notes:
        st.caption(note)


@kept(40)  # nobody changes what stands in it
def _known(version: str, who: Visitor, language: Language, today: str) -> Known:
    return own_file.known(house(), who, language=language, today=dt.date.fromisoformat(today))
