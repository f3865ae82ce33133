"""A donor's intentions: each with what became of it, and the form in which another is recorded."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping

import streamlit as st

from data.errors import UserError
from data.funding.intentions import LONGEST_NOTE, Intention, Recorded
from data.funding.vocabulary import SHARED
from data.model import Level, Pillar, Visitor
from data.rights import may_intend
from pages.parts import centre_list, donor_desk, why_refused
from pages.parts.kept import kept
from pages.parts.opened import house
from pages.parts.released_centres import Centre
from pages.parts.words import date, escaped, money, say, voice

DONE, FORM, BOX = "intention_done", "intention_", "new_intention"


def say_done() -> None:
    """Say once what was recorded."""
    if told := st.session_state.pop(DONE, None):
        st.success(told, icon=":material/task_alt:")


def names_of(centres: Iterable[Centre]) -> dict[str, str]:
    """The names of centres by their codes, as donors read them."""
    speech = voice()
    return {each.code: f"{centre_list.name(each, speech)} ({each.place.name})" for each in centres}


def told(recorded: Recorded, centres: Mapping[str, str]) -> str:
    """An intention in one line: how much, for which time, and for what."""
    wanted, places = recorded.intention, house().country.places
    parts = [
        f"**{escaped(money(wanted.amount, wanted.currency))}**",
        f"{date(wanted.starts_on)} – {date(wanted.ends_on)}" if wanted.starts_on and wanted.ends_on else "",  # noqa: RUF001 - a real dash
        escaped(centres.get(wanted.facility, wanted.facility)) if wanted.facility else "",
        escaped(places[wanted.place].name) if wanted.place in places else "",
        say(f"ledger.options.{wanted.pillar}") if wanted.pillar else "",
        escaped(wanted.note),
    ]
    return " · ".join(filter(None, parts))


def show(who: Visitor, recorded: Recorded, *, centres: Mapping[str, str]) -> None:
    """An intention with what became of it; one that waits can be taken back."""
    state = recorded.answer.value if recorded.answer else "waiting"
    day = date((recorded.answered_at or recorded.at).date())
    became = say(f"intentions.states.{state}", day=day, code=recorded.agreement or "", reason=escaped(recorded.reason))
    st.markdown(f"{told(recorded, centres)}  \n{became}")
    if recorded.answer is None and may_intend(who):
        key = f"{FORM}{recorded.id}_withdraw"
        if st.button(say("intentions.withdraw"), key=key, type="tertiary"):
            do(lambda: donor_desk.withdraw(house(), who, recorded.id), say("intentions.withdrawn"))


def offer(who: Visitor, *, centres: Mapping[str, str]) -> None:
    """The form of a new intention, for whoever opens it: nothing of it is sent before."""
    box = st.expander(say("intentions.new"), key=BOX, on_change="rerun", icon=":material/edit:")
    if not box.open:
        return
    with box, st.form(f"{FORM}form", border=False):
        first = st.grid(4, min_column_width=160)
        amount = first.number_input(say("ledger.columns.amount"), min_value=0.0, value=None, key=f"{FORM}amount")
        of = first.text_input(
            say("ledger.columns.currency"), house().country.currency, max_chars=3, key=f"{FORM}currency"
        )
        with first:
            starts_on = _day("starts_on")
            ends_on = _day("ends_on")
        with st.grid(3, min_column_width=160):
            facility = _one_of("facility", centres)
            place = _one_of("place", _places(house().country.iso3))
            pillar = _one_of("pillar", {each: say(f"ledger.options.{each}") for each in (*Pillar, SHARED)})
        note = st.text_area(say("intentions.note"), max_chars=LONGEST_NOTE, key=f"{FORM}note", height=80)
        st.caption(say("intentions.no_money"))
        sent = st.form_submit_button(say("intentions.record"), type="primary")
    if sent:
        meant = Intention(
            amount=amount or 0.0,
            currency=of.strip().upper(),
            starts_on=starts_on,
            ends_on=ends_on,
            facility=facility,
            place=place,
            pillar=pillar,
            note=note.strip(),
        )
        do(lambda: donor_desk.intend(house(), who, meant), say("intentions.recorded"))


def do(what: Callable[[], object], done: str) -> None:
    """Do what was asked for, say so when the page is drawn anew, and begin with an empty form; or say why not."""
    try:
        what()
    except UserError as error:
        why_refused.tell(error)
    else:
        st.session_state[DONE] = done
        for key in [str(key) for key in st.session_state if str(key).startswith(FORM) and key != DONE]:
            del st.session_state[key]
        st.rerun()


def _day(name: str) -> dt.date | None:
    first, last = dt.date(2000, 1, 1), dt.date(2100, 12, 31)
    return st.date_input(
        say(f"ledger.columns.{name}"), None, min_value=first, max_value=last, format="DD/MM/YYYY", key=f"{FORM}{name}"
    )


def _one_of(name: str, names: Mapping[str, str]) -> str | None:
    options, nothing = ["", *names], say("ledger.nothing")
    return (
        st.selectbox(
            say(f"ledger.columns.{name}"),
            options,
            format_func=lambda each: names.get(each, nothing),
            key=f"{FORM}{name}",
        )
        or None
    )


@kept(2)
def _places(iso3: str) -> dict[str, str]:
    """The provinces; where a country has none, its districts."""
    found = house().country.places.values()
    provinces = {each.code: each.name for each in found if each.level is Level.PROVINCE}
    return provinces or {each.code: each.name for each in found if each.level is Level.DISTRICT}
