"""The currency that only the format of a cell shows."""

from __future__ import annotations

import pytest
from openpyxl.utils import column_index_from_string

from data.intake import receive
from data.intake.currencies import currency_sign, is_sign_of, signs_by_currency
from data.intake.layout import CURRENCIES
from data.store.house import House
from tests.data.intake import forms


@pytest.mark.parametrize(
    ("number_format", "sign"),
    [
        ("General", ""),
        ("#,##0", ""),
        ("[$-421]#,##0", ""),
        ('0" orang"', ""),
        ('"Jumlah $"0', ""),
        ("[Red]#,##0", ""),
        ('"$"#,##0', "$"),
        ("\\$#,##0", "$"),
        ("[$$-409]#,##0.00", "$"),
        ('_("$"* #,##0.00_);_("$"* \\(#,##0.00\\)', "$"),
        ("[$Rp-421]#,##0", "Rp"),
        ('"Rp."#,##0', "Rp"),
        ("#,##0 [$€-407]", "€"),
        ("US$#,##0", "US$"),
        ("[$USD] #,##0", "USD"),
        ('"RM"#,##0', "RM"),
    ],
)
def test_the_sign_in_a_format_is_known_from_other_words(number_format: str, sign: str) -> None:
    assert currency_sign(number_format) == sign


def test_every_currency_that_a_form_offers_has_its_signs_and_its_code() -> None:
    for currency in CURRENCIES:
        assert currency in signs_by_currency()[currency]
    assert is_sign_of("$", "USD")
    assert is_sign_of("$", "SGD")
    assert not is_sign_of("$", "IDR")


@pytest.mark.parametrize(("number_format", "codes"), [("[$$-409]#,##0.00", ["other_currency"]), ('"Rp"#,##0', [])])
def test_dollars_on_a_cell_for_rupiah_are_asked_again_in_a_real_workbook(
    house: House, number_format: str, codes: list[str]
) -> None:
    content = forms.filled(forms.empty(house), forms.answered(house) | {"POL-07": 1250, "POL-08": 0})
    book = forms.opened(content)
    sheet, letters, row = forms.spot(content, "POL-07")
    book[sheet].cell(row, column_index_from_string(letters)).number_format = number_format
    found = receive.examine(forms.saved(book), house=house).findings
    assert [(each.code, each.sheet, each.cell) for each in found] == [
        (code, sheet, f"{letters}{row}") for code in codes
    ]
