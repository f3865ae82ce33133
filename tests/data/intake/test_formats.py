"""What the format of a cell makes of its number: another currency, nothing at all, thousands."""

from __future__ import annotations

import pytest
from openpyxl.utils import column_index_from_string

from data.intake import receive
from data.intake.formats import currency_sign, disguises, is_sign_of, signs_by_currency
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


@pytest.mark.parametrize(
    ("number_format", "disguised"),
    [
        ("General", False),
        ("#,##0", False),
        ("@", False),
        ('"Rp" #,##0.00', False),
        ("0.00E+00", False),
        ("# ?/?", False),
        ('_-* #,##0_-;-* #,##0_-;_-* "-"_-;_-@_-', False),
        ('0" orang"', False),
        (";;;", True),
        ('"tidak ada"', True),
        ("#,##0,", True),
        ('#,##0,"rb"', True),
        ("#,##0.0,,", True),
        ("[Red]", True),
    ],
)
def test_a_format_that_hides_a_number_or_shows_it_in_thousands_is_known(number_format: str, disguised: bool) -> None:
    assert disguises(125000, number_format) == disguised
    assert not disguises(0, number_format)


@pytest.mark.parametrize("number_format", [";;;", "#,##0,", '"tidak ada"'])
def test_what_is_not_seen_as_it_is_is_asked_again(house: House, number_format: str) -> None:
    content = forms.filled(forms.empty(house), forms.answered(house))
    book = forms.opened(content)
    sheet, letters, row = forms.spot(content, "PRT-01")
    book[sheet].cell(row, column_index_from_string(letters)).number_format = number_format
    [found] = receive.examine(forms.saved(book), house=house).findings
    assert (found.code, found.sheet, found.cell) == ("disguised_number", sheet, f"{letters}{row}")
    assert "9999" in found.message("en")


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
