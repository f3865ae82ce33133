"""The list behind the three numbers on the page *Reporting*: who sent which return, and who is missing.

The choice stands in the address, so that a link from any of the numbers opens the list that made it.
"""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from data.model import Quarter, Visitor
from pages.parts import cached, filters, origin_links, paging
from pages.parts.noted import noted
from pages.parts.opened import house
from pages.parts.reporting_figures import Stand
from pages.parts.reporting_links import BEHIND, WITHIN, Behind
from pages.parts.reporting_returns import Made, chosen, made_of
from pages.parts.return_signs import SIGNS
from pages.parts.words import date, number, say

RECEIPT = "/receipt"
BOX = "reporting_behind"
LONG, TALL = 12, 460
"""From more rows on, the list is so many pixels tall and scrolls."""
AT_ONCE = 20
"""Rows: the whole page is drawn anew with the list in it."""


def show(who: Visitor, found: Sequence[Stand], counts: pd.DataFrame, quarter: Quarter) -> None:
    """The list, for whoever opens it or came by a link; nothing of it is sent before."""
    asked = st.query_params.get(BEHIND)
    if asked in set(Behind) and asked != noted().get(f"written_{BEHIND}"):
        st.session_state[BOX] = True
    label = say("reporting.behind.title")
    with st.expander(label, key=BOX, on_change="rerun", icon=":material/account_tree:") as box:
        if box.open:
            _list(made_of(found, counts, cached.returns(who, quarter), quarter), quarter)
            return
    for key in (BEHIND, WITHIN):  # who shuts it has left what the address asks for
        st.query_params.pop(key, None)
        noted().pop(f"written_{key}", None)


def _list(made: Sequence[Made], quarter: Quarter) -> None:
    country = house().country
    provinces = sorted(
        {each.place.parent for each in made if each.place.parent and each.place.parent != country.root.code},
        key=lambda code: country.places[code].name,
    )
    with st.container(horizontal=True):
        behind = filters.choose(
            say("reporting.behind.which"),
            key=BEHIND,
            options=[each.value for each in Behind],
            default=Behind.EXPECTED.value,
            show=lambda code: say(f"reporting.behind.{code}"),
        )
        within = country.root.code
        if provinces:
            within = filters.choose(
                say("reporting.area"),
                key=WITHIN,
                options=[within, *provinces],
                default=within,
                show=lambda code: country.places[code].name,
            )
    there = country.within(within)
    rows, expected = (chosen(made, each, within=there) for each in (Behind(behind), Behind.EXPECTED))
    st.write(say("reporting.behind.count", count=number(len(rows)), of=number(len(expected))))
    here = paging.page_of(rows, key="behind_rows", of=(behind, within, quarter), at_once=AT_ONCE)
    if here:
        st.dataframe(
            [_row(each, quarter, bool(provinces)) for each in here],
            hide_index=True,
            width="stretch",
            height=TALL if len(here) > LONG else "auto",
            key="reporting_returns",
            column_config={
                say("reporting.behind.columns.receipt"): st.column_config.LinkColumn(display_text="receipt=([^&]+)")
            },
        )


def _row(made: Made, quarter: Quarter, provinces: bool) -> dict[str, str]:
    stand, parent = made.stand, made.place.parent or ""
    told = {
        "place": f"{made.place.name} ({made.place.code})",
        "state": f"{SIGNS[stand.state]} {say(f'my_returns.states.{stand.state.value}')}",
        "revision": number(made.revision) if made.revision else "",
        "filed": date(made.filed) if made.filed else "",
        "accepted": date(made.accepted) if made.accepted else "",
        "first": date(stand.first_filed) if stand.first_filed else "",
        "on_time": say("workbook.yes" if made.on_time else "workbook.no"),
        "answered": say("figures.of", count=number(made.answered), of=number(made.asked)) if made.asked else "",
        "receipt": origin_links.same_visit(RECEIPT, receipt=stand.receipt) if stand.receipt else "",
    }
    if provinces:
        told["province"] = house().country.places[parent].name
    return {say(f"reporting.behind.columns.{key}"): value for key, value in told.items()}
