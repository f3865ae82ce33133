"""The choice of a plan, where a country has more than one: by default the one by which the quarter is judged."""

from __future__ import annotations

from data.model import Quarter
from data.plans.vocabulary import plan_for
from pages.parts import filters, plan_figures
from pages.parts.opened import house
from pages.parts.words import pick, say

KEY = "plan"


def keys() -> list[str]:
    """The keys of the country's plans, the newest first."""
    return [plan.key for plan in reversed(plan_figures.shipped(house()))]


def usual(quarter: str) -> str | None:
    """The plan by which a quarter is judged; None where there is none."""
    found = plan_for(plan_figures.shipped(house()), Quarter.parse(quarter))
    return found.key if found else None


def choose(quarter: str) -> str | None:
    """Let the visitor choose, where there is a choice; gives the plan's key."""
    default, names = usual(quarter), {plan.key: pick(plan.names) for plan in plan_figures.shipped(house())}
    if default is None or len(names) == 1:
        return default or next(iter(names), None)
    return filters.choose(say("filters.plan"), key=KEY, options=keys(), default=default, show=lambda key: names[key])
