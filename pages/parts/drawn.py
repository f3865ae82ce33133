"""What is drawn inside cached functions and replayed by Streamlit: building figures and tables costs ten times more.

Each is keyed by the data's version, by the language, by who is visiting and by what was chosen. Nothing in here asks
for a click, for what is replayed cannot answer one.
"""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, ParamSpec

import streamlit as st

from pages.parts import cached, method_view
from pages.parts.drawing import (
    assistance,
    centre,
    centres,
    district,
    district_services,
    justice,
    overview,
    plan,
    published,
    trend,
    trend_split,
)
from pages.parts.drawing import funnel as funnel_of
from pages.parts.drawing import plan_content as plan_content_of
from pages.parts.drawing import what_if as what_if_of
from pages.parts.words import language

P = ParamSpec("P")
MANY = 400


def replayed(draw: Callable[P, None]) -> Callable[P, None]:
    """Draw once for each data version, language and choice; then let Streamlit draw the same again by itself.

    Args:
        draw: draws what its arguments ask for; their text tells them apart, and nothing else may make a difference.
    """

    # Only the key tells the drawings apart: to put it together ourselves, and to name every argument, takes Streamlit a
    # tenth of the time. Nobody changes what was recorded, so nobody needs a copy.
    @st.cache_resource(show_spinner=False, max_entries=MANY)
    @functools.wraps(draw)  # by its name and text Streamlit tells this cache from the others
    def kept(*, key: str, _choices: tuple[Any, ...], _named: dict[str, Any]) -> None:
        draw(*_choices, **_named)

    def again(*choices: P.args, **named: P.kwargs) -> None:
        kept(key=repr((cached.version(), language(), choices, named)), _choices=choices, _named=named)

    return again


overview_head = replayed(overview.head)
overview_below = replayed(overview.below)
measure = replayed(trend.draw)
funnel = replayed(funnel_of.draw)
split = replayed(trend_split.draw)
centre_table = replayed(centres.table)
other_centres = replayed(centres.others)
months_left = replayed(centres.months_left)
centre_calendar = replayed(centres.calendar)
cliff = replayed(centres.cliff)
centre_head = replayed(centre.head)
keeping_open = replayed(centre.keeping_open)
centre_closing = replayed(centre.closing)
centre_money = replayed(centre.money)
centre_inputs = replayed(centre.inputs)
what_if = replayed(what_if_of.draw)
assistance_head = replayed(assistance.head)
one_service = replayed(assistance.of_service)
parts_of_people = replayed(assistance.people)
district_chosen = replayed(district.chosen)
district_pillars = replayed(district.pillars)
district_quarters = replayed(district.all_quarters)
district_came = replayed(district.came)
district_filed = replayed(district.filed)
district_below = replayed(district_services.below)
method = replayed(method_view.offer)
every_published = replayed(published.every)
justice_head = replayed(justice.head)
lagged_ratios = replayed(justice.lagged)
restitution = replayed(justice.restitution)
plan_head = replayed(plan.head)
scorecard = replayed(plan.scorecard)
plan_content = replayed(plan_content_of.draw)
