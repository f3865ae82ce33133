"""What must never come in: numbers, names and places that lead to a person, wherever a workbook carries them.

`personal_data` tells where, and of which kind; never what. It reads the XML of a container's parts and so runs where
parsers run, after the gate.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from xml.etree.ElementTree import Element

from data.intake.personal.carried import Hit, Part, Text
from data.intake.personal.collecting import Carried, collect
from data.intake.personal.form_cells import FormCells
from data.intake.personal.look import look
from data.intake.personal.own import Own, own_form
from data.intake.personal.told import PersonalData, findings_of, name_shown

__all__ = [
    "Carried",
    "Hit",
    "Own",
    "Part",
    "PersonalData",
    "Text",
    "collect",
    "findings_of",
    "look",
    "name_shown",
    "own_form",
    "personal_data",
]

PICTURE = "picture"


def personal_data(
    contents: Mapping[str, bytes],
    *,
    own: Own,
    today: dt.date,
    file_name: str = "",
    trees: Mapping[str, Element] | None = None,
) -> list[Hit]:
    """Where a workbook carries what must never come in.

    Args:
        contents: each part of the container by its name, as the gate let it through.
        own: what our form says by itself.
        today: the day by which a date is recent.
        file_name: the name under which the file was sent.
        trees: the elements of the parts that have been parsed already.
    """
    carried = collect(contents, file_name, trees=trees, content=own.content)
    hits = look(carried.texts, context=FormCells(carried, own.money), own=own.sentences, today=today)
    pictures = (Hit(PICTURE, Part.DRAWING, sheet) for sheet in dict.fromkeys(carried.pictures))
    return [*hits, *pictures]
