"""The page Plan: milestones with their proof, what the plan says, and the articles of law that nobody counts."""

from __future__ import annotations

import streamlit as st

from data.model import Quarter
from data.plans.vocabulary import Milestone, Objective, Source, Standing
from pages.parts import plan_figures, sent_table
from pages.parts.drawing.plan import plan_of
from pages.parts.filters import pillar_name
from pages.parts.opened import house
from pages.parts.words import date, escaped, pick, say

OF_STANDING = {
    Standing.OVERDUE: (":red", "○"),
    Standing.UNPROVEN: (":orange", "◐"),
    Standing.UNDER_WAY: (":gray", "▷"),
    Standing.OPEN: (":gray", "□"),
    Standing.PROVEN: (":green", "●"),
}


def draw(key: str | None, quarter: str) -> None:
    """Draw the milestones of a plan and what it says, where there is one; and what nobody counts."""
    if key is not None:
        st.header(say("plan.milestones"))
        _milestones(key, quarter)
        st.header(say("plan.content"))
        _content(key)
    st.header(say("plan.blind_spots"))
    _blind_spots()


def _milestones(key: str, quarter: str) -> None:
    """Draw the milestones as they stand at the end of a quarter, those first that need somebody."""
    day = Quarter.parse(quarter).last_day
    found = plan_figures.in_order(plan_of(key).milestones, day)
    if not found:
        st.write(say("plan.no_milestones"))
        return
    counts = {each: sum(standing is each for standing, _ in found) for each in plan_figures.FIRST_SHOWN}
    st.write(" · ".join(f"{_sign(each)}: {count}" for each, count in counts.items() if count))
    rows = [_milestone(standing, each) for standing, each in found]
    sent_table.show(rows, alt=say("plan.milestones"))
    st.caption(say("plan.milestones_hint", day=date(day)))


def _sign(standing: Standing) -> str:
    colour, sign = OF_STANDING[standing]
    return f"{colour}[{sign} {say(f'plan.standing.{standing}')}]"


def _milestone(standing: Standing, each: Milestone) -> dict[str, str]:
    lacking = ""
    if standing is Standing.UNPROVEN:
        missing = ", ".join(say(f"plan.lacking.{key}") for key in plan_figures.lacking(each))
        lacking = f"  \n:small[{say('plan.lacks', what=missing)}]"
    responsible = " · ".join([pillar_name(each.pillar), *map(pick, each.bodies)])
    return {
        say("plan.columns.milestone"): f"{escaped(pick(each.names))}  \n:gray[{escaped(responsible)}]",
        say("plan.columns.standing"): _sign(standing) + lacking,
        say("plan.columns.due"): date(each.due) if each.due else "",
        say("plan.columns.evidence"): _evidence(each),
    }


def _evidence(each: Milestone) -> str:
    known = each.evidence
    told = [escaped(part) for part in (pick(known.document) if known.document else "", known.number) if part]
    if known.date:
        told.append(date(known.date))
    if known.link:
        told.append(f"[{say('plan.link')}]({known.link})")
    if each.to_be_checked:
        told.append(f":gray[{say('plan.to_be_checked')}]")
    return ", ".join(told)


def _content(key: str) -> None:
    """Draw what the plan says in its own order, and the sources."""
    plan = plan_of(key)
    if plan.note:
        st.write(escaped(pick(plan.note)))
    if plan.objectives:
        rows = [
            {
                say("plan.columns.number"): escaped(each.number),
                say("plan.columns.objective"): _objective(each),
                say("plan.columns.pillars"): ", ".join(escaped(pillar_name(pillar)) for pillar in each.pillars),
                say("plan.columns.bodies"): escaped("; ".join(map(pick, each.bodies))),
            }
            for each in plan.objectives
        ]
        sent_table.show(rows, alt=say("plan.content"))
    else:
        st.write(say("plan.no_objectives"))
    st.markdown(f"**{say('plan.sources')}**")
    st.markdown("\n".join(f"- {_source(source)}" for source in plan.sources))


def _objective(each: Objective) -> str:
    told = [escaped(pick(each.names)) if each.names else f":gray[{say('plan.not_found')}]"]
    if each.to_be_checked and each.names:
        told[0] += f" :gray[:small[({say('plan.to_be_checked')})]]"
    told += [f":small[▸ {escaped(pick(action.names))} ({escaped(action.source.number)})]" for action in each.actions]
    return "  \n".join(told)


def _source(source: Source) -> str:
    told = [pick(source.title), source.number, source.dated]
    note = f" {escaped(pick(source.note))}" if source.note else ""
    return f"{escaped(', '.join(part for part in told if part))}: {say(f'plan.sources_are.{source.status}')}.{note}"


def _blind_spots() -> None:
    """List the articles of conventions and of the country's law to which no indicator speaks."""
    rows = []
    for instrument in plan_figures.law(house()):
        for article in instrument.blind_spots:
            numbered = say("plan.article", number=escaped(article.number)) if article.number else ""
            checked = f":gray[:small[{say('plan.number_to_be_checked')}]]" if article.to_be_checked else ""
            rows.append(
                {
                    say("plan.columns.instrument"): escaped(pick(instrument.names)),
                    say("plan.columns.article"): " ".join(part for part in (numbered, checked) if part),
                    say("plan.columns.subject"): escaped(pick(article.subject)),
                }
            )
    st.write(say("plan.blind_lead"))
    sent_table.show(rows, alt=say("plan.blind_spots"))
    known = [instrument for instrument in plan_figures.law(house()) if instrument.note]
    st.caption("  \n".join(f"{escaped(pick(each.names))}: {escaped(pick(each.note))}" for each in known))
