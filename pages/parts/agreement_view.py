"""The page Agreements: those that there are, one of them with its history, and the form for whoever may enter one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

import streamlit as st

from data.funding.vocabulary import Revision, SourceKind
from data.model import Visitor
from data.rights import may_keep_ledger
from pages.parts import agreement_form, agreement_list, cached, filters, intention_answers, ledger_desk
from pages.parts.ledger_desk import Whole
from pages.parts.opened import house
from pages.parts.words import escaped, number, say, voice

NEW = "-"
FEW = 40


def offer(who: Visitor) -> None:
    """Draw the page."""
    agreement_form.say_done()
    kept = _whole(cached.version(), who)
    known, centres = kept.agreements, kept.centres
    intention_answers.offer(who, centres=centres)
    _table(known, centres)
    codes = [each.agreement.code for each in known]
    options = [NEW, *codes] if may_keep_ledger(who) else codes
    if not options:
        return
    st.header(say("ledger.one"))
    names = {each.agreement.code: f"{each.agreement.code} · {each.agreement.source}" for each in known}
    chosen = filters.choose(
        say("ledger.choose"),
        key="agreement",
        options=options,
        default=options[0],
        show=lambda code: names.get(code, say("ledger.new")),
        width=480,
    )
    found = next((each for each in known if each.agreement.code == chosen), None)
    if found is not None:
        _one(found, kept)
    if may_keep_ledger(who):
        st.subheader(say("ledger.change" if found else "ledger.enter"))
        agreement_form.offer(who, found, centres=centres, codes=codes)
    if found is not None:
        _history(who, found.agreement.code)


def _table(known: Sequence[Revision], centres: Mapping[str, str]) -> None:
    if not known:
        st.info(say("ledger.none"))
        return
    hidden = sum(not each.agreement.public for each in known)
    st.write(say("ledger.counts", count=number(len(known)), hidden=number(hidden)))
    with st.container(horizontal=True):
        words = st.text_input(say("ledger.search"), key="agreements_sought", width=320)
        kinds = st.multiselect(
            say("ledger.columns.source_kind"),
            [each.value for each in SourceKind],
            format_func=lambda each: say(f"ledger.options.{each}"),
            key="agreements_kinds",
            placeholder=say("ledger.any_kind"),
            width=480,
        )
    found = agreement_list.sought(known, words, kinds)
    st.table(
        agreement_list.rows(found, centres=centres, as_of=_today(), voice=voice()).map(escaped),
        border="horizontal",
        hide_index=True,
        alt=say("ledger.list"),
    )
    shown = min(len(found), agreement_list.AT_ONCE)
    st.caption(say("ledger.shown", count=number(shown), of=number(len(known))))


def _one(found: Revision, kept: Whole) -> None:
    agreement, rates = found.agreement, kept.rates
    every = [each.agreement for each in kept.agreements]
    told = agreement_list.amounts(
        agreement,
        as_of=_today(),
        passed_on=agreement_list.passed_on(every, agreement.code, as_of=_today(), rates=rates),
        rates=rates,
        fiscal_year_start=house().country.fiscal_year_start,
        voice=voice(),
    )
    st.markdown(f"**{say('ledger.amounts')}**")
    cells = st.grid(5, min_column_width=150)
    for label, amount in told.items():
        cells.markdown(f":small[{label}]  \n**{escaped(amount)}**")
    if agreement.tranches:
        st.table(
            agreement_list.payments(agreement.tranches, agreement.currency, voice()).map(escaped),
            border="horizontal",
            hide_index=True,
            alt=say("ledger.tranches"),
        )
    day = voice().date(agreement.evidence_on) if agreement.evidence_on else say("ledger.nothing")
    proof = f"{say('ledger.columns.evidence')}: {escaped(agreement.evidence)}, {day}"
    st.markdown(f"{proof} · [{escaped(agreement.link)}]({agreement.link})" if agreement.link else proof)


def _history(who: Visitor, code: str) -> None:
    st.subheader(say("ledger.history"))
    told = agreement_list.history(_revisions(cached.version(), who, code), voice())
    rows = [{head: escaped(cell) for head, cell in row.items()} for row in told]
    st.table(rows, border="horizontal", hide_index=True, alt=say("ledger.history"))


@st.cache_resource(show_spinner=False, max_entries=FEW)  # nobody changes what stands in it
def _whole(version: str, who: Visitor) -> Whole:
    return ledger_desk.whole(house(), who)


@st.cache_resource(show_spinner=False, max_entries=FEW)
def _revisions(version: str, who: Visitor, code: str) -> list[Revision]:
    return ledger_desk.history(house(), who, code)


def _today() -> dt.date:
    return dt.datetime.now(dt.UTC).date()
