"""The page Agreements: those that there are, one of them with its history, and the form for whoever may enter one."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import streamlit as st

from data.funding.vocabulary import Revision, SourceKind
from data.model import Quarter, Visitor
from data.rights import may_keep_ledger
from pages.parts import (
    agreement_form,
    agreement_list,
    cached,
    filters,
    intention_answers,
    ledger_desk,
    links,
    paging,
    sent_table,
)
from pages.parts.drawn import replayed
from pages.parts.kept import kept
from pages.parts.ledger_desk import Whole
from pages.parts.opened import house
from pages.parts.words import escaped, language, number, say, voice

CHOSEN, NONE = "agreement", "-"
FORM = "entering_"
FEW = 40
LONG, TALL = 12, 640
"""From more rows on, the table is so many pixels tall and scrolls: what is below it stays in reach."""


def offer(who: Visitor) -> None:
    """Draw the page."""
    agreement_form.say_done()
    kept = _whole(cached.version(), who)
    intention_answers.offer(who, centres=kept.centres)
    shown = _table(who, kept)
    if kept.agreements:
        st.header(say("ledger.one"))
        found = _choose(shown, kept)
        if found is not None:
            _one(found, kept)
            _history(who, found.agreement.code)
            _form(who, found, kept)
    _form(who, None, kept)


def _table(who: Visitor, kept: Whole) -> Sequence[Revision]:
    """The agreements that are sought, so many at a time; gives those that stand there."""
    known = kept.agreements
    if not known:
        st.info(say("ledger.none"))
        return ()
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
    found = agreement_list.sought(known, words, kinds, kept.centres)
    here = paging.page_of(found, key="agreements_rows", of=(words, tuple(kinds)))
    _rows(who, [each.agreement.code for each in here], _today())
    _files(who)
    return here


@replayed
def _rows(who: Visitor, codes: Sequence[str], today: dt.date) -> None:
    """The table of some agreements."""
    kept = _whole(cached.version(), who)
    of = {each.agreement.code: each for each in kept.agreements}
    told = agreement_list.rows([of[code] for code in codes], centres=kept.centres, as_of=today, voice=voice())
    told = told.map(escaped)
    for name in ("source", "source_kind"):
        told = sent_table.beneath(told, say("ledger.columns.code"), say(f"ledger.columns.{name}"))
    code, centre, committed, received, ends, public = told.columns
    columns = {code: (code,), centre: (centre,), committed: (committed, received), ends: (ends, public)}
    told = sent_table.stacked(told, columns)
    sent_table.show(told, alt=say("ledger.list"), height=TALL if len(told) > LONG else "content")
    st.caption(say("ledger.shown", count=number(len(codes)), of=number(len(of))))


def _files(who: Visitor) -> None:
    """Links to the whole ledger as files."""
    asked = {"language": language(), "quarter": str(Quarter.of(_today())), "table": "ledger"}
    addresses = {kind: links.signed(house(), f"ledger.{kind}", visitor=who, **asked) for kind in ("xlsx", "csv")}
    offered = " · ".join(f"[{say(f'map_page.download_{kind}')}]({each})" for kind, each in addresses.items())
    st.markdown(f":material/download: {say('ledger.files')} {offered}")


def _choose(shown: Sequence[Revision], kept: Whole) -> Revision | None:
    """One of those that stand in the table, or whichever the address asks for."""
    known = {each.agreement.code: each for each in kept.agreements}
    asked = filters.asked(CHOSEN, [NONE, *known], NONE)
    codes = dict.fromkeys([NONE, *(each.agreement.code for each in shown), asked])
    chosen = filters.choose(
        say("ledger.choose"),
        key=CHOSEN,
        options=list(codes),
        default=NONE,
        show=lambda code: f"{code} · {known[code].agreement.source}" if code in known else say("ledger.choose_one"),
        width=480,
    )
    return known.get(chosen)


def _form(who: Visitor, found: Revision | None, kept: Whole) -> None:
    """The form of an agreement or of a new one, for whoever opens it: nothing of it is sent before."""
    if not may_keep_ledger(who):
        return
    label, mark = (say("ledger.change"), found.agreement.code) if found else (say("ledger.enter"), "")
    box = st.expander(label, key=f"{FORM}{mark}", on_change="rerun", icon=":material/edit:")
    if box.open:
        with box:
            agreement_form.offer(who, found, centres=kept.centres)


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
    for label, (amount, *more) in told.items():
        beside = "".join(f"  \n:small[{escaped(each)}]" for each in more)
        cells.markdown(f":small[{label}]  \n**{escaped(amount)}**{beside}")
    if agreement.tranches:
        payments = agreement_list.payments(agreement.tranches, agreement.currency, voice()).map(escaped)
        sent_table.show(payments, alt=say("ledger.tranches"))
    day = voice().date(agreement.evidence_on) if agreement.evidence_on else say("ledger.nothing")
    proof = f"{say('ledger.columns.evidence')}: {escaped(agreement.evidence)}, {day}"
    st.markdown(f"{proof} · [{escaped(agreement.link)}]({agreement.link})" if agreement.link else proof)


def _history(who: Visitor, code: str) -> None:
    st.subheader(say("ledger.history"))
    told = agreement_list.history(_revisions(cached.version(), who, code), voice(), house().country.clock)
    rows = [{head: escaped(cell) for head, cell in row.items()} for row in told]
    sent_table.show(rows, alt=say("ledger.history"))


@kept(FEW)  # nobody changes what stands in it
def _whole(version: str, who: Visitor) -> Whole:
    return ledger_desk.whole(house(), who)


@kept(FEW)
def _revisions(version: str, who: Visitor, code: str) -> list[Revision]:
    return ledger_desk.history(house(), who, code)


def _today() -> dt.date:
    return dt.datetime.now(dt.UTC).date()
