"""The page My agreements: the donor's tables, one agreement with its payments, intentions, and the files."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from data.model import Language, Visitor
from data.rights import may_intend
from pages.parts import (
    agreement_list,
    cached,
    centre_list,
    donor_desk,
    filters,
    intention_form,
    links,
    own_drawn,
    own_file,
    own_money,
    sent_table,
)
from pages.parts.donor_desk import Own
from pages.parts.drawing import own_money as own_tables
from pages.parts.drawn import replayed
from pages.parts.kept import kept
from pages.parts.opened import house
from pages.parts.own_money import Known
from pages.parts.words import escaped, language, say, voice

AT_ONCE = 40
"""So many intentions stand on the page; files hold all."""


def offer(who: Visitor) -> None:
    """Draw the page."""
    today = _today().isoformat()
    known = own_tables.known(who, today)
    intention_form.say_done()
    if known.own:
        own_drawn.own(who, today)
        _ways(who, today)
        _one(who, known, today)
    else:
        st.info(say("donor.none", email=escaped(who.email)))
    _intentions(who, known)
    st.header(say("donor.others"))
    if known.others:
        own_drawn.others(who, today)
    else:
        st.write(say("donor.no_others"))
    _files(who, known)


@replayed
def _ways(who: Visitor, today: str) -> None:
    """From the centres that the donor pays to the page of each."""
    known = own_tables.known(who, today)
    found = dict.fromkeys(each.facility for each in known.own if each.facility in known.centres)
    with st.container(horizontal=True):
        for code in found:
            st.page_link(
                "../public/centre.py",
                label=centre_list.name(known.centres[code], voice()),
                icon=":material/arrow_forward:",
                query_params={"centre": code},
            )


def _one(who: Visitor, known: Known, today: str) -> None:
    """The payments of one agreement."""
    found = {each.code: each for each in known.own if each.tranches}
    if not found:
        return
    st.subheader(say("donor.payments"))
    code = filters.choose(
        say("ledger.choose"),
        key="agreement",
        options=list(found),
        default=next(iter(found)),
        show=lambda code: f"{code} · {own_money.what_for(found[code], known)}",
        width=480,
    )
    _payments(who, today, code)


@replayed
def _payments(who: Visitor, today: str, code: str) -> None:
    chosen = next(each for each in own_tables.known(who, today).own if each.code == code)
    told = agreement_list.payments(chosen.tranches, chosen.currency, voice()).map(escaped)
    sent_table.show(told, alt=say("ledger.tranches"))


def _intentions(who: Visitor, known: Known) -> None:
    st.header(say("intentions.title"))
    st.write(say("intentions.lead"))
    recorded = _own(cached.version(), who).intentions
    centres = _names(cached.version(), who, language(), _today(), known)
    for each in recorded[:AT_ONCE]:
        intention_form.show(who, each, centres=centres)
    if not recorded:
        st.write(say("intentions.none"))
    if may_intend(who):
        intention_form.offer(who, centres=centres)


def _files(who: Visitor, known: Known) -> None:
    """The files. Their addresses are long: they are sent when somebody asks for them."""
    box = st.expander(say("donor.take_away"), key="donor_files", on_change="rerun", icon=":material/download:")
    if not box.open:
        return
    with box:
        newest = own_file.release(house(), who)
        st.code(own_file.citation(house(), newest, voice(), today=_today()), language=None, wrap_lines=True)
        wanted = {"language": language()}
        for what in ("agreements.xlsx", "iati.xml") if known.own or known.others else ("agreements.xlsx",):
            address = links.signed(house(), what, visitor=who, **wanted)
            st.markdown(f":material/download: [{say('donor.files.' + what.replace('.', '_'))}]({address})")
        for table in own_file.TABLES:
            address = links.signed(house(), "agreements.csv", visitor=who, of=table, **wanted)
            title = say(f"donor.{table}")
            st.markdown(f":material/download: [{say('donor.files.agreements_csv', table=title)}]({address})")


@kept(40)
def _names(version: str, who: Visitor, spoken: Language, today: dt.date, _known: Known) -> dict[str, str]:
    return intention_form.names_of(_known.centres.values())


@kept(40)
def _own(version: str, who: Visitor) -> Own:
    return donor_desk.own(house(), who)


def _today() -> dt.date:
    return dt.datetime.now(dt.UTC).date()
