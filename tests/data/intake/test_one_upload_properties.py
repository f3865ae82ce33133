"""Laws of a careless return: what can be read is judged whatever else cannot, and nothing false is said of it.

A cell that cannot be read is held against what might stand in it. What is wrong whatever that is, is told at once; and
what is told at once is wrong whatever that is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.intake import checks_run
from data.intake.entries import Context, Entries
from data.intake.findings import Finding, Severity, Stage
from data.intake.history import History
from data.store.house import House
from tests.data.intake import forms

HEADINGS = [f"{sex}.{age}" for sex in ("F", "M") for age in ("child", "adult")]
NUMBERS = [
    *("PRT-01", "PRT-02", "PRT-04", "PRT-06", "PRT-13a", "PRT-13b", "PRT-14", "PRT-15", "PRT-14x", "PRT-14y"),
    *("PRO-05", "PRO-06", "PRO-07", "PRO-08", "PRO-09", "PRO-10", "PRO-10x", "PRO-11a", "PRO-11b", "PRO-11c"),
    *("POL-05", "POL-07", "POL-08", "PRT-18a", "PRT-18b", "PRO-06|verdict|guilty"),
    *(f"PRT-02|sex_age|{heading}" for heading in HEADINGS),
    *(f"PRT-02|exploitation|{kind}" for kind in ("sexual", "fishing")),
    *(f"PRT-02|nationality#{row}.{heading}" for row in (1, 2) for heading in (*HEADINGS, "=")),
    *("facilities#1.beds", "facilities#1.residents", "facilities#1.bed_nights", "facilities#1.peak_residents"),
]
NAMED = {
    "PRT-02|nationality#1.row": "IDN",
    "PRT-02|nationality#2.row": "MMR",
    "facilities#1": {"name": "Rumah Aman", "kind": "shelter", "operator": "ngo", "state": "open"},
}
SCRAWLS = ("-", "1.234", "abt 7", "12,345,678", {"error": "#REF!"}, {"uncalculated": True})
MEANT = (None, 0, 3, 10**6)
"""What may have been meant by a scrawl."""
SAME = {
    **dict.fromkeys(("parts_not_total", "margin_not_sum", "crossing_cell"), "sum"),
    **dict.fromkeys(("decided_over_charged", "defendants_not_adding_up"), "defendants"),
}
"""What a thing is called depends on how much of what belongs to it can be read."""

EXACT = {"sum": "PRT-02", "defendants": "PRO-"}
"""What holds for one value alone, which may be what was meant, and by what of its numbers."""

Typed = Mapping[str, object]


@pytest.fixture(scope="module")
def whole(house: House) -> Callable[[], House]:
    """The house behind a function, because hypothesis writes out what a test was called with when it fails."""
    return lambda: house


def stops(house: House, typed: Typed) -> list[Finding]:
    past = {"PRO-10": 5.0, "PRT-14": 4.0, "POL-05": 2.0, "POL-08": 3.0}
    context = Context(
        catalogue=house.catalogue,
        country=house.country,
        world="demo",
        layout=forms.form(house).layout,
        history=History({measure: {forms.QUARTER - 1: value} for measure, value in past.items()}),
    )
    read = forms.reading(forms.empty(house), forms.answered(house) | NAMED | dict(typed))
    return [each for each in checks_run.run(Entries(read, context), context) if each.severity is Severity.STOP]


def told(findings: Iterable[Finding]) -> set[tuple[str, str | None]]:
    """What is said beside that a cell cannot be read."""
    cells = {code for code, check in checks_run.all_checks().items() if check.STAGE is Stage.CELLS}
    return {(SAME.get(each.code, each.code), each.sheet) for each in findings if each.code not in cells}


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_a_scrawl_hides_nothing_and_makes_nothing_up(whole: Callable[[], House], data: st.DataObject) -> None:
    house = whole()
    typed = data.draw(st.dictionaries(st.sampled_from(NUMBERS), st.integers(0, 9), min_size=6))
    scrawls = data.draw(st.dictionaries(st.sampled_from(NUMBERS), st.sampled_from(SCRAWLS), min_size=1, max_size=3))
    at_once = told(stops(house, {**typed, **scrawls}))
    whatever = [told(stops(house, {**typed, **dict.fromkeys(scrawls, each)})) for each in MEANT]
    mendable = {code for code, begin in EXACT.items() if any(tag.startswith(begin) for tag in scrawls)}
    assert {each for each in set.intersection(*whatever) if each[0] not in mendable} <= at_once
    for each in whatever:
        assert at_once <= each
