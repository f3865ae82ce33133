"""On the page *Reporting*: who has to send something, and a ready text for them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import streamlit as st

from data.model import Level, Place, Quarter, Visitor
from metrics.deadlines import ReturnState
from pages.parts import cached, filters, reporting_view
from pages.parts.kept import kept
from pages.parts.opened import house
from pages.parts.reporting_figures import Stand
from pages.parts.return_signs import SIGNS
from pages.parts.words import date, number, say
from pages.parts.words import quarter as in_words

MANY, TALL = 14, 380
"""A letter of more than so many lines is shown in a box of so many pixels, which scrolls."""
EVERYBODY = ""


def stand_in_words(state: ReturnState) -> str:
    """How a district stands, with its sign."""
    return f"{SIGNS[state]} {say(f'my_returns.states.{state.value}')}"


@kept(cached.FEW)  # nobody changes what stands in it
def _owe(version: str, who: Visitor, quarter: Quarter, today: dt.date) -> list[Stand]:
    found = reporting_view.stands(who, quarter, today)
    return sorted((each for each in found if each.owes), key=lambda each: (each.state.value, each.place.name))


def owing(who: Visitor, quarter: Quarter, today: dt.date) -> None:
    """Who has to send something, and a ready text for them: for everybody, for a province, or for one district."""
    owe = _owe(cached.version(), who, quarter, today)
    st.header(say("reporting.owing", count=number(len(owe))))
    if not owe:
        st.info(say("reporting.nobody_owes"), icon=":material/task_alt:")
        return
    provinces = Level.PROVINCE in house().country.levels
    with st.container(horizontal=True):
        chosen = _choose(owe, "reporting_letter", by_province=provinces)
        parents = {each.place.parent for each in chosen}
        if provinces and len(parents) == 1:
            chosen = _choose(chosen, f"reporting_letter_{chosen[0].place.parent}", by_province=False)
    if len(parents) == 1:
        _table(chosen)
    st.caption(say("reporting.letter_hint"))
    text = letter(chosen, quarter)
    st.code(text, language=None, wrap_lines=True, height=TALL if text.count("\n") > MANY else "content")


def _choose(owe: Sequence[Stand], key: str, *, by_province: bool) -> list[Stand]:
    """All of them, those of one province, or one district."""
    places = house().country.places
    codes = {(each.place.parent or "") if by_province else each.place.code for each in owe}
    names = {EVERYBODY: say("reporting.everybody")}
    names |= dict(sorted(((code, places[code].name) for code in codes), key=lambda each: each[1]))
    to = st.selectbox(
        say("reporting.letter_to"), list(names), format_func=names.__getitem__, key=key, width=filters.WIDTH_OF_QUARTER
    )
    return [each for each in owe if to in (EVERYBODY, each.place.code, each.place.parent)]


def _table(owe: Sequence[Stand]) -> None:
    named = {
        "place": lambda each: each.place.name,
        "state": lambda each: stand_in_words(each.state),
        "first": lambda each: date(each.first_filed) if each.first_filed else "",
    }
    told = [{say(f"reporting.columns.{key}"): tell(each) for key, tell in named.items()} for each in owe]
    st.dataframe(told, hide_index=True, width="stretch", key="reporting_owing")


def letter(owe: Sequence[Stand], quarter: Quarter) -> str:
    """The text: which quarter, by when it was due, who has to send or mend a return, and how to hand it in."""
    due, today = house().country.due(quarter), dt.datetime.now(dt.UTC).date()
    late = (today - due).days
    head = say("reporting.letter.head", quarter=in_words(quarter))
    when = say("reporting.letter.late" if late > 0 else "reporting.letter.due", day=date(due), days=number(late))
    back = [each.place for each in owe if each.state is ReturnState.SENT_BACK]
    send = [each.place for each in owe if each.state is not ReturnState.SENT_BACK]
    asked = (("send", send), ("mend", back))
    paragraphs = [[say(f"reporting.letter.{what}"), *_lines(places)] for what, places in asked if places]
    return "\n\n".join([head, when, *("\n".join(each) for each in paragraphs), say("reporting.letter.how")])


def _lines(places: Sequence[Place]) -> list[str]:
    """A line for each province with its districts; where there are none, for each district."""
    country = house().country
    if Level.PROVINCE not in country.levels:
        return [f"- {each.name}" for each in places]
    of: dict[str, list[str]] = {}
    for each in places:
        of.setdefault(country.places[each.parent or ""].name, []).append(each.name)
    return [f"- {province}: {', '.join(names)}" for province, names in sorted(of.items())]
