"""What is decided about a quarter as a whole: closing it, opening it again, and excusing a district from reporting."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from data.model import Quarter, Visitor
from data.store.decisions import Decided
from metrics.deadlines import WAITING
from pages.parts import cached, desk, review_cases
from pages.parts.kept import kept
from pages.parts.opened import house
from pages.parts.reporting_figures import Stand
from pages.parts.review_list import attempt
from pages.parts.words import day_and_time, escaped, number, say, voice
from pages.parts.words import quarter as in_words

SURE, EXEMPT = "close_sure", "reporting_exempt_box"


def closing(who: Visitor, quarter: Quarter, found: Sequence[Stand]) -> None:
    """Close the quarter, with a step in between that says what is still open; or open it again."""
    st.subheader(say("reporting.closing"))
    decided = _closed(cached.version()).get(quarter)
    if decided and decided.closed:
        moment = day_and_time(decided.closed.at)
        st.info(say("reporting.is_closed", by=escaped(decided.closed.by), moment=moment), icon=":material/lock:")
        if decided.reopened:
            names = ", ".join(escaped(house().country.places[code].name) for code in decided.reopened)
            st.write(say("reporting.let_in", places=names))
            _close(who, quarter, found)
        _open_again(who, quarter)
    else:
        st.write(say("reporting.is_open"))
        _close(who, quarter, found)


@kept(cached.FEW)
def _closed(version: str) -> dict[Quarter, Decided]:
    return review_cases.closed_quarters(house())


def _close(who: Visitor, quarter: Quarter, found: Sequence[Stand]) -> None:
    if st.session_state.get(SURE) != str(quarter):
        label = say("reporting.close", quarter=voice().quarter(quarter))
        st.button(label, key="reporting_close", icon=":material/lock:", on_click=_ask, args=(str(quarter),))
        return
    with st.container(border=True):
        waiting = sum(each.state in WAITING for each in found)
        owing = sum(each.owes for each in found)
        st.write(say("reporting.close_means", waiting=number(waiting), owing=number(owing)))
        with st.container(horizontal=True):
            sure = st.button(say("reporting.close_now"), type="primary", key="reporting_close_now")
            st.button(say("review.not_now"), key="reporting_close_not", on_click=_ask, args=(None,))
    if sure:
        _ask(None)
        attempt(lambda: desk.close(house(), who, quarter), say("reporting.closed", quarter=voice().quarter(quarter)))


def _open_again(who: Visitor, quarter: Quarter) -> None:
    reason = st.text_input(say("review.reason"), key="reporting_open_reason", max_chars=500)
    if st.button(
        say("reporting.open_again"), key="reporting_open", icon=":material/lock_open:", disabled=not reason.strip()
    ):
        attempt(
            lambda: desk.open_again(house(), who, quarter, reason=reason),
            say("reporting.opened", quarter=str(quarter)),
        )


def exemptions(who: Visitor, quarter: Quarter, found: Sequence[Stand]) -> None:
    """Who is excused and why; and for whoever opens it the way back, and excusing one more."""
    st.subheader(say("reporting.exemptions"))
    if excused := [each for each in found if each.excused]:
        st.markdown("\n".join(f"- **{escaped(each.place.name)}**: {escaped(each.excused)}" for each in excused))
    box = st.expander(say("reporting.exempt_one"), key=EXEMPT, on_change="rerun", icon=":material/event_busy:")
    if box.open:  # five hundred names to choose from are nothing for who only looks
        with box:
            _exempt(who, quarter, found)


def _exempt(who: Visitor, quarter: Quarter, found: Sequence[Stand]) -> None:
    st.write(say("reporting.exempt_means"))
    names = {each.place.code: each.place.name for each in found}
    excused = {each.place.code for each in found if each.excused}
    place = st.selectbox(
        say("filters.place"), list(names), index=None, format_func=names.__getitem__, key="reporting_exempt_place"
    )
    reason = st.text_input(say("review.reason"), key="reporting_exempt_reason", max_chars=500)
    ready = place is not None and bool(reason.strip())
    told = {"place": names.get(place or "", ""), "quarter": in_words(quarter)}
    if place in excused:
        if st.button(say("reporting.end_exemption"), key="reporting_exempt_end", disabled=not ready):
            attempt(
                lambda: desk.end_exemption(house(), who, place=str(place), quarter=quarter, reason=reason),
                say("reporting.expected_again", **told),
            )
    elif st.button(say("reporting.exempt"), key="reporting_exempt", disabled=not ready):
        attempt(
            lambda: desk.exempt(house(), who, [str(place)], quarter=quarter, reason=reason),
            say("reporting.exempted", **told),
        )


def _ask(quarter: str | None) -> None:
    st.session_state[SURE] = quarter
