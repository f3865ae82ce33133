"""Looking through texts and numbers for what must never come in."""

from __future__ import annotations

import datetime as dt
import math
import re
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum

from data.intake.personal.carried import Hit, Part, Style, Text
from data.intake.personal.patterns import WORD, Pattern, rules
from data.intake.personal.plain import plain

LONG_NUMBER, FULL_DATE, PHONE = "long_number", "birth_date", "phone"

WORDS_JOINED = re.compile(r"(?<=[a-z])(?=[A-Z])|_")
"""Where words are joined in names of sheets, columns and ranges: `Nama_korban`, `NamaKorban`."""
DIGIT = re.compile(r"\d")
YEAR = re.compile(r"(?:19|20)\d\d")
AMOUNT = re.compile(r"\W{0,3}[A-Za-z$]{0,3}\W{0,2}\d{1,3}(?:\d{0,12}|(?:[ .,']\d{3}){0,4})(?:[.,]\d{1,2})?\s?\W{0,2}")
LONG, LONGER_THAN_MONEY, LONGEST = 9, 16, 18
"""Digits of a number: no count has nine, no amount sixteen, no identity number more than eighteen."""
FILE_MADE = frozenset({Part.FILE_NAME, Part.HEADER, Part.PROPERTY, Part.SHEET_NAME, Part.NAME})
"""Parts in which a recent date tells when the file was made."""
FIRST_BIRTH, RECENT_YEARS = 1930, 2
LONGEST_DATE = 24
NOISE = 1e-6
MANY = 99_999_999.5
DAY_ZERO = dt.date(1899, 12, 30)
"""From which spreadsheets count days."""


PIECE, OVERLAP = 4_000, 200
"""Letters after which a long text is cut, so that looking through it takes no longer than its length."""

_CLEAN: set[int] = set()
REMEMBERED = 50_000
"""Fingerprints of texts in which nothing was found. Every form says much the same; no text itself is kept."""


class Context(StrEnum):
    """What a cell is for, which decides what a long number or a date in it means."""

    COUNT = "count"
    MONEY = "money"
    DATE = "date"
    TEXT = "text"
    UNKNOWN = "unknown"


def look(
    texts: Iterable[Text],
    *,
    context: Callable[[Text], Context] = lambda _: Context.UNKNOWN,
    own: frozenset[str] = frozenset(),
    today: dt.date,
) -> list[Hit]:
    """What of it must not come in, each place and kind once, and never what stands there.

    Args:
        texts: what a workbook carries.
        context: what the cell of a text is for. Asked only where it matters, which is seldom.
        own: sentences of our own form, which are never a hit.
        today: the day by which a date is recent.
    """
    hits: dict[Hit, None] = {}
    for text in texts:
        said = text.said
        kinds: Iterable[str]
        if not isinstance(said, str):
            kinds = _kinds_of_number(said, text, context, today) if text.style is Style.DATE or abs(said) > MANY else ()
        elif said in own or hash(said) in _CLEAN:
            continue
        else:
            kinds = [kind for kind in kinds_of_text(said) if not _fits(kind, text, context, today)]
        hits.update(dict.fromkeys(Hit(kind, text.part, text.sheet, text.cell) for kind in kinds))
    return _without_telling_names(list(hits))


def kinds_of_text(said: str) -> tuple[str, ...]:
    """The kinds of what must not come in that a text holds."""
    found = dict.fromkeys(kind for start in range(0, len(said), PIECE) for kind in _kinds_of_piece(said, start))
    if not found:
        _remember(said)
    return tuple(found)


def _kinds_of_piece(said: str, start: int) -> tuple[str, ...]:
    text = plain(said[start : start + PIECE + OVERLAP])
    digits = len(DIGIT.findall(text))
    tried = _tried(text, digits)
    rest = _Rest(text)
    found = {each.kind for each in tried if _in(each, text, rest)}
    numbers = [kind for kind, number in rules().numbers if digits >= number.digits and number.in_text(rest())]
    if numbers:
        found -= {LONG_NUMBER, PHONE}
    if found > {LONG_NUMBER}:
        found -= {LONG_NUMBER}
    return (*numbers, *sorted(found))


def _remember(said: str) -> None:
    if len(_CLEAN) >= REMEMBERED:
        _CLEAN.clear()
    _CLEAN.add(hash(said))


def _tried(text: str, digits: int) -> list[Pattern]:
    """The patterns that could be found in a text, by its words, signs and number of digits."""
    known = rules()
    tried = {each for each in known.by_digits if each.digits <= digits} if digits else set()
    words = known.by_word.keys() & WORD.findall(WORDS_JOINED.sub(" ", text).lower())
    tried.update(each for word in words for each in known.by_word[word] if each.digits <= digits)
    tried.update(each for each in known.by_sign if each.sign in text)
    return list(tried)


def _in(pattern: Pattern, text: str, rest: _Rest) -> bool:
    if pattern.whole:
        return bool(pattern.in_text(WORDS_JOINED.sub(" ", text)) or pattern.in_text(text))
    return bool(pattern.in_text(rest() if pattern.rest else text))


class _Rest:
    """What is left of a text when the harmless is taken out; taken out only when somebody asks."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._rest: str | None = None

    def __call__(self) -> str:
        if self._rest is None:
            self._rest = self._text
            for harmless in rules().harmless:
                self._rest = harmless.sub("~", self._rest)
        return self._rest


def _fits(kind: str, text: Text, context: Callable[[Text], Context], today: dt.date) -> bool:
    """Whether what looks like this kind is what belongs there: a date in a date column, an amount among money."""
    said = str(text.said).strip()
    if kind == FULL_DATE:
        if text.part in FILE_MADE:
            years = [int(year) for year in YEAR.findall(plain(said))]
            return bool(years) and min(years) >= today.year - RECENT_YEARS
        if text.part is Part.CELL and len(said) <= LONGEST_DATE and context(text) is Context.DATE:
            return True
    number = kind in (LONG_NUMBER, FULL_DATE) or any(kind == known for known, _ in rules().numbers)
    amount = number and text.part is Part.CELL and AMOUNT.fullmatch(plain(said))
    return bool(amount) and context(text) is Context.MONEY


def _kinds_of_number(value: float, text: Text, context: Callable[[Text], Context], today: dt.date) -> Iterator[str]:
    """The kind of a number in a cell, where it is too long for what the cell is for, or a day of birth."""
    if text.style is Style.DATE:
        if _is_long_ago(value, today) and context(text) is not Context.DATE:
            yield FULL_DATE
        return
    digits = _digits(value)
    if not LONG <= len(digits) <= LONGEST:
        return
    if len(digits) < LONGER_THAN_MONEY:
        where = context(text)
        round_or_money = text.style is Style.MONEY or digits.endswith("000")
        if where is Context.MONEY or (where is Context.UNKNOWN and round_or_money):
            return
    made = [kind for kind, number in rules().numbers if number.is_value(digits)]
    yield (made or [kind for kind in kinds_of_text(f"0{digits}") if kind == PHONE] or [LONG_NUMBER])[0]


def _digits(value: float) -> str:
    """The digits of a whole number; none where it is none."""
    if not math.isfinite(value) or abs(value - round(value)) > NOISE:
        return ""
    return str(abs(round(value)))


def _is_long_ago(days: float, today: dt.date) -> bool:
    """Whether a spreadsheet's day is one on which somebody may have been born, and nothing of late happened."""
    if not 0 < days < (today - DAY_ZERO).days:
        return False
    return FIRST_BIRTH <= (DAY_ZERO + dt.timedelta(days=int(days))).year < today.year - RECENT_YEARS


def _without_telling_names(hits: list[Hit]) -> list[Hit]:
    """Hits that call a sheet by its number where its name is itself a hit."""
    numbers = {hit.sheet: hit.cell for hit in hits if hit.part is Part.SHEET_NAME}
    shown = [hit._replace(sheet=numbers[hit.sheet]) if hit.sheet in numbers else hit for hit in hits]
    return [hit._replace(cell=None) if hit.part is Part.SHEET_NAME else hit for hit in shown]
