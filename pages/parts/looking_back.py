"""*As of*: pages can be seen with what was known at the end of an earlier day.

The day stands in the address, so that a link reopens the view, and goes along from page to page. On the pages on which
somebody reviews or looks after returns nothing can be changed meanwhile; those that are for sending and for people are
never of the past.
"""

from __future__ import annotations

import datetime as dt

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from data.store.house import House
from pages.parts import once
from pages.parts.noted import noted
from pages.parts.opened import house
from pages.parts.words import date, say

KEY = "as_of"
EARLIEST = dt.date(2000, 1, 1)
"""Nothing was known before it: a return tells of quarters that lie a few years back at most."""
_ALLOWED = "may_look_back"
WORK = ("reporting", "my_returns", "receipt", "review")
"""The pages to work on that can be looked at as of an earlier day."""


def offer(allowed: bool, *, at_work: bool = False) -> None:
    """The choice of the day, and a notice where it is not today. To be called on every page.

    Args:
        allowed: whether the page can be of the past.
        at_work: whether it is one on which something is changed: not on an earlier day.
    """
    st.session_state[_ALLOWED] = allowed
    chosen.settle()
    if not allowed:
        return
    day = chosen()
    if day is not None:
        st.query_params[KEY] = noted()[f"kept_{KEY}"] = day.isoformat()
    with st.sidebar:
        box = st.expander(say("as_of.label"), expanded=day is not None, key=f"{KEY}_box", on_change="rerun")
        if box.open:  # a calendar costs a visitor's browser more than it is worth to most
            box.date_input(
                say("as_of.day"),
                value=day,
                max_value=_today(),
                key=f"{KEY}_day",
                format="DD/MM/YYYY",
                help=say("as_of.help"),
                on_change=_choose,
            )
    if day is not None:
        notice = say("as_of.notice", day=date(day))
        st.warning(f"{notice} {say('as_of.unchanging')}" if at_work else notice, icon=":material/history:")
        st.button(say("as_of.back"), key=f"{KEY}_back", on_click=_forget)


@once.Settled
def chosen() -> dt.date | None:
    """The day at whose end the visitor looks; None for now."""
    if get_script_run_ctx(suppress_warning=True) is None or not st.session_state.get(_ALLOWED):
        return None
    return read_day(st.query_params.get(KEY) or noted().get(f"kept_{KEY}", ""))


def today() -> dt.date:
    """The day looked at: the chosen one, or today."""
    return chosen() or _today()


def is_past() -> bool:
    """Whether an earlier day is looked at. What would change something is off then, and the notice says so."""
    return chosen() is not None


def read_day(text: str) -> dt.date | None:
    """The day that an address names; None where it names none, or none on which anything was known."""
    try:
        day = dt.date.fromisoformat(text)
    except ValueError:
        return None
    return day if EARLIEST <= day < _today() else None


def house_then() -> House:
    """The house in which is read what was known at the chosen day's end."""
    day = chosen()
    return house() if day is None else house().at_the_end_of(day)


def _today() -> dt.date:
    return dt.datetime.now(dt.UTC).date()


def _choose() -> None:
    day = st.session_state.get(f"{KEY}_day")
    if isinstance(day, dt.date) and day < _today():
        st.query_params[KEY] = noted()[f"kept_{KEY}"] = day.isoformat()
    else:
        _forget()


def _forget() -> None:
    noted().pop(f"kept_{KEY}", None)
    st.session_state.pop(f"{KEY}_day", None)
    st.query_params.pop(KEY, None)
