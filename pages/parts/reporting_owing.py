"""On the page *Reporting*: who has to send something, and a ready text for them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import streamlit as st

from data.model import Level, Quarter
from metrics.deadlines import ReturnState
from pages.parts.opened import house
from pages.parts.reporting_figures import Stand
from pages.parts.return_signs import SIGNS
from pages.parts.words import date, number, say
from pages.parts.words import quarter as in_words

MANY, TALL = 10, 380
"""A letter to more than so many districts is shown in a box of so many pixels, which scrolls."""


def stand_in_words(state: ReturnState) -> str:
    """How a district stands, with its sign."""
    return f"{SIGNS[state]} {say(f'my_returns.states.{state.value}')}"


def owing(found: Sequence[Stand], quarter: Quarter) -> None:
    """Who has to send something, and a ready text for them."""
    country = house().country
    owe = sorted((each for each in found if each.owes), key=lambda each: (each.state.value, each.place.name))
    st.header(say("reporting.owing", count=number(len(owe))))
    if not owe:
        st.info(say("reporting.nobody_owes"), icon=":material/task_alt:")
        return
    named = {
        "place": lambda each: each.place.name,
        "province": lambda each: country.places[each.place.parent].name,
        "state": lambda each: stand_in_words(each.state),
        "first": lambda each: date(each.first_filed) if each.first_filed else "",
    }
    if Level.PROVINCE not in country.levels:
        del named["province"]
    told = [{say(f"reporting.columns.{key}"): tell(each) for key, tell in named.items()} for each in owe]
    st.dataframe(told, hide_index=True, width="stretch", key="reporting_owing")
    _letter(owe, quarter)


def _letter(owe: Sequence[Stand], quarter: Quarter) -> None:
    """A text to copy: to everybody who owes, to those of a province, or to one district."""
    country = house().country
    parents = {each.place.parent: country.places[each.place.parent or ""].name for each in owe}
    named = {"": say("reporting.everybody")}
    if Level.PROVINCE in country.levels:
        named |= dict(sorted(((str(code), name) for code, name in parents.items()), key=lambda each: each[1]))
    named |= {each.place.code: each.place.name for each in owe}
    to = st.selectbox(say("reporting.letter_to"), list(named), format_func=named.__getitem__, key="reporting_letter")
    chosen = [each for each in owe if to in ("", each.place.code, each.place.parent)]
    st.caption(say("reporting.letter_hint"))
    st.code(letter(chosen, quarter), language=None, wrap_lines=True, height=TALL if len(chosen) > MANY else "content")


def letter(owe: Sequence[Stand], quarter: Quarter) -> str:
    """The text: which quarter, by when it was due, what each district owes, and how to hand it in."""
    due, today = house().country.due(quarter), dt.datetime.now(dt.UTC).date()
    late = (today - due).days
    head = say("reporting.letter.head", quarter=in_words(quarter))
    when = say("reporting.letter.late" if late > 0 else "reporting.letter.due", day=date(due), days=number(late))
    lines = [
        say(
            "reporting.letter.mend" if each.state is ReturnState.SENT_BACK else "reporting.letter.send",
            place=each.place.name,
        )
        for each in owe
    ]
    return "\n".join([head, "", when, "", *(f"- {line}" for line in lines), "", say("reporting.letter.how")])
