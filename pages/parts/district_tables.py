"""The tables of the page District: the core indicators over the quarters, what came and when. No Streamlit here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from data.funding.vocabulary import Agreement, Stage
from data.model import Indicator, Kind, Part, Pillar, Place, Quarter
from metrics import ledger, peers
from metrics.deadlines import ReturnState
from metrics.trend import Sense
from pages.parts import agreement_list, centre_list, peer_values, shown, summary
from pages.parts.chain_source import Source
from pages.parts.laid_out import Cell, Laid, of_row
from pages.parts.past_returns import Owed
from pages.parts.released_centres import Centre
from pages.parts.released_reporting import Came
from pages.parts.return_signs import SIGNS
from pages.parts.shown import Voice
from pages.parts.summary import Figure

BACK = (0, 1, 4)
"""Which quarters stand in the table of a pillar: the quarter itself, the quarter before, and the year before."""


@dataclass(frozen=True)
class Line:
    """A core indicator of a district over the quarters.

    Attributes:
        figure: of the quarter asked for, beside the quarter before.
        course: its cell in every quarter, oldest first, by the quarter's code.
        values: its numbers in these quarters; NaN where there is none.
        peers: the cell of the peers' middle; a quarter of which nothing is known is not in it.
        middles: the numbers of that, in the quarters of `course`; none where no line can be drawn of it.
    """

    figure: Figure
    course: Mapping[str, Cell]
    values: Sequence[float]
    peers: Mapping[str, Cell]
    middles: Sequence[float]


def alike(source: Source) -> tuple[Place, ...]:
    """The peers of the district, the most alike first."""
    country = source.house.country
    return tuple(country.places[code] for code in peers.peers_of(country, source.place, source.quarter))


def core(source: Source) -> list[str]:
    """The measures of `lines`."""
    return [summary.leading_part(indicator).measure for indicator in _core(source)]


def _core(source: Source) -> tuple[Indicator, ...]:
    return summary.core_indicators(source.house.catalogue, source.house.country, source.quarter)


def lines(source: Source) -> list[Line]:
    """Every core indicator that is asked for in the quarter, in the order of the form."""
    indicators, measures = _core(source), core(source)
    points = source.series(measures, [source.place.code])
    others = [place.code for place in alike(source)]
    beside = source.series(measures, others) if others else points.iloc[:0]
    return [_line(each, points, beside, source.voice) for each in summary.figures(points, indicators, source.quarter)]


def _line(figure: Figure, points: pd.DataFrame, beside: pd.DataFrame, voice: Voice) -> Line:
    part = figure.part
    own = points[points["measure"] == part.measure]
    course = {row["quarter"]: of_row(row, part, above=False, voice=voice) for row in own.to_dict("records")}
    of_peers = beside[beside["measure"] == part.measure]
    told = {} if of_peers.empty else peer_values.by_quarter(of_peers, part, voice)
    middle = {} if part.kind is Kind.YES_NO or of_peers.empty else _numbers(of_peers)
    return Line(
        figure=figure,
        course=course,
        values=[float(value) for value in own["value"]],
        peers=told,
        middles=[middle.get(quarter, float("nan")) for quarter in course] if middle else (),
    )


def _numbers(points: pd.DataFrame) -> dict[str, float]:
    middle = peers.middle(points)
    return dict(zip(middle["quarter"], middle["value"].astype(float), strict=True))


def by_pillar(found: Sequence[Line]) -> dict[Pillar, list[Line]]:
    """The lines of each pillar that has one, in the order of the pillars."""
    told = {pillar: [each for each in found if each.figure.indicator.pillar is pillar] for pillar in Pillar}
    return {pillar: of_pillar for pillar, of_pillar in told.items() if of_pillar}


def near(known: Collection[str], quarter: Quarter) -> list[Quarter]:
    """The quarters of `BACK` of which anything is known, and the one asked for in any case."""
    return [each for back in BACK if str(each := quarter - back) in known or not back]


def change(figure: Figure, voice: Voice) -> str:
    """The change on the quarter before, and whether that is for the better where the number alone can say so.

    Nothing where there is none, or where the numbers are too small for it to be told.
    """
    if figure.hides_change or figure.change is None or figure.part.kind is Kind.YES_NO:
        return ""
    if not figure.change:
        return voice.say("district.same")
    written = shown.change(figure.change, figure.part, voice)
    return written if figure.sense is Sense.NEITHER else f"{written} ({voice.say(f'district.{figure.sense.value}')})"


def pillars(source: Source) -> Laid:
    """Every core indicator in every quarter, with the middle of its peers in the quarter asked for."""
    voice, found = source.voice, lines(source)
    quarters = sorted({quarter for line in found for quarter in line.course})
    heads = (
        voice.say("district.pillar"),
        voice.say("district.indicator"),
        *(voice.quarter(Quarter.parse(quarter)) for quarter in quarters),
        voice.say("district.peers_in", quarter=voice.quarter(source.quarter)),
    )
    rows = [
        (
            Cell(voice.say(f"workbook.pillars.{line.figure.indicator.pillar.value}")),
            Cell(f"{line.figure.part.measure} {source.name(line.figure.part.measure)}"),
            *(line.course.get(quarter, Cell("")) for quarter in quarters),
            line.peers.get(str(source.quarter), Cell("")),
        )
        for line in found
    ]
    return Laid("district", voice.say("district.pillars"), heads, tuple(rows), tuple(_notes(source)))


def _notes(source: Source) -> list[str]:
    others = ", ".join(place.name for place in alike(source))
    return [source.voice.say("trends.peers_are", place=source.place.name, places=others)] if others else []


def money(source: Source) -> Laid:
    """What the district's return says of money, of the quarters of `BACK`."""
    catalogue, voice = source.house.catalogue, source.voice
    parts = [part for each in catalogue.indicators.values() for part in each.parts if _is_funding(part, source)]
    rows = source.rows([part.measure for part in parts])
    quarters = near({quarter for _, quarter in rows}, source.quarter)
    told = [
        (
            Cell(_long_name(part, source)),
            *(of_row(rows.get((part.measure, str(each))), part, above=False, voice=voice) for each in quarters),
        )
        for part in parts
        if any((part.measure, str(each)) in rows for each in quarters)
    ]
    heads = (voice.say("district.told"), *map(voice.quarter, quarters))
    return Laid("money", voice.say("district.money"), heads, tuple(told))


def _is_funding(part: Part, source: Source) -> bool:
    """Amounts of budgets and contributions; those awarded and paid to persons are no funding."""
    pillar = source.house.catalogue.indicator_of(part.measure).pillar
    return part.unit == "money" and pillar is not Pillar.PROSECUTION


def _long_name(part: Part, source: Source) -> str:
    indicator = source.voice.pick(source.house.catalogue.indicator_of(part.measure).names)
    own = source.voice.pick(part.names) if part.names else indicator
    return own if own == indicator else f"{indicator}: {own}"


AGREED = ("facility", "source", "source_kind", "committed", "received", "ends_on")


def agreements(centres: Sequence[Centre], day: dt.date, voice: Voice) -> Laid:
    """The agreements of the ledger by which the district's centres are reckoned, as far as a visitor reads of them.

    Args:
        centres: the district's.
        day: on which they are looked at.
        voice: in whose words.
    """
    rows = [_agreement(centre, each, day, voice) for centre in centres for each in centre.agreements]
    heads = tuple(voice.say(f"ledger.columns.{name}") for name in AGREED)
    return Laid("agreements", voice.say("district.agreements"), heads, tuple(rows))


def _agreement(centre: Centre, agreement: Agreement, day: dt.date, voice: Voice) -> tuple[Cell, ...]:
    told = ledger.amounts(agreement, as_of=day)
    committed, received = (
        agreement_list.money(told[stage], agreement.currency, voice) for stage in (Stage.COMMITTED, Stage.RECEIVED)
    )
    return (
        Cell(centre_list.name(centre, voice)),
        Cell(agreement.source),
        Cell(voice.say(f"ledger.options.{agreement.source_kind.value}")),
        Cell(committed),
        Cell(received),
        Cell(voice.date(agreement.ends_on) if agreement.ends_on else voice.say("ledger.nothing")),
    )


def came(history: Sequence[Came], voice: Voice) -> Laid:
    """What came from a district and when, as far as everybody may know it: the newest quarter first."""
    rows = [_came(each, voice) for each in sorted(history, key=lambda each: each.quarter, reverse=True)]
    return Laid(
        "reported", voice.say("district.reported"), _headings(voice, "quarter", "state", "due", "came"), tuple(rows)
    )


def _came(each: Came, voice: Voice) -> tuple[Cell, ...]:
    state = "not_expected" if not each.expected else "missing" if not each.counts else "reported"
    day = each.first_filed if each.counts else None
    return (
        Cell(voice.quarter(each.quarter)),
        Cell(f"{_SIGN[state]} {voice.say(f'district.states.{state}')}"),
        Cell(voice.date(each.due) if each.expected else ""),
        Cell(_day(day, each.due, voice)),
    )


_SIGN = {
    "not_expected": SIGNS[ReturnState.NOT_EXPECTED],
    "missing": SIGNS[ReturnState.OVERDUE],
    "reported": SIGNS[ReturnState.SUBMITTED],
}


def filed(owed: Sequence[Owed], voice: Voice) -> Laid:
    """The same for those who may see the district's returns: with their states, and which revision counts."""
    rows = [
        (
            Cell(voice.quarter(each.quarter)),
            Cell(f"{SIGNS[each.state]} {voice.say(f'my_returns.states.{each.state.value}')}"),
            Cell("" if each.state is ReturnState.NOT_EXPECTED else voice.date(each.due)),
            Cell(_day(each.first_filed, each.due, voice)),
            Cell(voice.number(each.counting.receipt.revision) if each.counting else ""),
        )
        for each in owed
    ]
    heads = _headings(voice, "quarter", "state", "due", "came", "revision")
    return Laid("reported", voice.say("district.reported"), heads, tuple(rows))


def _day(day: dt.date | None, due: dt.date, voice: Voice) -> str:
    if day is None:
        return ""
    late = (day - due).days
    return (
        voice.say("district.days_late", day=voice.date(day), days=voice.number(late)) if late > 0 else voice.date(day)
    )


def _headings(voice: Voice, *names: str) -> tuple[str, ...]:
    return tuple(voice.say(f"district.columns.{name}") for name in names)
