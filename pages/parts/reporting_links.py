"""The ways to the returns behind the reporting rate, the timeliness and the completeness, from wherever these stand."""

from __future__ import annotations

from enum import StrEnum

import streamlit as st

from data.model import Quarter, Visitor
from data.rights import may_file_any, may_follow_any
from pages.parts import origin_links
from pages.parts.words import say

PAGE, ADDRESS = "../ministry/reporting.py", "/reporting"
MINE = "../taskforce/my_returns.py"
BEHIND, WITHIN = "behind", "within"
"""The names in the address of what is listed, and of the place within which."""


class Behind(StrEnum):
    """Which districts are listed."""

    EXPECTED = "expected"
    REPORTED = "reported"
    MISSING = "missing"
    ON_TIME = "on_time"
    NOT_ON_TIME = "not_on_time"
    INCOMPLETE = "incomplete"


def address(behind: Behind, *, quarter: Quarter | str, within: str = "") -> str:
    """Where the list behind a number of a quarter is opened, for the whole country or for one place."""
    return origin_links.same_visit(ADDRESS, quarter=str(quarter), **{BEHIND: behind.value, WITHIN: within})


def offer(who: Visitor, quarter: Quarter) -> None:
    """On another page: the way to the returns behind the numbers; for a task force to its own."""
    if may_follow_any(who):
        page, label, more = PAGE, "reporting.behind.title", {BEHIND: Behind.EXPECTED.value}
    elif may_file_any(who):
        page, label, more = MINE, "reporting.behind.own", {}
    else:
        return
    st.page_link(page, label=say(label), icon=":material/account_tree:", query_params={"quarter": str(quarter)} | more)
