"""*Nothing to report* in one click, with a step in between that says what it means."""

from __future__ import annotations

import streamlit as st

from data.intake.nil import filed_nil, nil_return
from data.intake.receive import Examination
from data.model import Place, Quarter, Visitor
from pages.parts import cached, findings_list, handing_in
from pages.parts.kept import kept
from pages.parts.opened import house
from pages.parts.words import language, say
from pages.parts.words import quarter as in_words

OPEN, MADE = "submit_nil", "submit_nil_made"


def offer(who: Visitor, *, place: Place, quarter: Quarter) -> bool:
    """Show the button, or the step after it. Gives whether that step is open, which then has the page for itself."""
    asked = (place.code, str(quarter))
    if st.session_state.get(OPEN) != asked:
        if not _is_nil(cached.version(), place.code, str(quarter)):
            st.button(
                say("nil.button"),
                key="submit_nil_button",
                help=say("nil.button_hint"),
                icon=":material/block:",
                on_click=_open,
                args=(asked,),
            )
        return False
    with st.container(border=True):
        _confirm(_made(who, place=place, quarter=quarter), who, place=place, quarter=quarter)
    return True


@kept(cached.MANY)
def _is_nil(version: str, place: str, quarter: str) -> bool:
    """Whether the return that counts is a nil return."""
    return filed_nil(house(), place=house().country.places[place], quarter=Quarter.parse(quarter)) is not None


def _confirm(examination: Examination, who: Visitor, *, place: Place, quarter: Quarter) -> None:
    st.subheader(say("nil.title"))
    st.write(say("nil.means", place=place.name, quarter=in_words(quarter)))
    st.markdown("\n".join(f"- {say(f'nil.{point}')}" for point in ("flows", "stocks", "payments", "later")))
    if examination.replaces:
        st.warning(say("nil.replaces", receipt=examination.replaces), icon=":material/difference:")
        handing_in.show_difference(examination)
    findings_list.show(examination.findings)
    answers = handing_in.ask(examination) if examination.verdict == "ask" else {}
    unanswered = any(not answer.strip() for answer in answers.values())
    with st.container(horizontal=True):
        filing = examination.verdict != "stop" and st.button(
            say("nil.file"), type="primary", key="submit_nil_file", disabled=unanswered
        )
        st.button(say("nil.back"), key="submit_nil_back", on_click=_close)
    if filing and (receipt := handing_in.filed(examination, who=who, answers=answers)):
        handing_in.keep_receipt(receipt)
        _close()
        st.rerun()
    handing_in.look(examination)


def _made(who: Visitor, *, place: Place, quarter: Quarter) -> Examination:
    """The nil return, made and examined once as long as nothing changes: its bytes are those that are filed."""
    key = (who, place.code, str(quarter), language(), cached.version())
    made = st.session_state.get(MADE)
    if made is None or made[0] != key:
        here = house()
        spoken = here.country.form_language(language())
        made = (key, nil_return(here, visitor=who, place=place, quarter=quarter, language=spoken))
        st.session_state[MADE] = made
    examination: Examination = made[1]
    return examination


def _open(asked: tuple[str, str]) -> None:
    st.session_state[OPEN] = asked


def _close() -> None:
    st.session_state.pop(OPEN, None)
    st.session_state.pop(MADE, None)
