"""Names: of the entries in the container, and of the file itself."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from urllib.parse import unquote

from data.errors import OddFileName, UnsafeWorkbook

LONGEST = 240
ENDING = ".xlsx"
ODD_SEGMENT = re.compile(r"(?:^|/)(?:\.{0,2}|[^/]*[. ])(?:/|$)")
"""Empty, `.`, `..`, or ending in a dot or a space, which some systems cut off."""
HIDDEN = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
"""Letters that are not seen: control characters, and those that turn the direction of writing."""


def same_name(name: str) -> str:
    """What two names have in common that some system takes for the same file."""
    return unicodedata.normalize("NFC", unquote(name)).casefold()


def refuse_odd_entries(names: Iterable[str]) -> None:
    """Refuse a container whose entries could be written outside a folder, or taken for one another.

    Raises:
        UnsafeWorkbook: for a path that is absolute or climbs, letters that are not seen, or a name used twice.
    """
    known: set[str] = set()
    for name in names:
        if not name or len(name) > LONGEST or _odd(name) or ("%" in name and _odd(unquote(name))):
            raise UnsafeWorkbook(reason="entry_name")
        same = same_name(name)
        if same in known:
            raise UnsafeWorkbook(reason="entry_twice")
        known.add(same)


def look_at_file_name(name: str) -> None:
    """Look at the name under which a file was sent. Only its last part is of interest; it is never used as a path.

    Raises:
        OddFileName: if it carries letters that are not seen, or does not end in .xlsx.
    """
    last = re.split(r"[/\\]", name)[-1]
    if has_hidden_letters(last) or not last.casefold().endswith(ENDING):
        raise OddFileName


def has_hidden_letters(text: str) -> bool:
    """Whether a text carries letters that are not seen."""
    return any(unicodedata.category(letter) in HIDDEN for letter in text)


def _odd(name: str) -> bool:
    inner = name.removesuffix("/")
    return "\\" in inner or ":" in inner or has_hidden_letters(inner) or ODD_SEGMENT.search(inner) is not None
