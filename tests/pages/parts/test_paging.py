"""Long lists: every row is on one of the pages, and another list begins with its first."""

from __future__ import annotations

import math

from streamlit.testing.v1 import AppTest

from pages.parts import paging


def drawn() -> None:
    import streamlit as st

    from pages.parts import paging

    of = st.radio("of", ["a", "b"], key="of")
    rows = range(st.session_state["long"] if of == "a" else st.session_state["other"])
    st.session_state["seen"] = list(paging.page_of(rows, key="rows", of=of))


def opened(long: int, **address: str) -> AppTest:
    app = AppTest.from_function(drawn)
    app.session_state["long"], app.session_state["other"] = long, long
    for key, value in address.items():
        app.query_params[key] = value
    return app.run()


def seen(app: AppTest) -> list[int]:
    assert not app.exception
    found: list[int] = app.session_state["seen"]
    return found


def test_every_row_is_on_one_page_and_nothing_is_chosen_where_all_fit() -> None:
    assert not opened(paging.AT_ONCE).selectbox
    long = 2 * paging.AT_ONCE + 1
    app = opened(long)
    found = seen(app)
    for page in range(2, math.ceil(long / paging.AT_ONCE) + 1):
        found += seen(app.selectbox(key="rows").set_value(str(page)).run())
    assert found == list(range(long))


def test_a_link_opens_its_page_and_another_list_its_first() -> None:
    app = opened(3 * paging.AT_ONCE, rows="3")
    assert seen(app)[0] == 2 * paging.AT_ONCE
    assert seen(app.radio(key="of").set_value("b").run())[0] == 0
    assert app.selectbox(key="rows").value == "1"
    assert app.query_params["rows"] in ("1", ["1"])
