"""Texts as a reader sees them: digits of any script, letters that only look Latin and invisible signs made plain.

What hides a number from a search hides it by accident more often than on purpose: a list pasted from a web page has
soft hyphens and narrow spaces in it, one from a scanned page has the letter O for a zero.
"""

from __future__ import annotations

import re
import unicodedata

ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
"""How a workbook writes a sign that XML cannot hold, or that some program thought so."""

LOOK_ALIKES = str.maketrans(
    "\u0430\u0410\u0435\u0415\u043e\u041e\u0440\u0420\u0441\u0421\u0445\u0425\u0443\u0423\u0456\u0406\u0458\u0408"
    "\u043a\u041a\u041c\u041d\u0422\u0412\u0455\u0405\u0501\u0500\u051b\u051a\u051d\u051c"
    "\u03b1\u0391\u03b5\u0395\u03bf\u039f\u03c1\u03a1\u03c7\u03a7\u03ba\u039a\u039c\u039d\u03a4\u0392\u0396\u0397"
    "\u0399\u03b9\u03a5\u03c5\u0131\u0251\u0261\u1d0f",
    "aAeEoOpPcCxXyYiIjJkKMHTBsSdDqQwWaAeEoOpPxXkKMNTBZHIiYuiago",
)
"""Letters of other alphabets that cannot be told from Latin ones."""

DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\u02d7", "-"))

NUMBER_WITH_LETTERS = re.compile(r"(?<![0-9])(?=(?:[^\d\s]{0,3}\d){9})[0-9OoQIl|SsBZz]{12,22}(?![0-9])")
LETTERS_FOR_DIGITS = str.maketrans("OoQIl|SsBZz", "00011155822")


def plain(said: str) -> str:
    """The text with plain digits, letters, dashes and spaces, and without accents and invisible signs."""
    if "_x" in said:
        said = ESCAPED.sub(lambda found: chr(int(found[1], 16)), said)
    if not said.isascii():
        said = "".join(map(_seen, unicodedata.normalize("NFKD", said.translate(LOOK_ALIKES).translate(DASHES))))
    return NUMBER_WITH_LETTERS.sub(lambda found: found[0].translate(LETTERS_FOR_DIGITS), said)


def _seen(sign: str) -> str:
    """One sign as it is seen: nothing, where it is an accent or cannot be seen."""
    if sign.isascii():
        return sign
    match unicodedata.category(sign):
        case "Cf" | "Cc" | "Mn" | "Me":
            return ""
        case "Nd":
            return str(unicodedata.decimal(sign))
        case "Zs" | "Zl" | "Zp":
            return " "
    return sign
