"""Where everything stands: computed from the catalogue, each cell known by a tag of its own."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from data.catalogue import Catalogue
from data.intake.layout import EXTRA, INPUTS, PartsLine, lay_out
from data.model import Pillar
from data.store.house import House
from tests.data.intake import forms


def test_every_tag_and_every_cell_is_used_once(house: House) -> None:
    layout = forms.form(house).layout
    tags = [slot.tag for slot in layout.slots] + list(layout.blocks)
    assert [tag for tag, count in Counter(tags).items() if count > 1] == []
    cells = Counter((slot.sheet, slot.cell) for slot in layout.slots)
    assert [cell for cell, count in cells.items() if count > 1] == []


def test_no_row_of_a_sheet_is_given_to_two_lines(house: House) -> None:
    for lines in forms.form(house).layout.lines.values():
        rows = [row for line in lines for row in range(line.row, getattr(line, "last", line.row) + 1)]
        rows += [line.row + 1 for line in lines if isinstance(line, PartsLine)]
        assert len(rows) == len(set(rows))


def test_every_typed_number_of_the_catalogue_has_its_cell(house: House) -> None:
    layout = forms.form(house).layout
    typed = {p.measure for i in house.catalogue.indicators.values() for p in i.parts if p.typed}
    assert {slot.part.measure for slot in layout.slots if slot.dimension == "total"} == typed
    assert set(layout.lines) == set(Pillar)


def test_every_way_of_breaking_a_number_down_is_there_whole(house: House) -> None:
    layout = forms.form(house).layout
    for slot in layout.slots:
        if slot.dimension == "total":
            for dimension in slot.part.dimensions:
                tag = f"{slot.part.measure}|{dimension.key}"
                items = [".".join(item.key for item in items) for items in dimension.cells()]
                if dimension.rows:
                    assert [key for key, _ in layout.blocks[tag].columns()] == [
                        f"{tag}|*{key}" for key in ["row", *items]
                    ]
                else:
                    assert [f"{tag}|{item}" in layout.by_tag for item in items] == [True] * len(items)


def test_a_long_list_goes_on_beneath(house: House) -> None:
    lines = [line for each in forms.form(house).layout.lines.values() for line in each if isinstance(line, PartsLine)]
    assert all(1 <= len(line.slots) <= INPUTS for line in lines)
    assert any(len(line.sum_rows) > 1 for line in lines)


def test_what_must_be_answered_is_little_and_what_may_be_is_bearable(house: House) -> None:
    layout = forms.form(house).layout
    assert {slot.part.measure[:6] for slot in layout.core_slots} == set(house.country.core)
    assert len(house.country.core) <= 20
    assert len(layout.core_slots) <= 25
    assert 550 <= layout.input_cells <= 700
    assert layout.input_cells == house.catalogue.input_cells(forms.QUARTER)


def test_an_indicator_that_is_not_asked_for_yet_has_no_cell(house: House) -> None:
    code, indicator = next(iter(house.catalogue.indicators.items()))
    later = replace(indicator, valid_from=forms.QUARTER + 1)
    catalogue = replace(house.catalogue, indicators={**house.catalogue.indicators, code: later})
    now, then = (
        {slot.part.measure for slot in lay_out(catalogue, quarter=quarter, core=frozenset()).slots}
        for quarter in (forms.QUARTER, forms.QUARTER + 1)
    )
    assert then - now == {part.measure for part in (*indicator.parts, *indicator.extras) if part.typed}


def test_extra_numbers_stand_in_the_rows_between_indicators_so_that_no_other_cell_moves(house: House) -> None:
    def cells(catalogue: Catalogue) -> dict[str, str]:
        layout = lay_out(catalogue, quarter=forms.QUARTER, core=frozenset())
        return {slot.tag: slot.cell for slot in layout.slots if slot.dimension != EXTRA}

    bare = {code: replace(each, extras=()) for code, each in house.catalogue.indicators.items()}
    assert cells(house.catalogue) == cells(replace(house.catalogue, indicators=bare))
