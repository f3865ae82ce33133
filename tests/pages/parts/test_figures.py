import datetime as dt
import itertools

import pandas as pd
import pytest
from streamlit.elements.lib import streamlit_plotly_theme

from data.catalogue import load_catalogue
from data.model import Quarter, quarters_between
from metrics.centre import Risk, Thresholds
from pages.parts import figures
from pages.parts.figures import Bar, Payment
from pages.parts.shown import Voice

CATALOGUE = load_catalogue()
ASSISTED, SHARE, MONEY = (CATALOGUE.measure(code) for code in ("PRT-04", "PAR-07", "POL-07"))
ENGLISH, INDONESIAN = Voice("en", "USD"), Voice("id", "IDR")


def told(**lines):
    """What is told of some places from the 4th quarter of 2023 on; None is a gap."""
    rows = [
        {
            "place": place,
            "quarter": str(Quarter(2023, 4) + number),
            "value": float("nan") if value is None else value,
            "written": "no report" if value is None else f"{value}",
            "answered": "13 of 14 districts",
            "provisional": number == len(values) - 1,
        }
        for place, values in lines.items()
        for number, value in enumerate(values)
    ]
    return pd.DataFrame(rows)


def drawn(lines, part=ASSISTED, voice=ENGLISH):
    return figures.trend(told(**lines), names={place: place.title() for place in lines}, part=part, voice=voice)


def test_a_gap_stays_a_gap_and_a_zero_is_drawn():
    [line] = drawn({"a": [3, None, 0, 5]}).data
    assert list(line.y) == [3, None, 0, 5]
    assert line.connectgaps is False
    assert "markers" in line.mode  # else a value between two gaps would not be seen


def test_each_point_tells_place_quarter_and_districts():
    [line] = drawn({"a": [3, 4]}).data
    assert line.hovertext[1] == "<b>4</b><br>A, Q1 2024<br>13 of 14 districts"


def test_places_differ_without_colour():
    lines = drawn({letter: [1, 2] for letter in "abcdef"}).data
    assert len({line.line.dash for line in lines}) == len(lines)
    assert len({line.marker.symbol[0] for line in lines}) == len(lines)
    assert all(line.line.color is None and line.marker.color is None for line in lines)


def test_what_is_provisional_has_an_open_mark():
    [line] = drawn({"a": [3, 4, 5]}).data
    assert list(line.marker.symbol) == ["circle", "circle", "circle-open"]


def test_names_cannot_bring_markup_with_them():
    frame = told(a=[1, 2]).assign(written="<i>1</i>")
    [line] = figures.trend(frame, names={"a": "<b>A</b>"}, part=ASSISTED, voice=ENGLISH).data
    assert line.name == "&lt;b&gt;A&lt;/b&gt;"
    assert "<i>" not in line.hovertext[0]


@pytest.mark.parametrize("count", range(1, 45))
def test_the_newest_quarter_is_named_and_no_two_names_are_near(count):
    axis = drawn({"a": list(range(count))}).layout.xaxis
    quarters = [str(quarter) for quarter in quarters_between(Quarter(2023, 4), Quarter(2023, 4) + (count - 1))]
    assert list(axis.tickvals) == quarters == list(axis.categoryarray)
    named = [number for number, text in enumerate(axis.ticktext) if text]
    assert named[-1] == count - 1
    assert named[0] <= figures.APART, "the axis says where it begins"
    assert all(after - before >= figures.APART for before, after in itertools.pairwise(named))


@pytest.mark.parametrize(
    ("values", "part", "voice", "marks"),
    [
        ([0, 0], ASSISTED, ENGLISH, ["0", "1"]),
        ([1, 2], ASSISTED, ENGLISH, ["0", "1", "2"]),
        ([7, 9], ASSISTED, ENGLISH, ["0", "5", "10"]),
        ([1100, 3900], ASSISTED, INDONESIAN, ["0", "1.000", "2.000", "3.000", "4.000"]),
        ([0.2, 0.93], SHARE, ENGLISH, ["0%", "50%", "100%"]),
        ([2e8, 9e8], MONEY, INDONESIAN, ["IDR 0", "IDR 500,0 juta", "IDR 1,0 miliar"]),
    ],
)
def test_the_axis_begins_at_zero_and_has_few_round_marks(values, part, voice, marks):
    axis = drawn({"a": values}, part, voice).layout.yaxis
    assert list(axis.ticktext) == marks
    assert axis.range[0] == 0
    assert axis.range[1] >= max(values)


def test_bars_end_where_the_figure_ends_and_say_what_they_are():
    bars = [
        Bar("First", "▲ 2.0 months", "2.0 months, December 2026 · ▲ critical", Risk.CRITICAL, 2.0),
        Bar("Last", "■ 90.0 months", "90.0 months, April 2034 · ■ secure", Risk.SECURE, 90.0),
    ]
    figure = figures.months_left(bars, voice=ENGLISH, thresholds=Thresholds())
    drawn_bars, above = figure.data
    assert list(drawn_bars.x) == [2.0, figures.MONTHS_DRAWN]
    assert list(above.text) == ["<b>▲ 2.0 months</b>  First", "<b>■ 90.0 months</b>  Last"]
    assert figure.layout.yaxis.range[0] > figure.layout.yaxis.range[1]  # the first stands at the top
    assert list(figure.layout.xaxis.tickvals) == [0, 3, 6, 12, 24]


CORNERS = [
    (dt.date(2026, 10, 1), 90.0),
    (dt.date(2027, 1, 1), 0.0),
    (dt.date(2027, 7, 1), 0.0),
    (dt.date(2027, 7, 1), 400.0),
    (dt.date(2028, 10, 1), 0.0),
]


def test_the_balance_falls_jumps_and_is_marked_where_it_is_gone():
    paid = [Payment(dt.date(2027, 7, 1), 400.0, "USD 400, A, 1 July 2027")]
    figure = figures.balance(CORNERS, payments=paid, cash_out=dt.date(2027, 1, 1), currency="USD", voice=ENGLISH)
    line, payments, cross = figure.data
    assert list(zip(line.x, line.y, strict=True)) == CORNERS
    assert (payments.x[0], payments.y[0], payments.hovertext[0]) == (paid[0].day, 400.0, paid[0].said)
    assert (cross.x[0], cross.y[0]) == (dt.date(2027, 1, 1), 0)
    assert "1 January 2027" in figure.layout.annotations[0].text


def test_a_cash_out_beyond_the_line_is_not_marked():
    figure = figures.balance(CORNERS, payments=[], cash_out=dt.date(2040, 1, 1), currency="USD", voice=ENGLISH)
    assert len(figure.data) == 2


def test_months_on_the_axis_are_in_the_visitors_language():
    figure = figures.balance(CORNERS, payments=[], cash_out=None, currency="IDR", voice=INDONESIAN)
    assert [text for text in figure.layout.xaxis.ticktext if text] == ["Januari 2027", "Januari 2028"]


def test_text_and_ground_take_the_colours_of_the_theme():
    assert figures.TEXT == streamlit_plotly_theme.GRAY_90
    for figure in (drawn({"a": [1]}), figures.months_left([], voice=ENGLISH, thresholds=Thresholds())):
        assert (figure.layout.paper_bgcolor, figure.layout.plot_bgcolor) == (None, None)
        assert {figure.layout.font.color, figure.layout.xaxis.tickfont.color} == {figures.TEXT}
