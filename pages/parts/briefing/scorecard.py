"""The scorecard on the two pages: of each pillar how many measures are on track, and those that tell most."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from data.model import Pillar
from data.plans.vocabulary import Phase, PlanStatus
from metrics.confidence import confidence
from metrics.coverage import Share
from metrics.progress import Rule, Why
from pages.parts import plan_figures, plan_words
from pages.parts.briefing.telling import Teller
from pages.parts.plan_figures import Line

IN_A_PILLAR = 3


def table(teller: Teller) -> dict[str, Any]:
    """The scorecard in words."""
    briefing = teller.briefing
    last = plan_figures.furthest(briefing.scorecard)
    lead = [teller.say("no_plan") if briefing.plan is None else _plan(teller)]
    if last is not None:
        lead.append(teller.say("furthest", pillar=_name_of(last, teller)))
    left_out = sum(max(0, len(lines) - IN_A_PILLAR) for lines in briefing.scorecard.values())
    columns = ("standing", "measure", "now", "expected", "districts")
    return {
        "title": teller.say("scorecard"),
        "lead": " ".join(lead),
        "columns": [teller.say(f"columns.{name}") for name in columns],
        "pillars": [_pillar(pillar, lines, teller) for pillar, lines in briefing.scorecard.items()],
        "more": teller.say("more_measures", count=teller.voice.number(left_out)) if left_out else "",
        "note": teller.say("how_judged"),
    }


def _plan(teller: Teller) -> str:
    """Which plan it is, and where it stands."""
    plan, voice = teller.briefing.plan, teller.voice
    if plan is None:
        return ""
    days = {"first": voice.date(plan.starts), "last": voice.date(plan.ends)}
    told = [f"{voice.pick(plan.names)}."]
    if plan.phase(teller.briefing.quarter) is Phase.ENDED:
        told += [voice.say("plan.ended", **days), voice.say("plan.no_successor")]
    elif plan.status is PlanStatus.INVENTED:
        told.append(voice.say("plan.invented"))
    return " ".join(told)


def _name_of(pillar: Pillar, teller: Teller) -> str:
    return teller.voice.say(f"workbook.pillars.{pillar.value}")


def _pillar(pillar: Pillar, lines: Sequence[Line], teller: Teller) -> dict[str, Any]:
    share, voice = plan_figures.judged(lines), teller.voice
    told = {"count": voice.number(share.count), "of": voice.number(share.of)}
    return {
        "name": _name_of(pillar, teller),
        "told": teller.say("on_track", **told) if share.of else voice.say("plan.not_judged"),
        "rows": [_row(line, teller) for line in plan_words.most_telling(lines, IN_A_PILLAR)],
    }


def _row(line: Line, teller: Teller) -> list[str]:
    briefing = teller.briefing
    sure = confidence(
        complete=Share(line.reporting, line.expected),
        reported=briefing.coverage.reporting,
        on_time=briefing.coverage.on_time,
        settled=briefing.settled,
    )
    dots = teller.voice.say(f"plan.marks.{sure.mark}").split(" ")[0] if sure.mark else ""
    return [
        _standing(line, teller),
        teller.name(line.part.measure),
        plan_words.now(line, teller.voice),
        _to_date(line, teller),
        "" if plan_words.is_silent(line) else f"{teller.of(Share(line.reporting, line.expected))} {dots}".strip(),
    ]


def _standing(line: Line, teller: Teller) -> str:
    found = line.progress
    if found.band is None:
        return teller.voice.say(f"plan.why.{found.why}") if found.why else ""
    told = plan_words.ratio(line, teller.voice) or teller.voice.say(f"plan.bands.{found.band}")
    return f"{plan_words.SIGNS[found.band]} {told}"


def _to_date(line: Line, teller: Teller) -> str:
    """What there is against what should be by now; after a plan's end against its last target."""
    found = line.progress
    actual = plan_words.actual(line, teller.voice)
    if found.why is Why.ENDED:
        return f"{actual} / {plan_words.amount(found.target, line, teller.voice)}"
    if found.expected is None or found.why in (Why.NO_TARGET, Why.NOT_BEGUN):
        return ""
    counted = ""
    if found.rule is Rule.TO_DATE and found.counted < found.elapsed:
        counted = f" ({teller.say('quarters_of', count=found.counted, of=found.elapsed)})"
    return f"{actual} / {plan_words.amount(found.expected, line, teller.voice)}{counted}"
