"""The plans of a country: `countries/<iso3>/plan/*.yaml`, one file a plan, read and held against `plan.schema.json`.

The demo world has a plan of its own, `demo/plans/<iso3>.yaml`, invented like everything in it.
"""

from __future__ import annotations

import datetime as dt
import functools
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from jsonschema import Draft202012Validator

from data.documents import Document, Problem, read_document
from data.errors import BadCountry
from data.model import Pillar, Quarter, Texts
from data.plans.vocabulary import (
    Action,
    Evidence,
    Milestone,
    MilestoneState,
    Objective,
    Plan,
    PlanStatus,
    Source,
    SourceStatus,
    Target,
)
from data.settings import SHIPPED, Overlay, content_files

Says = Mapping[str, Any]


@functools.lru_cache(maxsize=8)
def load_plans(iso3: str, content: Overlay | None = None, *, demo: bool = False) -> tuple[Plan, ...]:
    """The plans of a country, the earliest first; with the invented one, in the demo world.

    Args:
        iso3: the country's code, in any case.
        content: the folder of a ministry's own files, or None.
        demo: whether they are for the demo world.

    Raises:
        BadCountry: naming file and key of every problem, a line each.
    """
    plans, problems = examine_plans(iso3, content, demo=demo)
    if problems:
        raise BadCountry("\n".join(map(str, problems)))
    return plans


def examine_plans(
    iso3: str, content: Overlay | None = None, *, demo: bool = False
) -> tuple[tuple[Plan, ...], tuple[Problem, ...]]:
    """Read a country's plans: the plans and no problem, or none and all problems."""
    folder = f"countries/{iso3.lower()}/plan"
    paths = [(path, f"{folder}/{path.name}") for path in content_files(folder, ".yaml", content)]
    invented = SHIPPED / "demo" / "plans" / f"{iso3.lower()}.yaml"
    if demo and invented.is_file():
        paths.append((invented, f"demo/plans/{invented.name}"))
    documents = [(read_document(path, _validator()), file) for path, file in paths]
    problems = [problem for document, file in documents for problem in _problems(document, file)]
    if problems:
        return (), tuple(problems)
    plans = (_plan(document) for document, _ in documents)
    return tuple(sorted(plans, key=lambda plan: (plan.starts, plan.key))), ()


def strangers(
    plans: Iterable[Plan], iso3: str, *, measures: Iterable[str], indicators: Iterable[str]
) -> Iterator[Problem]:
    """What plans say of measures and indicators that the catalogue does not know.

    Plans and the catalogue know nothing of each other, so somebody who knows both must ask.
    """
    known, codes = frozenset(measures), frozenset(indicators)
    for plan in plans:
        file = f"countries/{iso3.lower()}/plan/{plan.key}.yaml"
        for measure in plan.targets:
            if measure not in known:
                yield Problem(file, f"targets.{measure}", "no measure has this code")
        for objective in plan.objectives:
            for code in (code for action in objective.actions for code in action.indicators if code not in codes):
                yield Problem(file, f"objectives.{objective.number}", f"no indicator has the code {code}")


def _problems(document: Document, file: str) -> Iterator[Problem]:
    if document.problems:
        yield from (replace(problem, file=file) for problem in document.problems)
        return
    says = document.says
    yield from (Problem(file, key, f"{text!r} is no day") for key, text in _days(says) if not _is_day(text))
    if says["starts"] > says["ends"]:
        yield Problem(file, "ends", f"{says['ends']} is before {says['starts']}")
    for group, key in _references(says):
        if key not in says.get(group, {}):
            yield Problem(file, group, f"there is no {key!r} among them")
    numbers = [each["number"] for each in says.get("objectives", ())]
    for each in says.get("objectives", ()):
        if numbers.count(each["number"]) > 1:
            yield Problem(file, f"objectives.{each['number']}", "stands twice")
        if each.get("within", each["number"]) not in numbers:
            yield Problem(file, f"objectives.{each['number']}", f"there is no objective {each['within']!r}")
    keys = [each["key"] for each in says.get("milestones", ())]
    yield from (Problem(file, f"milestones.{key}", "stands twice") for key in sorted(set(keys)) if keys.count(key) > 1)
    for measure, target in says.get("targets", {}).items():
        if "since" in target and "baseline" not in target:
            yield Problem(file, f"targets.{measure}", "since is the quarter of a baseline, and there is none")


def _days(says: Says) -> Iterator[tuple[str, str]]:
    yield "starts", says["starts"]
    yield "ends", says["ends"]
    for each in says.get("milestones", ()):
        yield from ((f"milestones.{key}", text) for key, text in (("due", each.get("due")),) if text)
        yield from (("milestones.evidence.date", text) for text in [each.get("evidence", {}).get("date")] if text)


def _is_day(text: str) -> bool:
    try:
        dt.date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _references(says: Says) -> Iterator[tuple[str, str]]:
    """Every key that something names, with the group in which it should stand."""
    yield "sources", says["source"]
    objectives = says.get("objectives", ())
    actions = [action for each in objectives for action in each.get("actions", ())]
    for each in (*objectives, *actions, *says.get("milestones", ()), *says.get("targets", {}).values()):
        yield "sources", each["source"]
        yield from (("bodies", body) for body in each.get("bodies", ()))


def _plan(document: Document) -> Plan:
    says = document.says
    sources = {key: _source(each) for key, each in says["sources"].items()}
    bodies: Mapping[str, Texts] = says.get("bodies", {})
    return Plan(
        key=document.id,
        names=says["names"],
        status=PlanStatus(says["status"]),
        starts=dt.date.fromisoformat(says["starts"]),
        ends=dt.date.fromisoformat(says["ends"]),
        source=sources[says["source"]],
        sources=tuple(sources.values()),
        objectives=tuple(_objective(each, sources, bodies) for each in says.get("objectives", ())),
        milestones=tuple(_milestone(each, sources, bodies) for each in says.get("milestones", ())),
        targets={measure: _target(measure, each, sources) for measure, each in says.get("targets", {}).items()},
        note=says.get("note", {}),
    )


def _source(says: Says) -> Source:
    status = SourceStatus(says["status"])
    return Source(says["title"], status, says.get("number", ""), says.get("dated", ""), says.get("note", {}))


def _objective(says: Says, sources: Mapping[str, Source], bodies: Mapping[str, Texts]) -> Objective:
    return Objective(
        number=says["number"],
        names=says.get("names", {}),
        pillars=tuple(Pillar(pillar) for pillar in says.get("pillars", ())),
        source=sources[says["source"]],
        within=says.get("within", ""),
        bodies=_named(says, bodies),
        actions=tuple(
            Action(
                names=each["names"],
                source=sources[each["source"]],
                bodies=_named(each, bodies),
                indicators=tuple(each.get("indicators", ())),
                to_be_checked=each.get("to_be_checked", False),
            )
            for each in says.get("actions", ())
        ),
        to_be_checked=says.get("to_be_checked", False),
    )


def _milestone(says: Says, sources: Mapping[str, Source], bodies: Mapping[str, Texts]) -> Milestone:
    found = says.get("evidence", {})
    return Milestone(
        key=says["key"],
        names=says["names"],
        pillar=Pillar(says["pillar"]),
        state=MilestoneState(says["state"]),
        source=sources[says["source"]],
        due=_day(says.get("due")),
        evidence=Evidence(
            found.get("document", {}), found.get("number", ""), _day(found.get("date")), found.get("link", "")
        ),
        bodies=_named(says, bodies),
        to_be_checked=says.get("to_be_checked", False),
    )


def _target(measure: str, says: Says, sources: Mapping[str, Source]) -> Target:
    return Target(
        measure=measure,
        source=sources[says["source"]],
        baseline=says.get("baseline"),
        since=Quarter.parse(says["since"]) if "since" in says else None,
        by_year={int(year): float(value) for year, value in sorted(says.get("by_year", {}).items())},
        to_be_checked=says.get("to_be_checked", False),
    )


def _named(says: Says, bodies: Mapping[str, Texts]) -> tuple[Texts, ...]:
    return tuple(bodies[key] for key in says.get("bodies", ()))


def _day(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


@functools.cache
def _validator() -> Draft202012Validator:
    return Draft202012Validator(json.loads((SHIPPED / "plan.schema.json").read_text("utf-8")))
