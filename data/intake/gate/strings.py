"""The table of texts that cells share."""

from __future__ import annotations

from collections.abc import Sequence
from xml.etree.ElementTree import Element

from data.errors import DamagedWorkbook, TooMuchInside
from data.intake.gate.book import MAIN
from data.intake.gate.contents import ODD, is_text
from data.intake.gate.limits import CELLS, STRING_TAGS, STRINGS
from data.intake.gate.markup import with_children

TEXT = f"{MAIN}t"


def lengths(root: Element) -> Sequence[int]:
    """How many letters each shared text has; `ODD` for one that is not made as programs make it.

    Raises:
        DamagedWorkbook: if the part is something else.
        TooMuchInside: if there are too many texts.
    """
    if root.tag != f"{MAIN}sst":
        raise DamagedWorkbook(reason="strings")
    texts = root.findall(f"{MAIN}si")
    if len(texts) > STRINGS or sum(1 for _ in root.iter()) > STRING_TAGS:
        raise TooMuchInside(reason="strings")
    return [sum(len(text.text or "") for text in each.iter(TEXT)) if is_text(each) else ODD for each in texts]


def with_true_counts(root: Element, number: int) -> Element:
    """The table, or a copy without what it says of its own size if that is not true.

    A reader that makes room for as many texts as are announced can be brought down by one number.
    """
    told = {"uniqueCount": number, "count": CELLS}
    wrong = [
        key
        for key, most in told.items()
        if (said := root.get(key)) is not None and not (said.isdecimal() and len(said) < 10 and int(said) <= most)
    ]
    if not wrong:
        return root
    copy = with_children(root, root)
    for key in wrong:
        del copy.attrib[key]
    return copy
