"""What a form is made for: a district, a quarter, a language, and what is known of the district already."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from data.catalogue import Catalogue
from data.intake.layout import Layout, lay_out
from data.model import Country, Language, Place, Quarter
from data.settings import Overlay
from data.words import text


@dataclass(frozen=True)
class LastQuarter:
    """What is known of the district already: shown in grey, or filled in where it seldom changes.

    Attributes:
        values: the last quarter's numbers by measure.
        facilities: rows of the register in the columns of the facility sheet.
        funding: payments still to come, in the columns of the funding sheet.
    """

    values: Mapping[str, float] = field(default_factory=dict)
    facilities: Sequence[Mapping[str, object]] = ()
    funding: Sequence[Mapping[str, object]] = ()


@dataclass(frozen=True)
class Form:
    """What a form is made for. `world` is `demo` or `real`: the return goes back only where its form came from.

    `nil` fills in that there is nothing to report, in every pillar.
    """

    catalogue: Catalogue
    country: Country
    place: Place
    quarter: Quarter
    language: Language
    world: str
    last: LastQuarter = field(default_factory=LastQuarter)
    content: Overlay | None = None
    nil: bool = False

    def say(self, key: str, **values: object) -> str:
        """A sentence of the workbook in the form's language."""
        return text(f"workbook.{key}", self.language, self.content, **values)

    @cached_property
    def layout(self) -> Layout:
        """Where everything stands."""
        return lay_out(self.catalogue, quarter=self.quarter, core=frozenset(self.country.core))

    @property
    def due(self) -> dt.date:
        """The day by which the return is due."""
        return self.country.due(self.quarter)

    @property
    def footer(self) -> str:
        """What stands at the foot of every page, and is the workbook's title."""
        return self.say("title", place=self.place.name, quarter=str(self.quarter))

    @property
    def yes(self) -> str:
        """The word for yes in the form's drop-downs."""
        return self.say("yes")
