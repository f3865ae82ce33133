"""On the page Agreements: what donors intend to give, confirmed as a pledge with its evidence, or declined."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

import streamlit as st

from data.funding.faults import LONGEST
from data.funding.intentions import Recorded
from data.funding.vocabulary import Instrument, SourceKind
from data.model import Visitor
from data.rights import may_keep_ledger
from data.store.intentions import as_pledge, waiting
from pages.parts import cached, donor_desk, intention_form
from pages.parts.kept import kept
from pages.parts.opened import house
from pages.parts.words import date, escaped, number, say

MARK = "answer_"


def offer(who: Visitor, *, centres: Mapping[str, str]) -> None:
    """The intentions that wait, and those that were answered; nothing where no donor ever recorded one."""
    recorded = _every(cached.version(), who)
    if not recorded:
        return
    open_ones = waiting(recorded)
    st.header(say("intentions.of_donors"))
    intention_form.say_done()
    st.write(say("intentions.counts", count=number(len(open_ones)), all=number(len(recorded))))
    for each in open_ones:
        with st.container(border=True):
            st.markdown(f"{intention_form.told(each, centres)}  \n{escaped(each.by)}, {date(each.at.date())}")
            if may_keep_ledger(who):
                _answer(who, each)
    answered = [each for each in recorded if each.answer is not None]
    if answered:
        with st.expander(say("intentions.answered", count=number(len(answered)))):
            for each in answered:
                intention_form.show(who, each, centres=centres)
    st.header(say("ledger.list"))


def _answer(who: Visitor, recorded: Recorded) -> None:
    """The two answers, each for whoever opens it: nothing of a form is sent before."""
    key = f"{MARK}{recorded.id}_"
    for word, draw in (("confirm", _confirm), ("decline", _decline)):
        box = st.expander(say(f"intentions.{word}"), key=f"{key}{word}_box", on_change="rerun")
        if box.open:
            with box:
                draw(who, recorded, key)


def _confirm(who: Visitor, recorded: Recorded, key: str) -> None:
    with st.form(f"{key}confirm", border=False):
        st.caption(say("intentions.confirm_hint"))
        first = st.grid(4, min_column_width=160)
        said = {
            "code": first.text_input(say("ledger.columns.code"), key=f"{key}code", max_chars=LONGEST["code"]).strip(),
            "source": first.text_input(
                say("ledger.columns.source"), key=f"{key}source", max_chars=LONGEST["source"]
            ).strip(),
            "source_kind": SourceKind(_choice(first, "source_kind", SourceKind, SourceKind.DONOR, key)),
            "instrument": Instrument(_choice(first, "instrument", Instrument, Instrument.GRANT, key)),
        }
        second = st.grid(3, min_column_width=160)
        said["evidence"] = second.text_input(
            say("ledger.columns.evidence"), key=f"{key}evidence", max_chars=LONGEST["evidence"]
        ).strip()
        with second:
            said["evidence_on"] = _day(f"{key}evidence_on")
            said["link"] = st.text_input(
                say("ledger.columns.link"), key=f"{key}link", max_chars=LONGEST["link"]
            ).strip()
        if st.form_submit_button(say("intentions.confirm"), type="primary"):
            pledge = as_pledge(recorded, **said)
            intention_form.do(
                lambda: donor_desk.confirm(house(), who, recorded.id, pledge), say("ledger.kept", code=said["code"])
            )


def _decline(who: Visitor, recorded: Recorded, key: str) -> None:
    with st.form(f"{key}decline", border=False):
        reason = st.text_input(say("intentions.reason"), key=f"{key}reason", max_chars=LONGEST["evidence"])
        if st.form_submit_button(say("intentions.decline")):
            intention_form.do(
                lambda: donor_desk.decline(house(), who, recorded.id, reason=reason),
                say("intentions.was_declined"),
            )


def _choice(cells: st.delta_generator.DeltaGenerator, name: str, options: type, first: str, key: str) -> str:
    known = [str(each) for each in options]
    return str(
        cells.selectbox(
            say(f"ledger.columns.{name}"),
            known,
            known.index(first),
            format_func=lambda each: say(f"ledger.options.{each}"),
            key=f"{key}{name}",
        )
    )


def _day(key: str) -> dt.date | None:
    first, last = dt.date(2000, 1, 1), dt.date(2100, 12, 31)
    label = say("ledger.columns.evidence_on")
    return st.date_input(label, None, min_value=first, max_value=last, format="DD/MM/YYYY", key=key)


@kept(40)  # nobody changes what stands in it
def _every(version: str, who: Visitor) -> list[Recorded]:
    return donor_desk.intended(house(), who)
