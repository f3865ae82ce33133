"""From which house a visitor reads: exact figures of some places, released ones of the others, or nothing.

Whoever reads released figures alone reads them from the published store, whose connection cannot read anything else.
No Streamlit here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from data import rights
from data.catalogue import Catalogue
from data.disclosure import Disclosure, load_disclosure
from data.model import Kind, Part, Role, Status, Visitor
from data.store import published_told, releases
from data.store.engine import reading
from data.store.house import House
from data.store.published_told import Told
from metrics.shown import STEP


@dataclass(frozen=True)
class Sight:
    """What a visitor reads from.

    Attributes:
        exact: the house of exact figures; None for those who never read one.
        places: whose exact figures the visitor may read.
        released: the house of released figures; None where the visitor may not read them, or there are none.
    """

    exact: House | None
    places: frozenset[str]
    released: House | None

    @property
    def nothing(self) -> bool:
        """Whether there is no figure at all to be read."""
        return self.released is None and not self.places


def let_in(house: House) -> frozenset[Role]:
    """Which of donors and the public are let in to releases."""
    with reading(house.engine) as connection:
        return releases.opened(connection)


def of(house: House, visitor: Visitor) -> Sight:
    """What the visitor reads from.

    Args:
        house: the house opened for work, of now or as of an earlier moment.
        visitor: who asks.
    """
    only = rights.reads_released_only(visitor)
    places = frozenset[str]() if only else rights.exact_places(visitor, house.country)
    everything = len(places) == len(house.country.places)
    may = not everything and rights.may_read_released(visitor, let_in(house))
    return Sight(None if only else house, places, house.released() if may else None)


def told(house: House) -> dict[str, Told]:
    """The release that is read of each quarter in a house of released figures."""
    with reading(house.engine) as connection:
        return published_told.told(connection, house.as_of)


def marked(values: pd.DataFrame, house: House, parts: Mapping[str, Part]) -> pd.DataFrame:
    """Released values with their steps; withheld is what is released of larger places alone, and what never is.

    Args:
        values: columns `metrics.rollup.VALUES`, read from a house of released figures.
        house: that house.
        parts: the measures.
    """
    disclosure, read = load_disclosure(house.settings.content), told(house)
    people = {measure: people_in(part, house.catalogue, disclosure) for measure, part in parts.items()}
    base = values["quarter"].map({quarter: each.base for quarter, each in read.items()}).astype(float)
    found = values.assign(**{STEP: base.fillna(0) * values["measure"].map(people).astype(float)})
    never = [measure for measure, part in parts.items() if part.is_text]
    alone = values["measure"].isin(disclosure.country_only) & (values["place"] != house.country.root.code)
    above = values["measure"].isin(disclosure.province_only) & ~values["place"].isin(house.hidden.above)
    hidden = base.isna() | values["measure"].isin(never) | alone | above
    if hidden.any():
        found.loc[hidden, ["value", "numerator", "denominator"]] = np.nan
        found.loc[hidden, "status"] = Status.WITHHELD.value
        found.loc[base.isna(), ["reporting", "expected"]] = 0
    return found


def least(house: House, measures: Iterable[Part], *, shares: bool) -> dict[str, float]:
    """For each rounded measure how many must be shown for anything to be made of it: of counts, or of shares.

    Args:
        house: any house of the country.
        measures: the measures that occur.
        shares: whether ratios are meant, whose denominator must show so many, or counts.
    """
    disclosure = load_disclosure(house.settings.content)
    wanted = [part for part in measures if (part.kind is Kind.RATIO) == shares]
    people = {part.measure: people_in(part, house.catalogue, disclosure) for part in wanted}
    return {measure: float(disclosure.denominator * count) for measure, count in people.items() if count}


def step_of(house: House, part: Part, *, base: int) -> float:
    """In which steps a release shows a number; 0 where it is not rounded."""
    return float(base * people_in(part, house.catalogue, load_disclosure(house.settings.content)))


def people_in(part: Part, catalogue: Catalogue, disclosure: Disclosure) -> int:
    """How many units one person makes of a measure; 0 where it counts no people. A ratio's are its denominator's."""
    if part.kind is not Kind.RATIO:
        return disclosure.units.get(part.unit, 0)
    counted = [catalogue.measure(measure) for measure in (part.denominator, part.numerator) if measure]
    return next((disclosure.units[each.unit] for each in counted if each.unit in disclosure.units), 0)
