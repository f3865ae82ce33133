"""For the ministry: a target or a baseline is changed, a milestone proven; and what was changed so far."""

from __future__ import annotations

import streamlit as st

from data.model import Kind, Part, Quarter, Visitor
from data.plans.vocabulary import Plan
from pages.parts import desk, filters, measures, plan_figures, sent_table
from pages.parts.drawing.plan import plan_of
from pages.parts.drawn import replayed
from pages.parts.opened import house
from pages.parts.review_list import attempt, say_done
from pages.parts.shown import PERCENT
from pages.parts.words import day_and_time, escaped, language, number, pick, say

BASELINE = "baseline"
LONGEST = 500


def offer(who: Visitor, key: str) -> None:
    """Offer the changes of a plan, and list those that were made."""
    plan = plan_of(key)
    say_done()
    st.header(say("plan.edit_target"))
    _target(who, plan)
    if plan.milestones:
        st.header(say("plan.edit_proof"))
        _proof(who, plan)
    _history(plan.key)


def _target(who: Visitor, plan: Plan) -> None:
    names = measures.long_names(house().catalogue, language())
    measure = st.selectbox(
        say("plan.columns.measure"), filters.measures(), format_func=names.__getitem__, key="plan_measure"
    )
    part = house().catalogue.measure(measure)
    years = [BASELINE, *map(str, range(plan.starts.year, plan.ends.year + 1))]
    year = st.selectbox(
        say("plan.year"),
        years,
        index=len(years) - 1,
        format_func=lambda each: say("plan.baseline") if each == BASELINE else each,
        key="plan_year",
    )
    label = say("plan.value_percent" if _is_share(part) else "plan.value")
    value = st.number_input(label, value=None, min_value=0.0, key="plan_value", help=say("plan.value_help"))
    reason = st.text_input(say("review.reason"), key="plan_target_reason", max_chars=LONGEST)
    if st.button(say("plan.set_target"), key="plan_set", disabled=not reason.strip()):
        wanted = value / PERCENT if value is not None and _is_share(part) else value
        when = {"since": Quarter.of(plan.starts) - 1} if year == BASELINE else {"year": int(year)}
        attempt(
            lambda: desk.set_target(house(), who, plan=plan.key, measure=measure, value=wanted, reason=reason, **when),
            say("plan.target_set", measure=names[measure]),
        )


def _is_share(part: Part) -> bool:
    return part.kind in (Kind.RATIO, Kind.YES_NO)


def _proof(who: Visitor, plan: Plan) -> None:
    names = {each.key: pick(each.names) for each in plan.milestones}
    milestone = st.selectbox(
        say("plan.columns.milestone"), list(names), format_func=names.__getitem__, key="plan_milestone"
    )
    document = st.text_input(say("plan.document"), key="plan_document", max_chars=LONGEST)
    numbered = st.text_input(say("plan.document_number"), key="plan_number", max_chars=120)
    dated = st.date_input(say("plan.document_date"), value=None, key="plan_dated", format="DD/MM/YYYY")
    link = st.text_input(say("plan.document_link"), key="plan_link", max_chars=LONGEST, placeholder="https://")
    reason = st.text_input(say("review.reason"), key="plan_proof_reason", max_chars=LONGEST)
    if st.button(say("plan.give_proof"), key="plan_prove", disabled=not (document.strip() and reason.strip())):
        attempt(
            lambda: desk.prove(
                house(),
                who,
                plan=plan.key,
                milestone=milestone,
                document=document,
                number=numbered,
                dated=dated,
                link=link,
                reason=reason,
            ),
            say("plan.proof_given", milestone=names[milestone]),
        )


@replayed
def _history(key: str) -> None:
    """Everything that was changed in a plan."""
    plan = plan_of(key)
    changes, proofs = plan_figures.history(house(), plan.key)
    lines = []
    for each in changes:
        part = house().catalogue.measure(each.measure)
        value = say("plan.taken_away") if each.value is None else number(each.value, 3 if _is_share(part) else 0)
        when = say("plan.baseline") if each.year is None else str(each.year)
        lines.append((each.at, each.by, f"{each.measure}, {when}: {value}", each.reason))
    names = {each.key: pick(each.names) for each in plan.milestones}
    lines += [
        (each.at, each.by, f"{names.get(each.milestone, each.milestone)}: {each.document}", each.reason)
        for each in proofs
    ]
    if lines:
        st.header(say("plan.history"))
        rows = [
            {
                say("plan.columns.when"): day_and_time(at),
                say("plan.columns.by"): escaped(by),
                say("plan.columns.what"): escaped(what),
                say("plan.columns.why"): escaped(reason),
            }
            for at, by, what, reason in sorted(lines, reverse=True)
        ]
        sent_table.show(rows, alt=say("plan.history"))
