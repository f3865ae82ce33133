"""What the figures of the page Gaps rest on: each centre with its sheet, each agreement with its proof. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from metrics.gaps import Need, sums
from metrics.money import Far, Money
from pages.parts.gap_services import SHOWN
from pages.parts.gap_source import NOT_SAID, GapSource
from pages.parts.laid_out import Cell, Laid


def centres(source: GapSource) -> Laid:
    """Each centre's need of the year, from which sheet it is, and what there is for it."""
    say = source.voice.say
    names = ("centre", "place", "sheet", "need", "paid", "committed", "pledged", "unmet")
    head = tuple(say(f"gaps.columns.{name}") for name in names)
    told = sums(source.counted, rates=source.rates, by=lambda each: each.agreement.facility)
    rows = [
        _centre(source, code, needed, told.get(code, {}))
        for code, needed in sorted(source.needs.items(), key=lambda each: (source.place_of_centre(each[0]), each[0]))
        if needed.quarters
    ]
    return Laid("gap_centres", say("gaps.tables.centres"), head, tuple(rows))


def agreements(source: GapSource) -> Laid:
    """What the money of the year rests on: each agreement, or sheet, with its amounts as agreed, and its proof."""
    say = source.voice.say
    names = ("code", "source", "for_what", "pillar", "far", "amount", "evidence", "told")
    head = tuple(say(f"gaps.columns.{name}") for name in names)
    ordered = sorted(source.moneys, key=lambda each: (each.agreement.code == "", each.agreement.code, each.far))
    rows = [_agreement(source, each) for each in ordered]
    return Laid("gap_agreements", say("gaps.tables.agreements"), head, tuple(rows))


def _centre(source: GapSource, code: str, needed: Need, told: Mapping[Far, float]) -> tuple[Cell, ...]:
    say, site = source.voice.say, source.funds.sites[code]
    name = site.name or f"{say(f'workbook.options.{site.kind}')} {code}"
    sheet = source.voice.quarter(needed.newest) if needed.newest else ""
    head = (Cell(name), Cell(source.country.places[site.place].name), Cell(sheet))
    if needed.amount is None:
        return (*head, *(Cell(say("gaps.insufficient")) for _ in range(5)))
    money = [told.get(far, 0.0) for far in SHOWN]
    unmet = max(0.0, needed.amount - money[0] - money[1])
    return (*head, *(source.amount_cell(each) for each in (needed.amount, *money, unmet)))


def _agreement(source: GapSource, each: Money) -> tuple[Cell, ...]:
    say, of, site = source.voice.say, each.agreement, source.site(each)
    if site is not None:
        what = site.name or f"{say(f'workbook.options.{site.kind}')} {site.code}"
    else:
        what = source.place(of.place or NOT_SAID)
    told = source.rates.told(each.amount, of.currency)
    return (
        Cell(of.code or say("gaps.of_sheet")),
        Cell(source.source_of(each)),
        Cell(what),
        Cell(source.pillar(source.pillar_of(each))),
        Cell(say(f"gaps.columns.{each.far.value}")),
        Cell(source.voice.money(each.amount, of.currency), each.amount),
        Cell(_proof(source, each)),
        source.amount_cell(told) if told is not None else Cell(say("numbers.unknown")),
    )


def _proof(source: GapSource, each: Money) -> str:
    of, voice = each.agreement, source.voice
    if not of.code:
        return voice.say("gaps.proof_sheet", quarter=of.evidence)
    said = of.evidence or voice.say("gaps.proof_withheld")
    return " · ".join(filter(None, (said, voice.date(of.evidence_on) if of.evidence_on else "", of.link)))
