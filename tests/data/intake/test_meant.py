"""How people name a quarter in a file's name, and a workbook whose parts do not agree on where and when it is for."""

from __future__ import annotations

import pytest

from data.intake import receive
from data.intake.meant import quarters_in
from data.store.house import House
from tests.data.intake import forms


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("lima-32.02-2026-Q3.xlsx", {"2026-Q3"}),
        ("lima-32.02-2026-Q3 (1).xlsx", {"2026-Q3"}),
        ("Laporan TW III 2026 Sukabumi.xlsx", {"2026-Q3"}),
        ("laporan_tw2_2026_final.xlsx", {"2026-Q2"}),
        ("Triwulan 4 2025.xlsx", {"2025-Q4"}),
        ("2026Q1 rev 2026Q2.xlsx", {"2026-Q1", "2026-Q2"}),
        ("q3 2026.xlsx", {"2026-Q3"}),
        ("laporan 2026.xlsx", set()),
        ("faq3 2026.xlsx", set()),
        ("Q5 2026.xlsx", set()),
        ("2026-09-30.xlsx", set()),
        ("", set()),
    ],
)
def test_quarters_are_found_in_names_as_people_write_them(name: str, found: set[str]) -> None:
    assert {str(quarter) for quarter in quarters_in(name)} == found


@pytest.mark.parametrize(("name", "code"), [("TW II 2026.xlsx", "quarters_differ"), ("TW III 2026.xlsx", None)])
def test_the_file_s_name_is_held_against_the_quarter_of_the_form(house: House, name: str, code: str | None) -> None:
    content = forms.filled(forms.empty(house), forms.answered(house))
    found = receive.examine(content, house=house, file_name=name).findings
    assert [each.code for each in found] == ([code] if code else [])


def test_a_code_that_is_another_district_s_in_the_other_code_system_stops_with_the_cover_s_cell(house: House) -> None:
    """65.03 is Nunukan in the one system and Tana Tidung in the other."""
    empty = forms.empty(house, place="65.03")
    content = forms.filled(empty, forms.answered(house) | {"shown|cover.place": "Kabupaten Tana Tidung (65.03)"})
    [found] = receive.examine(content, house=house).findings
    assert (found.code, found.cell) == ("code_and_name", forms.cell(empty, "shown|cover.place"))
    assert found.values["name"] == "Kabupaten Nunukan"
    assert receive.examine(forms.filled(empty, forms.answered(house)), house=house).findings == ()
