"""A page that leaks is found out, whichever way the number takes: what finds nothing on such pages proves nothing."""

from __future__ import annotations

import io
from types import SimpleNamespace
from typing import Any

import openpyxl
import pytest
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue
from streamlit.testing.v1 import AppTest

from data.countries import load_country
from tests.pages.traffic import leaks
from tests.pages.traffic.decoded import Decoded
from tests.pages.traffic.world import World

EXACT, SHOWN, ANOTHER = 7919.0, 7920.0, 7907.0
CELL = ("PRT-04", "2026-Q2", "TL01")
PEOPLE = 134_878


@pytest.fixture
def world() -> World:
    return World(
        house=SimpleNamespace(country=load_country("TLS", None)),  # type: ignore[arg-type]
        exact={CELL: EXACT},
        shown={CELL: SHOWN},
        planted=frozenset({EXACT, ANOTHER, 7001.0}),
        steps={"PRT-04": 5.0},
        others=frozenset({7002.0}),
        untold=frozenset({7_000_100.0}),
        unnamed=frozenset({"House of the traffic TL02", "TL02-C1"}),
        derived=[EXACT * 100_000 / PEOPLE],
    )


def received(page: Any) -> Decoded:
    """All that a session receives of a page."""
    messages: list[Any] = []
    ForwardMsgQueue.on_before_enqueue_msg(messages.append)
    try:
        app = AppTest.from_function(page, default_timeout=30).run()
    finally:
        ForwardMsgQueue.on_before_enqueue_msg(None)
    assert not app.exception
    decoded = Decoded()
    decoded.add(messages)
    return decoded


def sound() -> None:
    import pandas as pd
    import plotly.graph_objects as go
    import streamlit as st

    st.markdown("7,920 victims, <5 in another place; 7002 villages")
    st.markdown("[7,920](/origin?indicator=PRT-04&place=TL01&quarter=2026-Q2)")
    st.dataframe(pd.DataFrame({"value": [7920.0, 7915.0]}))
    st.plotly_chart(go.Figure(go.Bar(y=[7920, 7905])), alt="7,920")


def hidden_column() -> None:
    import pandas as pd
    import streamlit as st

    st.dataframe(pd.DataFrame({"shown": [7920], "true": [7919]}), column_order=["shown"])


def hover() -> None:
    import plotly.graph_objects as go
    import streamlit as st

    st.plotly_chart(go.Figure(go.Scatter(y=[7920], hovertext=["7,919 victims"])))


def colours() -> None:
    import numpy as np
    import plotly.graph_objects as go
    import streamlit as st

    st.plotly_chart(go.Figure(go.Scatter(x=[1, 2], y=[7920, 7905], marker={"color": np.array([7919.0, 7907.0])})))


def sizes() -> None:
    import numpy as np
    import plotly.graph_objects as go
    import streamlit as st

    st.plotly_chart(go.Figure(go.Scatter(x=[1, 2], y=[7920, 7905], customdata=np.array([7907, 7919], dtype="i4"))))


def alternative_text() -> None:
    import plotly.graph_objects as go
    import streamlit as st

    st.plotly_chart(go.Figure(go.Bar(y=[7920])), alt="the newest number is 7919")


def tooltip() -> None:
    import streamlit as st

    st.metric("Victims", "7,920", help="exactly 7919")


def option() -> None:
    import streamlit as st

    st.selectbox("District", ["Aileu (7.919)", "Ainaro (7.905)"])


def component() -> None:
    import streamlit as st

    st.components.v2.component("leak", js="export default () => {}")(data={"numbers": "7920,7919,,7905"})


def rate() -> None:
    import streamlit as st

    st.json({"rate_per_100k": 7919 * 100_000 / 134_878})


def percentage() -> None:
    import streamlit as st

    st.write("79.19 %")


def off_the_base() -> None:
    import streamlit as st

    st.write("7,918 victims")


def another_figure() -> None:
    import streamlit as st

    st.markdown("[7,915](/origin?indicator=PRT-04&place=TL01&quarter=2026-Q2)")


def beside_its_link() -> None:
    import streamlit as st

    st.markdown("**7,915** 1 of 1  \n[Victims](/origin?indicator=PRT-04&place=TL01&quarter=2026-Q2)")


def a_shelter() -> None:
    import streamlit as st

    st.markdown("[Shelter](/centres?centre=TL02-C1)")


def an_amount_of_a_district() -> None:
    import streamlit as st

    st.write("7,000,100 USD")


def an_office() -> None:
    import streamlit as st

    st.caption("Filed by the Office of TL01")


def another_map() -> None:
    import streamlit as st

    about = {"title": "PRT-04 · Victims, Quarter 2, 2026 (April to June)", "unit": "people", "states": ""}
    st.components.v2.component("map_leak", js="export default () => {}")(data={**about, "numbers": "7915"})


LEAKING = (
    *(hidden_column, hover, colours, sizes, alternative_text, tooltip, option, component, rate, percentage),
    *(off_the_base, another_figure, beside_its_link, another_map, an_office),
    *(a_shelter, an_amount_of_a_district),
)


def test_a_sound_page_is_let_pass(world: World) -> None:
    assert leaks.found(received(sound), world) == []


@pytest.mark.parametrize("page", LEAKING, ids=lambda page: page.__name__)
def test_a_leaking_page_is_found(page: Any, world: World) -> None:
    assert leaks.found(received(page), world) != []


@pytest.mark.parametrize(
    "written", ["7919", "7,919", "7.919", "7 919", "7\u00a0919", "7919.0", "7.919e3", "-7919", "x;7919;y"]
)
def test_a_planted_number_is_found_in_any_notation(written: str, world: World) -> None:
    decoded = Decoded()
    decoded.add(f"There were {written} of them".encode())
    assert any("planted" in each for each in leaks.found(decoded, world))


def test_a_file_that_says_otherwise_is_found(world: World) -> None:
    head = 'PRT-04 · Victims\r\n"Quarter 2, 2026 (April to June)"\r\n\r\nCode,District,Value,As shown\r\n'
    for row, finds in (
        ('TL01,Aileu,7920,"7,920"', False),
        ('TL01,Aileu,7915,"7,915"', True),
        ("TL01,Aileu,7920,5", True),
    ):
        decoded = Decoded()
        decoded.add(f"{head}{row}\r\n".encode("utf-8-sig"))
        assert bool(leaks.found(decoded, world)) is finds


def test_a_planted_number_is_found_in_a_workbook(world: World) -> None:
    book, content = openpyxl.Workbook(), io.BytesIO()
    book.create_sheet("hidden").append([None, EXACT])
    book["hidden"].sheet_state = "hidden"
    book.save(content)
    decoded = Decoded()
    decoded.add(content.getvalue())
    assert leaks.found(decoded, world) != []
