"""The PDF: Typst sets the template with what is told, given as data and never as text of the template.

Typst runs in this process and reaches nothing: its fonts come with its wheel, no other font of the machine is looked
at, and the template takes no package.
"""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import typst

from data.briefing import TEMPLATE
from data.geography import Outlines
from data.model import Language, Quarter, Visitor
from data.store.house import House
from pages.parts.briefing.facts import briefing
from pages.parts.briefing.wording import Said, told


def made(
    house: House,
    visitor: Visitor,
    quarter: Quarter,
    *,
    language: Language,
    outlines: Outlines,
    now: dt.datetime,
    as_of: dt.date | None = None,
) -> bytes:
    """The visitor's two pages of a quarter, as PDF.

    Args:
        house: the house opened for work; of an earlier day, if `as_of` says so.
        visitor: who takes them along.
        quarter: the quarter.
        language: in which language.
        outlines: the stored outlines.
        now: the moment, with its zone.
        as_of: the day as known on which everything is told; None for now.

    Raises:
        NotAllowed, NotReleased: as `facts.briefing`.
    """
    found = briefing(house, visitor, quarter)
    return typeset(told(house, found, outlines, language=language, day=now.date(), as_of=as_of), now=now)


def typeset(said: Said, *, now: dt.datetime, template: Path = TEMPLATE) -> bytes:
    """Set what is told.

    Args:
        said: as `wording.told` gives it.
        now: the moment that is written into the file.
        template: how it is laid out.
    """
    given, moment = {"data": json.dumps(said, ensure_ascii=False)}, now.replace(microsecond=0)
    pdf = typst.compile(template, root=template.parent, ignore_system_fonts=True, sys_inputs=given, timestamp=moment)
    return bytes(pdf)
