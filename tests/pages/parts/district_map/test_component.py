from __future__ import annotations

import json

from streamlit.testing.v1 import AppTest


def page() -> None:
    import streamlit as st

    from data.model import Status
    from pages.parts.district_map import Undrawn, classify, district_map, drawn

    data = drawn(
        outlines_url="/outlines/some.json",
        module_url="/district-map/some/map.js",
        values=[4.0, None, 0.0],
        statuses=[Status.REPORTED, Status.WITHHELD, Status.REPORTED],
        classes=classify([4.0, 0.0], whole=True),
        words={},
        language="en",
        title="Victims assisted",
        summary="Two of three districts reported.",
        unit="persons",
        selected="02",
        names={1.0: "Yes"},
        undrawn=[Undrawn("03", "Third", "Province")],
    )
    opened = district_map(data, key="map")
    st.text(f"opened {opened}")


def test_nothing_is_opened_at_first_and_a_test_can_open_a_district() -> None:
    app = AppTest.from_function(page).run()
    assert app.text[0].value == "opened None"
    app.session_state["map"] = {"district": "02"}
    app.run()
    assert app.text[0].value == "opened 02"
    assert not app.exception


def test_what_is_sent_is_what_the_script_reads() -> None:
    sent = AppTest.from_function(page).run().get("bidi_component")[0].proto
    data = json.loads(sent.json)
    assert (data["states"], data["numbers"], data["breaks"]) == ("w", "4,,0", [4])
    assert data["legend"][:2] == [["0", "0", 1], ["1", "4", 1]]
    assert (data["zero"], data["digits"], data["selected"]) == (True, 0, "02")
    assert data["names"] == {"1": "Yes"}
    assert data["undrawn"] == [["03", "Third", "Province"]]
    # It is sent again at every redraw.
    assert len(sent.js_content) < 400
    assert sent.css_content == sent.html_content == ""
