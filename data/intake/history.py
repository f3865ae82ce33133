"""What a district reported in earlier quarters, for the checks that compare with it.

Arithmetic against earlier quarters, as a sum that cannot fall, goes by the returns that count: they are what the next
form and every sum are made of. What is *usual* of a district or its peers goes by accepted returns alone, so that a
wrong number which nobody has looked at yet does not make the next wrong one look usual.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

import pandas as pd
from sqlalchemy.engine import Connection

from data.catalogue import Catalogue
from data.intake.usual import FEWEST
from data.model import Country, Place, Quarter, Status, quarters_between
from data.rules import Rule
from data.store import frames

CellOfReturn = tuple[str, str, str]
"""Measure, dimension and item."""
Agreement = tuple[str, str, str]
"""Source (without regard to capitals), day of the signature and currency."""
PEER_QUARTERS = 4
"""How far back the peers of a district are looked at."""
FEW_PEERS = 10
"""With fewer districts of a like population than these, all districts are its peers."""
UNUSUAL = "unusual_number"
"""The rule whose measures are compared with what is usual."""


@dataclass(frozen=True)
class History:
    """What was reported for the quarters before the one of the return.

    Attributes:
        totals: the values of each measure by quarter, of the returns that count. Where nobody reported, there is none.
        cells: every number that was typed for the quarter before; None where it did not apply.
        usual: as `totals`, of accepted returns alone.
        peers: what accepted returns of districts of a like population said lately, for measures of which the district
            itself has too few accepted quarters to say what is usual.
        signed: the sum of what was signed and not yet received, by agreement, as the return before says.
    """

    totals: Mapping[str, Mapping[Quarter, float]] = field(default_factory=dict)
    cells: Mapping[CellOfReturn, float | None] = field(default_factory=dict)
    usual: Mapping[str, Mapping[Quarter, float]] = field(default_factory=dict)
    peers: Mapping[str, Sequence[float]] = field(default_factory=dict)
    signed: Mapping[Agreement, float] = field(default_factory=dict)

    @property
    def is_unknown(self) -> bool:
        """Whether no accepted return says yet what is usual, of the district itself or of its peers."""
        return not any(self.usual.values()) and not any(self.peers.values())

    def before(self, measure: str, quarter: Quarter) -> float | None:
        """The value of the quarter before; None where it is not known."""
        return self.totals.get(measure, {}).get(quarter - 1)

    def so_far(self, measure: str, quarter: Quarter) -> tuple[float, bool]:
        """The sum of what was reported before a quarter, and whether no quarter since the first is missing."""
        known = self.totals.get(measure, {})
        if not known:
            return 0.0, True
        return sum(known.values()), all(each in known for each in quarters_between(min(known), quarter - 1))


def history(
    connection: Connection, *, catalogue: Catalogue, country: Country, place: Place, quarter: Quarter
) -> History:
    """Read what a district reported before a quarter, and where little of that is accepted, what its peers did."""
    measures = [part.measure for each in catalogue.indicators.values() for part in each.parts if part.typed]
    extras = [part.measure for each in catalogue.indicators.values() for part in each.extras]
    values = frames.values_of_places(connection, measures=[*measures, *extras], places=[place.code])
    told = values[values["numerator"].notna() & (values["quarter"] < str(quarter))]
    totals: dict[str, dict[Quarter, float]] = defaultdict(dict)
    quarters = {said: Quarter.parse(said) for said in told["quarter"].unique()}
    for measure, said, value in zip(told["measure"], told["quarter"], told["numerator"], strict=True):
        totals[measure][quarters[said]] = float(value)
    typed = frames.observations_of(connection, place=place.code, quarter=quarter - 1)
    typed = typed[(typed["status"] != Status.NIL) & typed["measure"].isin(measures)]
    columns = (typed[column] for column in ("measure", "dimension", "item", "value"))
    # A value that does not apply is NaN in a frame, which equals nothing, not even itself.
    cells = {(m, d, i): None if v is None or v != v else float(v) for m, d, i, v in zip(*columns, strict=True)}
    accepted = {Quarter.parse(said) for said in frames.accepted(connection, places=[place.code])["quarter"]}
    usual = {measure: {q: value for q, value in by.items() if q in accepted} for measure, by in totals.items()}
    compared = catalogue.rules.get(UNUSUAL, Rule(UNUSUAL, ())).measures
    short = [measure for measure in compared if len(usual.get(measure, {})) < FEWEST]
    return History(
        totals=totals,
        cells=cells,
        usual=usual,
        peers=_peers(connection, short, among=peers_of(country, place, quarter), quarter=quarter) if short else {},
        signed=_signed(frames.funding(connection, until=quarter - 1, places=[place.code])),
    )


def peers_of(country: Country, place: Place, quarter: Quarter) -> Collection[str]:
    """The codes of the districts with half to twice the population of one; of all others where these are few."""
    others = {each.code: each.population_in(quarter.year) for each in country.districts(quarter)}
    others.pop(place.code, None)
    own = place.population_in(quarter.year)
    like = [code for code, people in others.items() if own and people and own / 2 <= people <= own * 2]
    return like if len(like) >= FEW_PEERS else list(others)


def _peers(
    connection: Connection, measures: Sequence[str], *, among: Collection[str], quarter: Quarter
) -> dict[str, list[float]]:
    lately = list(quarters_between(quarter - PEER_QUARTERS, quarter - 1))
    values = frames.values(connection, measures=measures, quarters=lately, places=among)
    accepted = frames.accepted(connection, places=among, quarters=lately)
    told = values[values["numerator"].notna()].merge(accepted, on=["place", "quarter"])
    return {str(measure): rows["numerator"].astype(float).tolist() for measure, rows in told.groupby("measure")}


def _signed(payments: pd.DataFrame) -> dict[Agreement, float]:
    """What is signed by agreement. Payments whose signature bears no date belong to no agreement that is known."""
    sums: dict[Agreement, float] = defaultdict(float)
    rows = payments[(payments["status"] == "signed") & payments["signed_on"].notna() & payments["amount"].notna()]
    for source, day, currency, amount in zip(
        rows["source"], rows["signed_on"], rows["currency"], rows["amount"], strict=True
    ):
        sums[agreement(str(source), str(day), str(currency))] += float(amount)
    return dict(sums)


def agreement(source: str, signed_on: str, currency: str) -> Agreement:
    """By what an agreement is known: who gives, when it was signed, in which currency."""
    return " ".join(source.split()).casefold(), signed_on[:10], currency
