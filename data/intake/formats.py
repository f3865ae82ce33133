"""What the format of a cell makes of its number: the currency that it shows, and whether the number is seen at all."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping

import yaml

from data.settings import SHIPPED

IN_BRACKETS = re.compile(r"\[\$([^\]-]+)(?:-[^\]]*)?\]")
QUOTED = re.compile(r'"([^"]*)"|\\(.)')
BRACKETS = re.compile(r"\[[^\]]*\]")
UNSEEN = re.compile(r'"[^"]*"|\\.|[_*].|\[[^\]]*\]')
"""What stands in a format beside the digits."""
PLACES = frozenset("0#?")
IN_THOUSANDS = re.compile(r"[0#?],+(?![0#?,])")
BARE = re.compile(r"[A-Z]{0,2}[$€£¥￥]")


@functools.lru_cache(maxsize=256)
def currency_sign(number_format: str) -> str:
    """The sign of a currency in the format of a number, as far as it is one of those that are known; else nothing."""
    known = {sign.casefold(): sign for signs in signs_by_currency().values() for sign in signs}
    section = number_format.split(";")[0]
    written = [*IN_BRACKETS.findall(section), *("".join(pair) for pair in QUOTED.findall(section))]
    written += BARE.findall(QUOTED.sub("", BRACKETS.sub("", section)))
    plain = (each.strip(" .\N{NO-BREAK SPACE}").casefold() for each in written)
    return next((known[each] for each in plain if each in known), "")


@functools.lru_cache(maxsize=256)
def disguises(number: float, number_format: str) -> bool:
    """Whether a number above 0 is not seen in this format, or in thousands. A 0 may be shown as a dash."""
    digits = UNSEEN.sub("", number_format.split(";")[0])
    if number <= 0 or not number_format.strip() or "@" in digits or "general" in digits.casefold():
        return False
    return PLACES.isdisjoint(digits) or IN_THOUSANDS.search(digits) is not None


def is_sign_of(sign: str, currency: str) -> bool:
    """Whether a number with this sign may be an amount of the currency."""
    return sign in signs_by_currency().get(currency, (currency,))


@functools.cache
def signs_by_currency() -> Mapping[str, tuple[str, ...]]:
    """The signs of each currency by its code."""
    says = yaml.load((SHIPPED / "currencies.yaml").read_text("utf-8"), Loader=yaml.CSafeLoader)
    return {currency: tuple(signs) for currency, signs in says.items()}
