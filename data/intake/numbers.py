"""What a cell means: a number, not applicable, nothing at all, or something that is none of these.

Nothing is guessed. `1.234` is over a thousand to one reader and one and a bit to another, so it is refused; a dash
could mean zero, nothing or not applicable, so it is refused too. Text that can be read in one way only (`1 234`, digits
of another script) is taken as that number, and the sender is told how it was read.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from data.intake.reading import Cell, Found
from data.model import Item

DAY_NOUGHT = dt.date(1899, 12, 30)
"""The day from which spreadsheets count days, as far as the years are concerned that are of interest here."""
DAYS = range((dt.date(2000, 1, 1) - DAY_NOUGHT).days, (dt.date(2100, 1, 1) - DAY_NOUGHT).days)
"""Numbers of days that can be meant: those of this century."""
DAY = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-](20[0-9]{2})")
TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Signs that are not seen and turn the direction of writing."""
COUNTS_END, AMOUNTS_END = 1e9, 1e15
"""From where nothing is a count or an amount any more, but a slip or another kind of number."""
NOT_APPLICABLE = frozenset({"tb", "n/a", "na", "t/b"})
MINUS = "-\N{EN DASH}\N{EM DASH}\N{MINUS SIGN}\N{HYPHEN}\N{NON-BREAKING HYPHEN}"
DASHES = frozenset(MINUS + "_.")
DIGITS = re.compile(r"[0-9]{1,15}")
SPACED = re.compile(r"[0-9]{1,3}([ '][0-9]{3}){1,4}")
GROUPED = re.compile(r"[1-9][0-9]{0,2}((\.[0-9]{3})+|(,[0-9]{3})+)")
DECIMAL = re.compile(r"([0-9]{1,15}|[0-9]{1,3}(\.[0-9]{3})+(?=,)|[0-9]{1,3}(,[0-9]{3})+(?=\.))[.,]([0-9]{1,9})")
"""Decimals that nobody takes for thousands: they are not three, or the other sign parts the thousands."""
OTHER_SIGNS = str.maketrans(dict(zip("\uff0c\uff0e\u066c\u066b\u2019", ",..,'", strict=True)))
"""Commas, points and apostrophes of other scripts."""
PERCENT = re.compile(r".*[0-9] ?(%|persen|percent)", re.IGNORECASE)
AMOUNT = r"[0-9][0-9.,' ]*"
SIGN = "[$\N{EURO SIGN}\N{YEN SIGN}\N{POUND SIGN}]"
WORD = "[a-z]{1,7}"
CURRENCY = re.compile(rf"([a-z]{{2,3}}|[a-z]{{0,2}}{SIGN})\.? ?{AMOUNT}( ?{WORD})?|{AMOUNT} ?{WORD}", re.IGNORECASE)
"""An amount with its currency, or with a word for thousands or millions, before or after it."""
MILLIONS = re.compile(r"[0-9]{1,3}(\.[0-9]{3}){2,4}|[0-9]{1,3}(,[0-9]{3}){2,4}")
"""Two separators of a kind can only stand between thousands; a count of that size is asked again all the same."""


class Mark(StrEnum):
    """What a cell turned out to be."""

    NUMBER = "number"
    BLANK = "blank"
    NOT_APPLICABLE = "not_applicable"
    BAD = "bad"


@dataclass(frozen=True)
class Entry:
    """A cell and what it means. One with a problem names the finding it deserves, with the values for its sentence."""

    cell: Cell
    mark: Mark
    number: float | None = None
    problem: str = ""
    values: Mapping[str, object] = field(default_factory=dict)


def number_entry(cell: Cell, *, whole: bool) -> Entry:
    """What a cell for a number means. `whole`: only whole numbers make sense in it."""
    match cell.found:
        case Found.BLANK:
            return Entry(cell, Mark.BLANK)
        case Found.NUMBER:
            return _checked(cell, float(cell.value or 0), whole)
        case Found.TEXT:
            return _from_text(cell, whole)
        case Found.PERCENT:
            return Entry(cell, Mark.BAD, problem="percentage", values={"found": cell.text})
        case Found.DISGUISED:
            return Entry(cell, Mark.BAD, problem="disguised_number", values={"found": cell.text[:40]})
        case _:
            return _unreadable(cell) or Entry(cell, Mark.BAD, problem="not_a_number", values={"found": cell.text})


def yes_no_entry(cell: Cell, *, yes: frozenset[str], no: frozenset[str]) -> Entry:
    """What a cell for yes or no means: 1, 0, not applicable. `yes` and `no` are the words in every language."""
    said = cell.text.casefold()
    if cell.blank:
        return Entry(cell, Mark.BLANK)
    if said in NOT_APPLICABLE:
        return Entry(cell, Mark.NOT_APPLICABLE)
    if said in yes or cell.value == 1:
        return Entry(cell, Mark.NUMBER, 1.0)
    if said in no or cell.value == 0:
        return Entry(cell, Mark.NUMBER, 0.0)
    return _unreadable(cell) or Entry(cell, Mark.BAD, problem="not_yes_or_no", values={"found": cell.text[:40]})


def date_entry(cell: Cell) -> tuple[dt.date | None, Entry | None]:
    """The day in a cell for a date, and what the sender is told about it.

    Programs that lose the formats of cells leave of a date the number of its day, as spreadsheets count them.
    """
    if cell.day:
        return cell.day, None
    if day := _only_day(cell):
        return day, Entry(cell, Mark.NUMBER, problem="read_as", values={"found": cell.text, "plain": str(day)})
    number = cell.value if cell.found is Found.NUMBER else None
    if isinstance(number, int | float) and number in DAYS:
        day = DAY_NOUGHT + dt.timedelta(int(number))
        return day, Entry(cell, Mark.NUMBER, problem="read_as", values={"found": f"{number:.0f}", "plain": str(day)})
    return None, Entry(cell, Mark.BAD, problem="not_a_date", values={"found": cell.text[:40]})


def _only_day(cell: Cell) -> dt.date | None:
    """The day in a text such as 30/9/2026, which is no other day to those who write the month first."""
    found = DAY.fullmatch(cell.text) if cell.found is Found.TEXT else None
    if not found:
        return None
    one, other, year = map(int, found.groups())
    days = set()
    for day, month in ((one, other), (other, one)):
        with contextlib.suppress(ValueError):
            days.add(dt.date(year, month, day))
    return days.pop() if len(days) == 1 else None


def text_entry(cell: Cell, *, longest: int) -> Entry | None:
    """What is wrong with a cell for a name; None if nothing is."""
    if len(cell.text) > longest:
        return Entry(cell, Mark.BAD, problem="text_too_long", values={"longest": longest})
    if not TURNING.isdisjoint(cell.text):
        return Entry(cell, Mark.BAD, problem="hidden_letters")
    return _unreadable(cell)


def choice(cell: Cell, items: Iterable[Item]) -> str | None:
    """The key of the item whose label, in any language, stands in the cell; None if there is none."""
    said = cell.text.casefold()
    for item in items:
        if said == item.key.casefold() or any(said == label.casefold() for label in item.labels.values()):
            return item.key
    return None


def written(number: float) -> str:
    """A number as a person would type it: without exponent, without separators."""
    return f"{number:.6f}".rstrip("0").rstrip(".")


def _unreadable(cell: Cell) -> Entry | None:
    """A cell in which the spreadsheet program shows no value at all."""
    if cell.found is Found.ERROR:
        return Entry(cell, Mark.BAD, problem="error_cell", values={"found": cell.text[:20]})
    if cell.found is Found.UNCALCULATED:
        return Entry(cell, Mark.BAD, problem="uncalculated")
    return None


def _from_text(cell: Cell, whole: bool) -> Entry:
    said = " ".join(cell.text.split())
    if said.casefold() in NOT_APPLICABLE:
        return Entry(cell, Mark.NOT_APPLICABLE)
    if set(said) <= DASHES:
        return Entry(cell, Mark.BAD, problem="dash")
    plain = "".join(str(unicodedata.decimal(letter, letter)) for letter in said).translate(OTHER_SIGNS)
    if SPACED.fullmatch(plain) or (MILLIONS.fullmatch(plain) and not whole):
        plain = re.sub("[ .,']", "", plain)
    if DIGITS.fullmatch(plain):
        return _read_as(cell, float(plain), whole=whole, said=said, plain=plain)
    if GROUPED.fullmatch(plain):
        joined = re.sub("[.,]", "", plain)
        values = {"found": said[:40], "plain": joined[:40], "ones": re.split("[.,]", plain)[0]}
        problem = "ambiguous_number" if len(joined) - len(values["ones"]) == 3 else "grouped_number"
        return Entry(cell, Mark.BAD, problem=problem, values=values)
    if found := DECIMAL.fullmatch(plain):
        whole_part = re.sub("[.,]", "", found[1])
        number = float(f"{whole_part}.{found[4]}")
        return _read_as(cell, number, whole=whole, said=said, plain=written(number))
    if plain[0] in MINUS and DIGITS.fullmatch(plain[1:].strip()):
        return Entry(cell, Mark.BAD, problem="negative", values={"found": said})
    return Entry(cell, Mark.BAD, problem=_kind_of_text(plain, whole), values={"found": said[:40]})


def _kind_of_text(plain: str, whole: bool) -> str:
    if PERCENT.fullmatch(plain):
        return "percentage"
    return "currency_in_cell" if CURRENCY.fullmatch(plain) and not whole else "not_a_number"


def _read_as(cell: Cell, number: float, *, whole: bool, said: str, plain: str) -> Entry:
    """A text that can be read in one way only. The sender is told how, unless it stands there letter for letter."""
    entry = _checked(cell, number, whole)
    if entry.problem or plain == said:
        return replace(entry, values={"found": said}) if entry.problem else entry
    return replace(entry, problem="read_as", values={"found": said, "plain": plain})


def _checked(cell: Cell, number: float, whole: bool) -> Entry:
    if number < 0:
        return Entry(cell, Mark.BAD, problem="negative", values={"found": written(number)})
    if whole and abs(number - round(number)) > 1e-9:
        return Entry(cell, Mark.BAD, problem="fraction", values={"found": written(number)})
    if number >= (COUNTS_END if whole else AMOUNTS_END):
        return Entry(cell, Mark.BAD, problem="enormous_number", values={"found": f"{number:.0f}"[:40]})
    # A spreadsheet's own arithmetic leaves 12.000000000000002 where 12 is meant.
    return Entry(cell, Mark.NUMBER, float(round(number)) if whole else number)
