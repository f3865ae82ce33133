"""Who pays for what, on the page Gaps: from sources to pillars, and each place by each pillar. Pure."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from data.model import Pillar
from metrics.gaps import sums
from metrics.money import Far
from pages.parts.gap_services import SHOWN
from pages.parts.gap_source import NOT_SAID, PILLARS, GapSource
from pages.parts.gap_tables import COMES, not_counted
from pages.parts.laid_out import Cell, Laid


def flows(source: GapSource) -> Laid:
    """Who pays for which pillar: what was paid and what is signed in the year."""
    say = source.voice.say
    found = flow_amounts(source)
    head = tuple(say(f"gaps.columns.{name}") for name in ("source", "kind", "pillar", "paid", "committed", "pledged"))
    rows = [
        (
            Cell(name),
            Cell(source.kind(kind)),
            Cell(source.pillar(pillar)),
            *(source.amount_cell(told[far]) for far in SHOWN),
        )
        for (name, kind, pillar), told in sorted(found.items(), key=lambda each: -sum(each[1][far] for far in COMES))
    ]
    return Laid("gap_flows", say("gaps.tables.flows"), head, tuple(rows), tuple(not_counted(source, source.moneys)))


def flow_amounts(source: GapSource) -> dict[tuple[str, str, str], dict[Far, float]]:
    """What comes from each source, of its kind, for each pillar."""
    found = sums(
        source.moneys,
        rates=source.rates,
        by=lambda each: (source.source_of(each), each.agreement.source_kind.value, source.pillar_of(each)),
    )
    return {key: told for key, told in found.items() if any(told[far] for far in SHOWN)}  # type: ignore[misc]


def matrix(source: GapSource) -> Laid:
    """Each place by each pillar: who pays there, how many and how much; or that nobody does."""
    say, payers = source.voice.say, payers_of(source)
    places = list_of_places(source, payers)
    pillars = [each for each in PILLARS if each in list(Pillar) or any((place, each) in payers for place in places)]
    head = (say("gaps.by.place"), *map(source.pillar, pillars))
    rows = [
        (Cell(source.place(place)), *(payers_cell(source, place, payers.get((place, each))) for each in pillars))
        for place in places
    ]
    return Laid("gap_matrix", say("gaps.tables.matrix"), head, tuple(rows))


def several(source: GapSource) -> Sequence[tuple[str, str, int]]:
    """Where several pay for the same: the place, the pillar, how many; the most payers first.

    Money of which no place is told may go to many places, so that it says nothing of this.
    """
    payers = {where: len(who) for where, who in payers_of(source).items() if where[0] != NOT_SAID}
    found = [(place, pillar, count) for (place, pillar), count in payers.items() if count > 1]
    return sorted(found, key=lambda each: (-each[2], source.place(each[0])))


def nobody(source: GapSource) -> tuple[int, dict[str, int]]:
    """How many places there are, and in how many of them nobody pays for each pillar."""
    payers, general = payers_of(source), (source.country.root.code, NOT_SAID)
    places = [place for place in list_of_places(source, payers) if place not in general]
    without = {each.value: sum((place, each) not in payers for place in places) for each in Pillar}
    return len(places), without


def payers_of(source: GapSource) -> dict[tuple[str, str], dict[str, float]]:
    """For each place and pillar who pays, and how much: paid and signed."""
    found: dict[tuple[str, str], dict[str, float]] = defaultdict(dict)
    for each in source.moneys:
        told = source.rates.told(each.amount, each.agreement.currency)
        if told and each.far in COMES:
            there = found[source.place_of(each), source.pillar_of(each)]
            there[source.payer(each)] = there.get(source.payer(each), 0.0) + told
    return dict(found)


def list_of_places(source: GapSource, payers: Mapping[tuple[str, str], object]) -> list[str]:
    """The places of the matrix: the whole country and what nobody said where money is told so, then every province."""
    country = source.country
    root = country.root.code
    below = sorted(
        {source.province_of(place.code) for place in country.districts(source.funds.told[1])},
        key=lambda code: country.places[code].name,
    )
    general = [code for code in (root, NOT_SAID) if any(place == code for place, _ in payers)]
    return [*general, *below]


def payers_cell(source: GapSource, place: str, found: Mapping[str, float] | None) -> Cell:
    """How many pay for a pillar of a place, and how much; several are marked where a place is told."""
    if not found:
        return Cell(source.voice.say("gaps.nobody"))
    key = "one_pays" if len(found) == 1 else "untold_pay" if place == NOT_SAID else "several_pay"
    return Cell(source.voice.say(f"gaps.{key}", count=len(found), amount=source.money(sum(found.values()))))
