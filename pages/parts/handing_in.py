"""What the page *Submit* is made of: which district and quarter, the questions, what a return changes, the receipt."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pandas as pd
import streamlit as st

from data.errors import ChangedMeanwhile, Locked, PersonalSentence
from data.intake import receive
from data.intake.difference import what_changes
from data.intake.findings import Severity
from data.intake.receive import Examination
from data.model import Kind, Place, Quarter, Status, Visitor
from data.rights import filing_places
from data.store.new_return import Receipt
from metrics import deadlines
from pages.parts import cached, changed_cells, changes, filters, links, receipt_view, released, sent_table
from pages.parts.kept import kept
from pages.parts.opened import house
from pages.parts.words import date, day_and_time, escaped, language, number, say, voice
from pages.parts.words import quarter as in_words

NOTHING: tuple[float | None, str] = (None, Status.MISSING)
SEEN_ON = {"map": ":material/map:", "trends": ":material/show_chart:", "centres": ":material/night_shelter:"}
RECEIPT, UPLOADS, SEEN, LOOKED = "submit_receipt", "submit_uploads", "submit_seen", "submit_looked"


def choose_place(who: Visitor) -> Place:
    """The district, out of those that the visitor may file for."""
    codes = [place.code for place in filters.known_places(filing_places(who, house().country))]
    silent = (p.code for p in cached.coverage(who, cached.quarters(who)[-1]).silent if p.code in codes)
    chosen = filters.choose(
        say("filters.place"),
        key="place",
        options=codes,
        default=next(silent, codes[0]),
        show=filters.place_names().__getitem__,
    )
    return house().country.places[chosen]


def choose_quarter(who: Visitor) -> Quarter:
    """The quarter: one of the last two years that has ended, the newest first."""
    known = deadlines.open_quarters(dt.datetime.now(dt.UTC).date(), filed=cached.quarters(who))
    chosen = filters.choose(
        say("filters.quarter"),
        key="quarter",
        options=[str(quarter) for quarter in reversed(known)],
        default=str(max(cached.quarters(who))),
        show=lambda text: in_words(Quarter.parse(text)),
    )
    return Quarter.parse(chosen)


def standing(who: Visitor, place: Place, quarter: Quarter) -> str:
    """One sentence on what has been filed for the district and quarter."""
    row = _filed(cached.version(), who, place.code, quarter)
    if row is None:
        return say("submit.not_yet_filed", place=place.name, quarter=in_words(quarter))
    return say(
        "submit.already_there",
        place=place.name,
        quarter=in_words(quarter),
        revision=int(row["revision"]),
        day=date(row["filed_at"].date()),
        receipt=row["receipt"],
    )


@kept(cached.MANY)
def _filed(version: str, who: Visitor, place: str, quarter: Quarter) -> Mapping[str, Any] | None:
    """What is known of the return of a district; None where there is none."""
    filed = cached.returns(who, quarter)
    mine = filed[filed["place"] == place]
    return None if mine.empty else mine.iloc[0].to_dict()


def template_address(who: Visitor, *, place: Place, quarter: Quarter) -> str:
    """Where the visitor gets the workbook of a district and quarter, in their language where the country has it."""
    here = house()
    spoken = here.country.form_language(language())
    return links.signed(here, "template.xlsx", visitor=who, place=place.code, quarter=str(quarter), language=spoken)


def examined(content: bytes, *, file_name: str, who: Visitor, place: Place, quarter: Quarter) -> Examination:
    """Examine a workbook, once: a rerun for another reason finds what was found before."""
    key = (hash(content), hash(file_name), who, place.code, str(quarter), cached.version())
    seen = st.session_state.get(SEEN)
    if seen is None or seen[0] != key:
        found = receive.examine(content, house=house(), visitor=who, place=place, quarter=quarter, file_name=file_name)
        seen = (key, found)
        st.session_state[SEEN] = seen
    remembered: Examination = seen[1]
    return remembered


def show_verdict(examination: Examination) -> None:
    """Say in a sentence whether the workbook can be filed."""
    match examination.verdict:
        case "stop":
            count = sum(found.severity is Severity.STOP for found in examination.findings)
            st.error(say("submit.verdict_stop", count=count), icon=":material/error:")
        case "ask":
            st.warning(say("submit.verdict_ask", count=len(examination.questions)), icon=":material/help:")
        case _:
            st.success(say("submit.verdict_clean"), icon=":material/check_circle:")


def ask(examination: Examination, *, of: str = "") -> dict[str, str]:
    """Ask for a sentence on each question, and give the answers by code. `of` tells several workbooks apart."""
    return {
        code: st.text_area(say(f"submit.questions.{code}"), key=f"submit_answer_{code}{of}", max_chars=500)
        for code in examination.questions
    }


def show_difference(examination: Examination) -> None:
    """Show, cell by cell, what changes in the return that is filed now."""
    if not examination.replaces:
        return
    differing = what_changes(house(), examination)
    st.subheader(say("changes.title"))
    st.write(say("submit.replaces", receipt=examination.replaces))
    st.markdown(f"**{changes.summary(differing, voice())}**")
    if differing:
        changed_cells.show(differing, alt=say("changes.title"))


def show_changes(examination: Examination, who: Visitor) -> None:
    """Show what the return says, beside what is filed now and what the quarter before said."""
    if examination.place is None or examination.quarter is None:
        return
    measures = [m for m in examination.totals if house().catalogue.measure(m).kind is not Kind.RATIO]
    points = released.series(house(), who, measures=measures, places=[examination.place.code])
    before, now = (_told(points, quarter) for quarter in (examination.quarter - 1, examination.quarter))
    rows = [
        {
            say("submit.column_indicator"): filters.measure_name(measure),
            say("submit.column_new"): _shown(
                measure, examination.totals[measure].value, examination.totals[measure].status
            ),
            say("submit.column_now"): _shown(measure, *now.get(measure, NOTHING)),
            say("submit.column_before"): _shown(measure, *before.get(measure, NOTHING)),
        }
        for measure in measures
    ]
    st.subheader(say("submit.changes"))
    told = pd.DataFrame(rows).map(escaped)
    sent_table.show(told, alt=say("submit.changes"), height=changed_cells.height(len(told)))


def filed(examination: Examination, *, who: Visitor, answers: Mapping[str, str]) -> Receipt | None:
    """File the return and give its receipt, if what it replaces is still what the visitor looked at; else say so.

    Somebody else may file meanwhile. What has changed is then already on the page when the button's click arrives, so
    that the visitor would replace what they have never seen: it is held against what was there when they last looked.
    """
    whose, replaces, shown = st.session_state.pop(LOOKED, (None, None, None))
    is_same = whose == _whose(examination)
    known = replace(examination, replaces=replaces) if is_same else examination
    try:
        return receive.file(known, house=house(), by=who, answers=answers, shown=shown if is_same else None)
    except ChangedMeanwhile as changed:
        st.warning(say(changed.key, **changed.values), icon=":material/group:")
    except Locked as locked:
        st.warning(say(locked.key, **locked.values), icon=":material/lock:")
    except PersonalSentence as personal:
        st.error(say(personal.key), icon=":material/person_off:")
    return None


def look(examination: Examination) -> None:
    """Remember what the visitor was shown: which return theirs would replace, and what was found."""
    st.session_state[LOOKED] = (_whose(examination), examination.replaces, examination.findings)


def _whose(examination: Examination) -> tuple[str, str]:
    return (examination.place.code if examination.place else "", str(examination.quarter))


def keep_receipt(receipt: Receipt) -> None:
    """Remember the receipt, and empty the uploader for the next file."""
    st.session_state[RECEIPT] = receipt
    st.session_state[UPLOADS] = st.session_state.get(UPLOADS, 0) + 1


def uploader_key() -> str:
    """The uploader's key, which changes after each filing: that is how Streamlit empties one."""
    return f"return_{st.session_state.get(UPLOADS, 0)}"


def last_receipt(place: Place, quarter: Quarter) -> Receipt | None:
    """The receipt of what was just filed for the district and quarter."""
    receipt: Receipt | None = st.session_state.get(RECEIPT)
    return receipt if receipt and (receipt.place, receipt.quarter) == (place.code, quarter) else None


def show_receipt(receipt: Receipt) -> None:
    """Show the receipt, and the way to where the return is seen now."""
    place = house().country.places[receipt.place]
    st.success(
        say(
            "submit.receipt",
            place=place.name,
            quarter=in_words(receipt.quarter),
            receipt=receipt.receipt,
            revision=receipt.revision,
            moment=day_and_time(receipt.filed_at),
            numbers=number(receipt.numbers),
            facilities=number(receipt.facilities),
            payments=number(receipt.payments),
            sha256=receipt.sha256,
        ),
        icon=":material/task_alt:",
        title=say("submit.receipt_title"),
    )
    address = {**st.query_params.to_dict(), "place": place.code, "quarter": str(receipt.quarter)}
    with st.container(horizontal=True):
        for page, icon in SEEN_ON.items():
            st.page_link(f"../public/{page}.py", label=say(f"submit.see.{page}"), icon=icon, query_params=address)
        checked = address | {"receipt": receipt.receipt}
        st.page_link(
            receipt_view.PAGE, label=say("submit.see.receipt"), icon=":material/verified:", query_params=checked
        )


def _told(points: pd.DataFrame, quarter: Quarter) -> dict[str, tuple[float | None, str]]:
    """The value and status of each measure in a quarter."""
    then = points[points["quarter"] == str(quarter)]
    return dict(zip(then["measure"], zip(then["value"], then["status"], strict=True), strict=True))


def _shown(measure: str, value: float | None, status: str) -> str:
    """A value of the table of changes: an empty text where there is none, and the words for nil and not applicable."""
    if status in (Status.NIL, Status.NOT_EXPECTED):
        return say(f"changes.{status}")
    if value is None or value != value:
        return ""
    part = house().catalogue.measure(measure)
    if part.kind is Kind.YES_NO:
        return say("workbook.yes" if value else "workbook.no")
    return number(value)
