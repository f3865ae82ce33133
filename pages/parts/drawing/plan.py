"""The page Plan: where the plan stands, and the scorecard of the five pillars."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import streamlit as st

from data.model import Pillar, Quarter, Status, Visitor
from data.plans.vocabulary import Phase, Plan, PlanStatus, successors
from data.rights import may_see
from metrics.confidence import Confidence, confidence
from metrics.coverage import Share
from metrics.progress import Band, Rule, Why
from pages.parts import cached, origin_links, plan_figures, plan_words, sent_table
from pages.parts.filters import pillar_name
from pages.parts.kept import kept
from pages.parts.looking_back import house_then
from pages.parts.opened import house
from pages.parts.plan_figures import Line
from pages.parts.words import date, escaped, number, pick, say, voice

PAGE = "../public/plan.py"

COLOURS = {
    Band.REACHED: ":green",
    Band.ON_TRACK: ":green",
    Band.BEHIND: ":orange",
    Band.OFF_TRACK: ":red",
    Band.AWAY: ":red",
}
"""The colour of a band, beside its shape."""

IN_A_CARD = 2
"""How many measures a pillar's card names; the table beneath has all."""


def lines_of(who: Visitor, key: str, quarter: str) -> dict[Pillar, tuple[Line, ...]]:
    """The scorecard of the country by a plan at the end of a quarter, as far as the visitor may see it."""
    here, asked = house(), Quarter.parse(quarter)
    plan = plan_of(key)
    chosen = plan_figures.measures(plan, here.catalogue, here.country, asked)
    return plan_figures.scorecard(
        cached.series(who, measures=chosen, places=[here.country.root.code]),
        plan,
        chosen=chosen,
        catalogue=here.catalogue,
        quarter=asked,
        fiscal_year_start=here.country.fiscal_year_start,
    )


def plan_of(key: str) -> Plan:
    """The plan of a key."""
    return next(plan for plan in _plans(cached.version()) if plan.key == key)


@kept(cached.FEW)  # nobody changes what stands in it
def _plans(version: str) -> tuple[Plan, ...]:
    return plan_figures.plans(house_then())


def head(who: Visitor, key: str, quarter: str) -> None:
    """Say what plan it is and where it stands; then the five pillars side by side."""
    plan = plan_of(key)
    _phase(plan, Quarter.parse(quarter))
    lines = lines_of(who, key, quarter)
    if all_withheld(lines):
        st.info(say("plan.withheld"))
        return
    last = plan_figures.furthest(lines)
    if last is not None:
        st.markdown(say("plan.furthest", pillar=escaped(pillar_name(last))))
    cards = st.grid("auto", min_column_width=140, gap="small")
    for pillar, found in lines.items():
        with cards.cell(), st.container(border=True, gap="xsmall", height="stretch"):
            st.markdown(f"**{escaped(pillar_name(pillar))}**  \n{_of_pillar(found)}")
            told = map(_short, plan_words.most_telling(found, IN_A_CARD))
            st.markdown("  \n".join(told) or say("plan.nothing_in_pillar"))


def in_a_line(who: Visitor, key: str, quarter: str) -> None:
    """Say in a line which pillar is furthest behind its plan, with the way there; nothing where nothing is judged."""
    lines = lines_of(who, key, quarter)
    share = plan_figures.judged(each for found in lines.values() for each in found)
    if not share.of or all_withheld(lines):  # as the page Plan: earlier releases alone would judge another quarter
        return
    last = plan_figures.furthest(lines)
    told = {"count": number(share.count), "of": number(share.of)}
    st.write(say("plan.overview", pillar=escaped(pillar_name(last)), **told) if last else say("plan.overview_well"))
    asked = {"quarter": quarter, "plan": key}
    st.page_link(PAGE, label=say("plan.to_plan"), icon=":material/arrow_forward:", query_params=asked)


def all_withheld(lines: dict[Pillar, tuple[Line, ...]]) -> bool:
    """Whether there is something, and nothing of it may be shown."""
    found = [each.status for of_pillar in lines.values() for each in of_pillar]
    known = [status for status in found if status not in (Status.MISSING, Status.NOT_EXPECTED)]
    return bool(known) and all(status == Status.WITHHELD for status in known)


def _phase(plan: Plan, quarter: Quarter) -> None:
    told = {"first": date(plan.starts), "last": date(plan.ends)}
    made_up = f"{say('plan.invented')} " if plan.status is PlanStatus.INVENTED else ""
    phase = plan.phase(quarter)
    if plan.status is PlanStatus.DRAFT:
        st.info(say("plan.draft", **told))
    elif phase is Phase.ENDED:
        later = [each for each in successors(plan_figures.shipped(house()), plan) if each.status is PlanStatus.ADOPTED]
        drafts = [each for each in successors(plan_figures.shipped(house()), plan) if each.status is PlanStatus.DRAFT]
        after = say("plan.successor", names=_names(later)) if later else say("plan.no_successor")
        st.warning(made_up + " ".join([say("plan.ended", **told), after, *_drafts(drafts)]))
    else:
        st.caption(made_up + say("plan.not_begun" if phase is Phase.NOT_BEGUN else "plan.runs", **told))


def _drafts(plans: Sequence[Plan]) -> list[str]:
    return [say("plan.draft_known", names=_names(plans))] if plans else []


def _names(plans: Iterable[Plan]) -> str:
    return escaped("; ".join(pick(plan.names) for plan in plans))


def _of_pillar(found: Sequence[Line]) -> str:
    share = plan_figures.judged(found)
    if not share.of:
        return f":gray[{say('plan.not_judged')}]"
    return say("plan.on_track_of", count=number(share.count), of=number(share.of))


def _short(line: Line) -> str:
    """One measure in a card: its sign, its ratio, its name."""
    name = f":small[{escaped(_name(line))}]"
    if line.progress.band is None:
        return f":gray[{escaped(_now(line))}] {name}"
    return f"{_sign(line, line.progress.band)} {name}"


def _sign(line: Line, band: Band, more: str = "") -> str:
    """A band: its shape and the ratio, in its colour, and what else is said of it."""
    told = " ".join(filter(None, (plan_words.SIGNS[band], plan_words.ratio(line, voice()))))
    return f"{COLOURS[band]}[**{told}**{more}]"


def _name(line: Line) -> str:
    return plan_words.name(line.part, line.indicator, voice())


def scorecard(who: Visitor, key: str, quarter: str) -> None:
    """Draw each pillar's measures with every component of the judgement; to whom none is shown, no heading either."""
    lines = lines_of(who, key, quarter)
    if all_withheld(lines):
        return
    st.header(say("plan.scorecard"))
    asked = Quarter.parse(quarter)
    settled = _settled(who, asked)
    coverage = cached.coverage(who, asked)
    st.caption(_how_sure(coverage.on_time, settled))
    for pillar, found in lines.items():
        st.subheader(escaped(pillar_name(pillar)))
        if not found:
            st.caption(say("plan.nothing_in_pillar"))
            continue
        rows = []
        for line in found:
            sure = confidence(
                complete=Share(line.reporting, line.expected),
                reported=coverage.reporting,
                on_time=coverage.on_time,
                settled=settled,
            )
            rows.append(_row(line, sure, quarter))
        sent_table.show(rows, alt=escaped(pillar_name(pillar)))
    st.caption(say("plan.how"))


def _settled(who: Visitor, quarter: Quarter) -> Share | None:
    """How many returns have no open question; nothing for those who may not see the country's exact figures."""
    here = house()
    return plan_figures.settled(house_then(), quarter) if may_see(who, here.country, here.country.root.code) else None


def _how_sure(on_time: Share, settled: Share | None) -> str:
    told = [say("plan.on_time", count=number(on_time.count), of=number(on_time.of))]
    if settled is not None:
        told.append(say("plan.open_questions", count=number(settled.of - settled.count), of=number(settled.of)))
    return " ".join([*told, say("plan.sure")])


def _row(line: Line, sure: Confidence, quarter: str) -> dict[str, str]:
    name = origin_links.named(_name(line), measure=line.part.measure, place=house().country.root.code, quarter=quarter)
    return {
        say("plan.columns.with_target"): _under(f"{name} :gray[:small[{line.part.measure}]]", _target(line)),
        say("plan.columns.judged"): _under(_judged(line), _to_date(line)),
        say("plan.columns.now"): f"**{escaped(_now(line))}**{_answered(line, sure)}",
    }


def _under(above: str, told: str) -> str:
    """What stands in one cell, so that a phone shows the whole row without scrolling aside."""
    return "  \n".join(filter(None, (above, told)))


def _now(line: Line) -> str:
    return plan_words.now(line, voice())


def _answered(line: Line, sure: Confidence) -> str:
    if plan_words.is_silent(line):
        return ""
    of = say("figures.of", count=number(line.reporting), of=number(line.expected))
    mark = f" · {say(f'plan.marks.{sure.mark}')}" if sure.mark else ""
    return f"  \n:gray[:small[{of}{mark}]]"


def _amount(value: float | None, line: Line) -> str:
    return escaped(plan_words.amount(value, line, voice()))


def _actual(line: Line) -> str:
    return escaped(plan_words.actual(line, voice()))


def _to_date(line: Line) -> str:
    """What there is, against what should be by now."""
    found = line.progress
    if found.why is Why.ENDED:
        key = "plan.last_year" if found.rule is Rule.TO_DATE else "plan.at_the_end"
        return f":gray[{say(key, actual=_actual(line), target=_amount(found.target, line))}]"
    if found.expected is None or found.why in (Why.NO_TARGET, Why.NOT_BEGUN):
        return ""
    told = say("plan.against", actual=_actual(line), expected=_amount(found.expected, line))
    if found.rule is Rule.TO_DATE and found.counted < found.elapsed:
        told += f"  \n:small[{say('plan.counted', counted=found.counted, of=found.elapsed)}]"
    return told


def _judged(line: Line) -> str:
    found = line.progress
    if found.band is None:
        return f":gray[{say(f'plan.why.{found.why}')}]" if found.why else ""
    kept = f"  \n:small[{say('plan.keep')}]" if found.keep else ""
    return _sign(line, found.band, f" {say(f'plan.bands.{found.band}')}") + kept


def _target(line: Line) -> str:
    """From where to where, and how much of the time has passed."""
    found, target = line.progress, line.target
    if target is None:
        return ""
    told = []
    if target.baseline is not None:
        since = voice().quarter(target.since) if target.since else say("plan.before")
        told.append(say("plan.from", value=_amount(target.baseline, line), since=since))
    if found.target is not None:
        key = "plan.in_all" if found.rule is Rule.TO_DATE and found.why is not Why.ENDED else "plan.to"
        told.append(say(key, value=_amount(found.target, line), year=max(target.by_year)))
        if found.rule is Rule.WITHIN_YEAR:
            told[-1] = say("plan.of_year", value=_amount(found.target, line))
    if found.planned and found.why is not Why.ENDED:
        told.append(say("plan.elapsed", elapsed=found.elapsed, planned=found.planned))
    if target.to_be_checked:
        told.append(say("plan.to_be_checked"))
    return f":small[{' · '.join(told)}]" if told else ""
