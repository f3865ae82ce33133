"""Plans and law held against the catalogue: what they name there must be there."""

from __future__ import annotations

import functools
from collections.abc import Collection

from data.documents import Problem
from data.errors import BadCountry
from data.plans.law import examine_instruments, unknown_indicators
from data.plans.reading import examine_plans, strangers
from data.settings import Overlay


def plan_problems(
    iso3: str, content: Overlay | None = None, *, measures: Collection[str], indicators: Collection[str]
) -> tuple[Problem, ...]:
    """Everything that is wrong in a country's plans and law, those of the demo world among them.

    Args:
        iso3: the country's code, in any case.
        content: the folder of a ministry's own files, or None.
        measures: the codes of all measures of the catalogue.
        indicators: the codes of all its indicators.
    """
    plans, wrong_plans = examine_plans(iso3, content, demo=True)
    law, wrong_law = examine_instruments(iso3, content)
    unknown = strangers(plans, iso3, measures=measures, indicators=indicators)
    return (*wrong_plans, *wrong_law, *unknown, *unknown_indicators(law, indicators))


@functools.lru_cache(maxsize=8)
def check_plans(
    iso3: str, content: Overlay | None = None, *, measures: tuple[str, ...], indicators: tuple[str, ...]
) -> None:
    """Refuse to start with plans or law that are wrong; what was found right once is not read again.

    Raises:
        BadCountry: naming file and key of every problem, a line each.
    """
    problems = plan_problems(iso3, content, measures=measures, indicators=indicators)
    if problems:
        raise BadCountry("\n".join(map(str, problems)))
