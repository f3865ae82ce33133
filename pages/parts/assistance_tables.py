"""The tables of the page Assistance: where it fell, the chain, the services, who is left without. No Streamlit here."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd

from data.model import Part
from metrics import assistance
from metrics.comparison import Movement, between
from pages.parts.chain_source import Source
from pages.parts.laid_out import Cell, Laid, nobody, of_count, of_row, of_share, of_sum, together
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
    spans = {span: compared(source, measure, back=back).told.set_index("place") for span, back in BACK.items()}
    places = sorted(
        {place for told in spans.values() for place in told.index[told["change"] < 0]},
        key=lambda place: _clearest(place, spans, source),
    )
    rows = []
    for place in places:
        cells: list[Cell] = []
        for told in spans.values():
            cells += _comparison(told, place, source.part(measure), source)
        now = next(told.loc[place] for told in spans.values() if place in told.index)
        rows.append(
            (
                Cell(source.house.country.places[place].name),
                of_sum(now["now"], source.part(measure), now["step"], voice),
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


def _comparison(told: pd.DataFrame, place: str, part: Part, source: Source) -> list[Cell]:
    """The earlier number, and what may be said of the change; blank where it was not told in both."""
    if place not in told.index:
        return [Cell(""), Cell(source.voice.say("chains.not_both"))]
    row = told.loc[place]
    before = of_sum(row["before"], part, row["step"], source.voice)
    if row["movement"] is None or pd.isna(row["movement"]):
        return [before, Cell(source.voice.say("chains.too_few"))]
    word = source.voice.say(f"chains.moves.{row['movement']}")
    return [before, Cell(f"{change(row['change'], part, source.voice)} · {word}")]


def _clearest(place: str, spans: Mapping[str, pd.DataFrame], source: Source) -> tuple[object, ...]:
    """Those that clearly fell first, since both before since one; then the least probable; then by their names."""
    rows = [told.loc[place] for told in spans.values() if place in told.index]
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
    return Laid("chain", say("assistance.tables.chain"), source.stage_columns(), tuple(rows), notes)


def services(source: Source) -> Laid:
    """Every service with its measures: now, before and a year ago."""
    rows = []
    for key, measures in source.chains.assistance.services.items():
        service = Cell(source.voice.say(f"assistance.services.{key}"))
        rows += [(service, *cells) for cells in source.stages(measures)]
    return Laid(
        "services",
        source.voice.say("assistance.tables.services"),
        (source.voice.say("assistance.service"), *source.stage_columns()),
        tuple(rows),
        (source.voice.say("assistance.services_note"),),
    )


def by_place(source: Source) -> Laid:
    """Every service in every place right beneath; of a district in its last quarters."""
    measures = [measure for each in source.chains.assistance.services.values() for measure in each]
    heads = [_short(measure, source) for measure in measures]
    rows = _by_quarter(source, measures) if not source.above else _beneath(source, measures)
    first = source.voice.say("chains.place" if source.above else "filters.quarter")
    notes = (source.voice.say("assistance.matrix_note"),)
    return Laid("by_place", source.voice.say("assistance.tables.by_place"), (first, *heads), tuple(rows), notes)


def _short(measure: str, source: Source) -> str:
    """A measure by its service, where it is the only one of it: a table of all services is wide."""
    services = source.chains.assistance.services
    alone = next((key for key, measures in services.items() if measures == (measure,)), None)
    return source.name(measure) if alone is None else source.voice.say(f"assistance.services.{alone}")


QUARTERS = 8
"""How many quarters of a district stand beneath each other."""


def _by_quarter(source: Source, measures: list[str]) -> list[tuple[Cell, ...]]:
    rows = source.rows(measures)
    return [
        (
            Cell(source.voice.quarter(quarter)),
            *(
                of_row(rows.get((each, str(quarter))), source.part(each), above=False, voice=source.voice)
                for each in measures
            ),
        )
        for quarter in (source.quarter - back for back in range(QUARTERS))
        if any((each, str(quarter)) in rows for each in measures)
    ]


def _beneath(source: Source, measures: list[str]) -> list[tuple[Cell, ...]]:
    quarter = str(source.quarter)
    sums = {each: source.sums({"now": (each, quarter)}, source.beneath).set_index("place") for each in measures}
    return _rows_of_places(source, sums, lambda row, each: _of_place(row, source.part(each), source))


def _of_place(row: pd.Series, part: Part, source: Source) -> Cell:
    """The number of a place, with how many of its districts told it where some did not."""
    told = of_sum(row["now"], part, row["step"], source.voice)
    if not row["districts"]:
        return nobody(row, source.voice)
    if row["districts"] == row["expected"]:
        return told
    of = of_count(row["districts"], row["expected"], source.voice).text
    return Cell(f"{told.text} ({of})", told.number)


def gaps(source: Source) -> Laid:
    """For each place right beneath: how many of those known were assisted, and how many of these had each service."""
    found = source.chains.assistance
    told = {None: coverage(source, source.beneath)}
    told |= {measure: service_gap(source, measure, source.beneath) for measure in found.of_assisted}
    heads = [source.voice.say("assistance.coverage"), *(_short(measure, source) for measure in found.of_assisted)]
    frames = {key: frame.set_index("place") for key, frame in told.items()}
    rows = _rows_of_places(source, frames, lambda row, _: of_gap(row, source))
    return Laid(
        "gaps",
        source.voice.say("assistance.tables.gaps"),
        (source.voice.say("chains.place"), *heads),
        tuple(rows),
        (source.voice.say("assistance.gaps_note"),),
    )


def _rows_of_places(source: Source, frames: Mapping, cell: Callable[[pd.Series, str], Cell]) -> list[tuple[Cell, ...]]:
    """A row for each place in the order of names, a cell of each frame."""
    country = source.house.country.places
    places = sorted({place for frame in frames.values() for place in frame.index}, key=lambda code: country[code].name)
    return [
        (
            Cell(country[place].name),
            *(cell(frame.loc[place], key) if place in frame.index else Cell("") for key, frame in frames.items()),
        )
        for place in places
    ]


def coverage(source: Source, parents: Mapping[str, str]) -> pd.DataFrame:
    """Those assisted, of those identified and carried over: columns `metrics.assistance.GAPS`."""
    found = source.chains.assistance
    terms = assistance.coverage_terms(
        identified=found.identified, assisted=found.assisted, open_cases=found.open_cases, quarter=source.quarter
    )
    return assistance.coverage(source.sums(terms, parents), least=source.least)


def service_gap(source: Source, measure: str, parents: Mapping[str, str]) -> pd.DataFrame:
    """Those assisted with a service and without: columns `metrics.assistance.GAPS`."""
    quarter = str(source.quarter)
    terms = {"served": (measure, quarter), "of": (source.chains.assistance.assisted, quarter)}
    return assistance.service_gap(source.sums(terms, parents), least=source.least)


def of_gap(row: pd.Series, source: Source) -> Cell:
    """So many of so many, and which share that is."""
    if not row["districts"]:
        return nobody(row, source.voice)
    if not row["of"] and math.isnan(row["step"]):
        return Cell(source.voice.say("assistance.nobody"))
    part = source.part(source.chains.assistance.assisted)
    served, of = (of_sum(row[key], part, row["step"], source.voice).text for key in ("served", "of"))
    told = together(source.voice.say("figures.of", count=served, of=of))
    return Cell(told if math.isnan(row["share"]) else f"{told} · {of_share(row['share'], source.voice).text}")
