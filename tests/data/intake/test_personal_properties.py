"""Whatever the number, the grouping and the disguise: it is found; whatever the amount: it is not."""

from __future__ import annotations

import datetime as dt
import unicodedata

from hypothesis import example, given
from hypothesis import strategies as st

from data.intake.personal import Part, Text, look
from data.intake.personal.look import Context, kinds_of_text
from data.intake.personal.patterns import rules
from data.words import languages, words

TODAY = dt.date(2026, 10, 15)
AREAS = next(number.area for kind, number in rules().numbers if kind == "nik")
INVISIBLE = "".join(chr(code) for code in range(0x2000, 0x2070) if unicodedata.category(chr(code)) == "Cf")


@st.composite
def niks(draw: st.DrawFn) -> str:
    born = draw(st.dates(dt.date(1940, 1, 1), dt.date(2025, 12, 31)))
    day = born.day + draw(st.sampled_from([0, 40]))
    district = draw(st.integers(0, 9999))
    return f"{draw(st.sampled_from(sorted(AREAS)))}{district:04}{day:02}{born:%m%y}{draw(st.integers(1, 9999)):04}"


@given(niks(), st.sampled_from([" ", "-", ".", "\u00a0", "\n", " - "]), st.sampled_from([4, 8]))
@example("1126200101000001", "-", 4)  # its middle could be the moment at which a file was saved
def test_an_identity_number_is_found_in_any_grouping(nik: str, between: str, size: int) -> None:
    grouped = between.join(nik[at : at + size] for at in range(0, 16, size))
    assert "nik" in kinds_of_text(f"korban {grouped} sudah pulang")


@given(niks(), st.lists(st.tuples(st.integers(0, 16), st.sampled_from(INVISIBLE)), max_size=20))
def test_invisible_signs_hide_nothing(nik: str, signs: list[tuple[int, str]]) -> None:
    for at, sign in signs:
        nik = nik[:at] + sign + nik[at:]
    assert "nik" in kinds_of_text(nik)


@given(niks(), st.sampled_from([0x660, 0x6F0, 0x966, 0x1040, 0xFF10, 0x1D7CE]))
def test_digits_of_any_script_are_digits(nik: str, zero: int) -> None:
    assert "nik" in kinds_of_text("".join(chr(zero + int(digit)) for digit in nik))


@given(niks())
def test_a_number_that_lost_its_last_digit_is_found_even_among_money(nik: str) -> None:
    text = Text(float(nik[:15] + "0"), Part.CELL, "Sheet", "C7")
    assert [hit.kind for hit in look([text], context=lambda _: Context.MONEY, today=TODAY)] == ["nik"]


@given(
    st.integers(0, 999_999_999_999), st.sampled_from([",", ".", " ", "\u202f"]), st.sampled_from(["Rp ", "IDR", "RM "])
)
def test_an_amount_with_its_currency_is_an_amount(amount: int, between: str, currency: str) -> None:
    assert kinds_of_text(f"Anggaran {currency}{f'{amount:,}'.replace(',', between)} tahun ini") == ()


@given(st.floats(0, 999_999_999_999) | st.integers(0, 999_999_999_999))
def test_no_number_among_money_is_a_hit(amount: float) -> None:
    texts = [Text(float(amount), Part.CELL, "Sheet", "C7"), Text(f"{amount:,.0f}", Part.CELL, "Sheet", "C8")]
    assert look(texts, context=lambda _: Context.MONEY, today=TODAY) == []


@given(st.integers(0, 99_999_999))
def test_no_count_is_a_hit(count: int) -> None:
    texts = [Text(float(count), Part.CELL, "Sheet", "C7")]
    assert look(texts, context=lambda _: Context.COUNT, today=TODAY) == []


@given(st.text(max_size=300))
def test_any_text_can_be_looked_at_and_nothing_of_it_is_kept(said: str) -> None:
    hits = look([Text(said, Part.COMMENT, "Sheet", "C7")], today=TODAY)
    known = words(languages()[0])
    assert all(f"personal.kinds.{hit.kind}" in known and hit[1:] == (Part.COMMENT, "Sheet", "C7") for hit in hits)
