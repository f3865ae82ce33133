"""The tables of the page Assistance: where it fell, the chain, the services, who is left without. No Streamlit here."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from data.model import Part
from metrics import assistance
from metrics.comparison import Movement, between
from pages.parts.chain_source import Source
from pages.parts.laid_out import Cell, Laid, of_term
from pages.parts.service_tables import Row, by_code
from pages.parts.shown import change

BACK = {"quarter": 1, "year": 4}
"""With which quarters the assisted are compared."""


@dataclass(frozen=True)
class Compared:
    """What became of the number of assisted people in the districts of a place since an earlier quarter.

    Attributes:
        told: columns `metrics.assistance.FALLS`, of districts whose returns of both quarters are accepted.
        expected: how many districts were expected to tell both.
        fell, rose: how many clearly did.
        unsaid: how many told both, and show too few people for anything to be said.
    """

    told: pd.DataFrame
    expected: int
    fell: int
    rose: int
    unsaid: int

    @property
    def both(self) -> int:
        """How many told both."""
        return len(self.told)

    @property
    def unclear(self) -> int:
        """Of how many it is said that there is no clear change."""
        return self.both - self.fell - self.rose - self.unsaid

    def in_all(self, least: float) -> Movement | None:
        """What may be said of these districts together."""
        step = float(self.told["step"].max())
        return between(float(self.told["now"].sum()), float(self.told["before"].sum()), step=step, least=least)


def compared(source: Source, measure: str, *, back: int, parents: Mapping[str, str] | None = None) -> Compared:
    """Compare a measure with an earlier quarter, as far as the returns of both are accepted.

    Args:
        source: a place and a quarter.
        measure: the measure.
        back: how many quarters earlier.
        parents: the place each district is counted in; None: each stands for itself.
    """
    terms = assistance.two_quarters(measure, source.quarter, back=back)
    accepted = source.accepted(source.quarter) & source.accepted(source.quarter - back)
    within = {code: above for code, above in (parents or source.itself).items() if code in accepted}
    found = assistance.compared(source.sums(terms, within), least=source.least)
    told = found[found["districts"] > 0]
    return Compared(
        told,
        expected=int(source.sums(terms, source.itself)["expected"].sum()),
        fell=int((told["movement"] == Movement.FELL).sum()),
        rose=int((told["movement"] == Movement.ROSE).sum()),
        unsaid=int(told["movement"].isna().sum()),
    )


def newest_accepted(source: Source) -> Source:
    """The source at the newest quarter, not after its own, of which returns are accepted, and of the one before it."""
    for back in range(LOOK_BACK):
        quarter = source.quarter - back
        if source.accepted(quarter) & source.accepted(quarter - 1) & set(source.whole):
            return source.at(quarter)
    return source


LOOK_BACK = 6
"""How many quarters are gone back for accepted figures."""


def falls(source: Source) -> Laid:
    """Every district whose number of people assisted is lower than a quarter, or a year, before; clear ones first."""
    measure, voice = source.chains.assistance.assisted, source.voice
    spans = {span: by_code(compared(source, measure, back=back).told) for span, back in BACK.items()}
    places = sorted(
        {place for told in spans.values() for place, row in told.items() if row["change"] < 0},
        key=lambda place: _clearest(place, spans, source),
    )
    rows = []
    for place in places:
        cells: list[Cell] = []
        for told in spans.values():
            cells += _comparison(told.get(place), source.part(measure), source)
        now = next(told[place] for told in spans.values() if place in told)
        rows.append(
            (
                Cell(source.house.country.places[place].name),
                of_term(now, "now", source.part(measure), voice),
                *cells,
            )
        )
    before = [heading for span, back in BACK.items() for heading in _headings(span, back, source)]
    return Laid(
        "falls",
        voice.say("assistance.tables.falls"),
        (voice.say("chains.place"), voice.quarter(source.quarter), *before),
        tuple(rows),
        (voice.say("assistance.falls_note"),),
    )


def _headings(span: str, back: int, source: Source) -> tuple[str, str]:
    return source.voice.quarter(source.quarter - back), source.voice.say(f"assistance.since.{span}")


def _comparison(row: Row | None, part: Part, source: Source) -> list[Cell]:
    """The earlier number, and what may be said of the change; blank where it was not told in both."""
    if row is None:
        return [Cell(""), Cell(source.voice.say("chains.not_both"))]
    before = of_term(row, "before", part, source.voice)
    if row["movement"] is None or pd.isna(row["movement"]):
        return [before, Cell(source.voice.say("chains.too_few"))]
    word = source.voice.say(f"chains.moves.{row['movement']}")
    return [before, Cell(f"{change(row['change'], part, source.voice)} · {word}")]


def _clearest(place: str, spans: Mapping[str, Mapping[str, Row]], source: Source) -> tuple[object, ...]:
    """Those that clearly fell first, since both before since one; then the least probable; then by their names."""
    rows = [told[place] for told in spans.values() if place in told]
    fell = sum(row["movement"] == Movement.FELL for row in rows)
    chance = min((row["chance"] for row in rows if row["change"] < 0), default=1.0)
    return -fell, chance, source.house.country.places[place].name


def chain(source: Source) -> Laid:
    """From those identified over those assisted to those whose case was closed; what the form does not ask is said."""
    found, say = source.chains.assistance, source.voice.say
    steps = (found.identified, found.open_cases, found.assisted, *found.of_assisted, found.closed)
    untold = tuple(Cell("") for _ in range(2))
    rows = [
        *source.stages(steps),
        (Cell(say("assistance.follow_up")), Cell(say("assistance.not_asked")), *untold),
    ]
    notes = (say("assistance.chain_note"), say("assistance.not_added"))
    heads = source.stage_heads(steps)
    return Laid("chain", say("assistance.tables.chain"), source.stage_columns(), tuple(rows), notes, heads)


def services(source: Source) -> Laid:
    """Every service with its measures: now, before and a year ago."""
    rows, every = [], source.chains.assistance.services
    among = [measure for measures in every.values() for measure in measures]
    for key, measures in every.items():
        service = Cell(source.voice.say(f"assistance.services.{key}"))
        rows += [(service, *cells) for cells in source.stages(measures, among)]
    return Laid(
        "services",
        source.voice.say("assistance.tables.services"),
        (source.voice.say("assistance.service"), *source.stage_columns()),
        tuple(rows),
        (source.voice.say("assistance.services_note"),),
        (source.voice.say("assistance.service"), *source.stage_heads(among)),
    )
