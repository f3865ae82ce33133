"""One return as a reviewer sees it: where it stands, findings and answers, differences, and what can be done."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from data.errors import UnknownReceipt
from data.intake.difference import Change, counts
from data.intake.findings import Finding
from data.model import Level, Visitor
from data.rights import review_level
from pages.parts import (
    cached,
    changed_cells,
    desk,
    findings_list,
    links,
    looking_back,
    receipt_view,
    review_cases,
    sending_back,
)
from pages.parts.kept import kept
from pages.parts.looking_back import house_then
from pages.parts.opened import house
from pages.parts.review_cases import Case, Found
from pages.parts.review_list import attempt
from pages.parts.words import day_and_time, escaped, number, say
from pages.parts.words import quarter as in_words

DISTRICT_PAGE = "../public/district.py"


@kept(40)
def _kept(version: str, who: Visitor, code: str) -> Case:
    """The version of the data is a key and nothing else; a case never changes under its key."""
    return review_cases.case(house_then(), who, code)


@kept(40)
def _findings(version: str, who: Visitor, code: str) -> Found:
    return review_cases.findings(house(), _kept(version, who, code))


def show(who: Visitor, code: str) -> None:
    """Draw the return of a receipt."""
    version = cached.version()
    try:
        case = _kept(version, who, code)
    except UnknownReceipt as unknown:
        st.error(say(unknown.key), icon=":material/search_off:")
        return
    _head(case)
    _links(who, case)
    if case.replaces:
        _difference(case.changes, say("review.since_revision", revision=number(case.replaces.receipt.revision)))
    if case.before:
        before = in_words(case.before.receipt.quarter)
        _difference(case.since_before, say("review.since_quarter", quarter=before))
    st.markdown(f"#### {say('review.checks')}")
    _answers(case)
    with st.spinner(say("submit.checking")):
        found = _findings(version, who, code)
    _checks(found)
    st.markdown(f"#### {say('review.what_now')}")
    _actions(who, case, found.either)


def _head(case: Case) -> None:
    receipt, filed = case.filed.receipt, case.filed
    st.subheader(f"{escaped(case.place.name)} · {in_words(receipt.quarter)}")
    st.markdown(
        say(
            "my_returns.revision",
            revision=number(receipt.revision),
            moment=day_and_time(receipt.filed_at),
            receipt=escaped(receipt.receipt),
            by=escaped(f"{filed.by} ({filed.office})" if filed.office else filed.by),
            holds=receipt_view.holds(filed),
        )
    )
    receipt_view.show_standing(filed)
    if asked := case.decided.asked.get(case.place.code):
        st.info(
            say("review.asked_to_correct", by=escaped(asked.by), reason=escaped(asked.note)), icon=":material/edit:"
        )
    st.markdown("\n".join(f"- {receipt_view.line(each)}" for each in filed.life))


def _links(who: Visitor, case: Case) -> None:
    receipt = case.filed.receipt
    with st.container(horizontal=True):
        st.page_link(
            DISTRICT_PAGE,
            label=say("review.to_district"),
            icon=":material/location_on:",
            query_params={"place": case.place.code, "quarter": str(receipt.quarter)},
        )
        if receipt.sha256:
            st.link_button(
                say("my_returns.download"),
                links.signed(house(), "filed.xlsx", visitor=who, receipt=receipt.receipt),
                icon=":material/download:",
                key="review_file",
            )


def _difference(differing: Sequence[Change], title: str) -> None:
    st.markdown(f"#### {title}")
    if not differing:
        st.write(say("review.no_difference"))
        return
    st.write(say("review.differing", **{kind.value: number(count) for kind, count in counts(differing).items()}))
    changed_cells.show(differing, alt=title, words="review.differences")


def _answers(case: Case) -> None:
    if not case.answers:
        st.write(say("review.no_question"))
        return
    st.markdown(
        "\n".join(f"- **{say(f'submit.questions.{code}')}** {escaped(said)}" for code, said in case.answers.items())
    )


def _checks(found: Found) -> None:
    """What the office was shown when it filed; and what the checks say today, where that is something else."""
    if found.then is None:
        if found.today is None:
            st.write(say("review.no_workbook"))
        else:
            _list(found.today, "review.no_finding")
    elif found.same or found.today is None:
        st.caption(say("review.as_shown" if found.same else "review.found_then"))
        _list(found.then, "review.nothing_then")
    else:
        st.info(say("review.found_differs"), icon=":material/difference:")
        st.markdown(f"**{say('review.found_then')}**")
        _list(found.then, "review.nothing_then")
        st.markdown(f"**{say('review.found_today')}**")
        _list(found.today, "review.no_finding")


def _list(findings: Sequence[Finding], nothing: str) -> None:
    if findings:
        findings_list.show(findings)
    else:
        st.write(say(nothing))


def _actions(who: Visitor, case: Case, found: Sequence[Finding]) -> None:
    """What the visitor may do with the return now; where nothing, why."""
    code, national = case.filed.receipt.receipt, review_level(who) is Level.COUNTRY
    if looking_back.is_past():
        st.write(say("as_of.unchanging"))
    elif not case.mine:
        st.write(say("review.own_return", receipt=code))
    elif case.accepted:
        if national:
            _reopen(who, case)
        else:
            st.write(say("review.is_accepted"))
    elif not case.counts:
        st.write(say("review.counts_no_more"))
    elif not national and case.turn is not Level.PROVINCE:
        st.write(say("review.not_your_turn"))
    else:
        _decide(who, case, found)


def _decide(who: Visitor, case: Case, found: Sequence[Finding]) -> None:
    code = case.filed.receipt.receipt
    told = {"place": case.place.name, "quarter": str(case.filed.receipt.quarter)}
    with st.container(horizontal=True):
        if case.turn is Level.PROVINCE:
            own = review_level(who) is Level.PROVINCE
            label = say("review.forward_one" if own else "review.forward_for_province")
            if st.button(
                label, type="primary" if own else "secondary", key="review_forward", icon=":material/forward:"
            ):
                attempt(lambda: desk.forward(house(), who, [code]), say("review.forwarded_one", **told))
        elif st.button(say("review.accept_one"), type="primary", key="review_accept", icon=":material/check:"):
            attempt(lambda: desk.accept(house(), who, [code]), say("review.accepted_one", **told))
    sending_back.show(who, case, found)


def _reopen(who: Visitor, case: Case) -> None:
    receipt = case.filed.receipt
    st.write(say("review.reopen_means"))
    reason = st.text_area(say("review.reason"), key="review_reopen_reason", max_chars=500)
    if st.button(say("review.reopen"), key="review_reopen", icon=":material/lock_open:", disabled=not reason.strip()):
        attempt(
            lambda: desk.reopen(house(), who, place=receipt.place, quarter=receipt.quarter, reason=reason),
            say("review.reopened_one", place=case.place.name, quarter=str(receipt.quarter)),
        )
