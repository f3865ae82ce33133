import pandas as pd

from data.catalogue import load_catalogue
from pages.parts import figure_marks, figures
from pages.parts.shown import Voice
from pages.parts.trend_breaks import Marked

PART, ENGLISH = load_catalogue().measure("PRO-07"), Voice("en", "USD")
TOLD = pd.DataFrame(
    {
        "place": "a",
        "quarter": ["2026-Q1", "2026-Q2", "2026-Q3"],
        "value": [3.0, 8.0, 4.0],
        "written": ["3", "8", "4"],
        "answered": "",
        "provisional": [False, False, True],
    }
)


def drawn():
    return figures.trend(TOLD, names={"a": "A"}, part=PART, voice=ENGLISH)


def test_provisional_quarters_are_hatched_over_the_whole_height_and_take_no_pointer():
    figure = drawn()
    figure_marks.hatch(figure, ["2026-Q3"], ENGLISH)
    band = figure.data[-1]
    assert (list(band.x), band.marker.pattern.shape, band.hoverinfo) == (["2026-Q3"], "/", "skip")
    assert list(band.y) == [figure.layout.yaxis.range[1]]
    untouched = drawn()
    figure_marks.hatch(untouched, [], ENGLISH)
    assert len(untouched.data) == 1


def test_a_break_is_a_numbered_line_before_its_quarter():
    figure = drawn()
    figure_marks.mark_breaks(figure, [Marked(1, "a"), Marked(2, "b")])
    assert [line.x0 for line in figure.layout.shapes] == [0.5, 1.5]
    assert [note.text for note in figure.layout.annotations] == ["<b>1</b>", "<b>2</b>"]


def test_a_year_that_is_not_complete_is_hatched_and_pale():
    told = pd.DataFrame(
        {
            "place": "a",
            "year": [2025, 2026],
            "value": [7.0, None],
            "written": "",
            "answered": "",
            "whole": [True, False],
        }
    )
    [bars] = figure_marks.years(told, names={"a": "<A>"}, part=PART, voice=ENGLISH).data
    assert list(bars.y) == [7.0, None]
    assert bars.marker.opacity[0] > bars.marker.opacity[1]
    assert bars.marker.pattern.shape[1] == "/" != bars.marker.pattern.shape[0]
    assert bars.name == "&lt;A&gt;"
