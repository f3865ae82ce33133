"""The page Gaps as it is drawn: how far needs are covered, by what is chosen, from whom for what, what lies behind."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from data.errors import NothingReleased
from data.funding.vocabulary import GOVERNMENT
from data.model import Language, Visitor
from metrics.gaps import Gap
from metrics.money import Far
from pages.parts import (
    cached,
    centre_list,
    figure_gaps,
    figures,
    gap_behind,
    gap_payers,
    gap_services,
    gap_source,
    gap_tables,
    looking_back,
    origin_links,
    released_gaps,
)
from pages.parts.drawing import centres, laid
from pages.parts.figure_gaps import Covered, Flow
from pages.parts.gap_files import told_rates
from pages.parts.gap_source import GapSource
from pages.parts.kept import kept
from pages.parts.looking_back import house_then
from pages.parts.released_gaps import Funds
from pages.parts.shown import PERCENT
from pages.parts.words import escaped, language, say, voice

BARS, SOURCES, NAMED = 10, 7, 5
"""How many places, sources and places with several payers are drawn or named; the tables have all."""
KEPT = 24
MOST = 60
"""So many rows of a table stand on the page."""

Chosen = tuple[str, str, str]
"""The year, the currency, and the day on which it is looked at."""


def funds(who: Visitor) -> Funds | None:
    """What the visitor may read of needs and money; None where that is nothing."""
    return _funds(cached.version(), who, looking_back.today().isoformat())


def source(who: Visitor, chosen: Chosen) -> GapSource:
    """From what the tables of a year are made; what one part of a page has reckoned, the others need not."""
    year, currency, day = chosen
    return _source(cached.version(), language(), who, day, year, currency)


@kept(KEPT)  # nobody changes it
def _funds(version: str, who: Visitor, day: str) -> Funds | None:
    return released_gaps.funds(house_then(), who, day=looking_back.today())


@kept(KEPT)
def _source(version: str, language: Language, who: Visitor, day: str, year: str, currency: str) -> GapSource:
    known = _funds(version, who, day)
    if known is None:
        raise NothingReleased
    return gap_source.source(known, house_then().country, year=int(year), currency=currency, voice=voice())


def head(who: Visitor, chosen: Chosen) -> None:
    """The answer in a sentence, and the five amounts."""
    found = source(who, chosen)
    st.markdown(_answer(found))
    gap = found.whole
    if gap.known:
        cells = st.grid(5, min_column_width=150)
        amounts = {
            "need": gap.need,
            **{far.value: gap.money[far] for far in gap_services.SHOWN},
            "unmet": gap.unmet,
        }
        for name, amount in amounts.items():
            cells.markdown(f":small[{say(f'gaps.columns.{name}')}]  \n**{escaped(found.money(amount))}**")
    st.caption(escaped(" ".join(_about(found))))


def closing(who: Visitor) -> None:
    """Which centres' money ends first, and when, as the newest quarter tells it."""
    quarter = cached.quarters(who)[-1]
    found = [each for each in cached.centres(who, quarter=quarter) if each.ahead.cash_out is not None]
    if not found:
        return
    speech, asked = voice(), str(quarter)
    st.header(say("gaps.closing"))
    st.write(say("centres.lead", day=speech.date(quarter.last_day)))
    lines = [
        say(
            "gaps.closes",
            centre=f"[{escaped(centre_list.name(each, speech))}]({centres.address(each.code, asked)})",
            place=escaped(each.place.name),
            month=escaped(centre_list.ends(each, speech)),
            risk=escaped(centre_list.risk(each.ahead.risk, speech)),
        )
        for each in found[:NAMED]
    ]
    more = f"[{say('gaps.all_centres')}]({origin_links.same_visit('/centres', quarter=asked)})"
    st.markdown("\n".join(f"- {line}" for line in [*lines, more]))


def by(who: Visitor, chosen: Chosen, group: str) -> None:
    """Needs and what covers them, and all other money, by what is chosen."""
    found = source(who, chosen)
    shown = gap_tables.bars(found, group)[: BARS if group == "place" else None]
    if shown:
        names = tuple(say(f"gaps.parts.{name}") for name in ("paid", "committed", "pledged", "unmet"))
        st.plotly_chart(
            figure_gaps.covered([_bar(found, name, gap) for name, gap in shown], names),  # type: ignore[arg-type]
            config=figures.CONFIG,
            alt=say("gaps.alt_bars", first=f"{shown[0][0]}: {_share(shown[0][1])}", count=len(shown)),
        )
    if group != "source":
        columns = {
            say(f"gaps.by.{group}"): (say(f"gaps.by.{group}"), say("gaps.columns.centres")),
            **_columns("need", *(far.value for far in gap_services.SHOWN)),
            **_columns("unmet", "covered", "domestic", "at_least", "at_most"),
        }
        laid.show(gap_tables.needs(found, group), stacked=columns, silent=_silent(found))
    laid.show(gap_tables.others(found, group))


def flows(who: Visitor, chosen: Chosen) -> None:
    """From whom money comes, and for which pillar."""
    found = source(who, chosen)
    names, bands = _bands(found)
    if bands:
        largest = max(bands, key=lambda band: band.amount)
        st.plotly_chart(
            figure_gaps.flows(
                names, bands, between=_between(figure_gaps.SOURCE, figure_gaps.PILLAR, figure_gaps.AMOUNT)
            ),
            config=figures.CONFIG,
            alt=say(
                "gaps.alt_flows",
                count=len(bands),
                first=_between(names[largest.source], names[largest.pillar], largest.said),
            ),
        )
        st.caption(say("gaps.flows_hint"))


def flow_table(who: Visitor, chosen: Chosen) -> None:
    """The same as a table."""
    columns = {
        **_columns("source", "kind", "pillar"),
        **_columns("paid"),
        **_columns("committed"),
        **_columns("pledged"),
    }
    laid.show(gap_payers.flows(source(who, chosen)), titled=False, most=MOST, stacked=columns)


def matrix(who: Visitor, chosen: Chosen) -> None:
    """Where several pay for the same, and where nobody pays."""
    found = source(who, chosen)
    st.markdown(escaped(_nobody(found)))
    several = gap_payers.several(found)
    if several:
        st.markdown(say("gaps.several", count=len(several)))
        st.markdown("\n".join(f"- {escaped(_several(found, *each))}" for each in several[:NAMED]))
    every, nobody = gap_payers.matrix(found), say("gaps.nobody")
    paid = [row for row in every.rows if any(cell.text != nobody for cell in row[1:])]
    place, *pillars = every.columns
    columns = {place: (place,), say("gaps.columns.who"): pillars}
    laid.show(replace(every, rows=tuple(paid)), titled=False, most=MOST, stacked=columns, silent=(nobody,))
    without = [row[0].text for row in every.rows if row not in paid]
    told = [say("gaps.matrix_hint"), *([say("gaps.nobody_in", places=", ".join(without))] if without else [])]
    st.caption(escaped(" ".join(told)))


def behind(who: Visitor, chosen: Chosen) -> None:
    """Each centre with its sheet, and each agreement with its proof."""
    found = source(who, chosen)
    laid.show(
        gap_behind.centres(found),
        stacked={
            **_columns("centre", "place", "sheet"),
            **_columns("need", *(far.value for far in gap_services.SHOWN)),
            **_columns("unmet"),
        },
        silent=_silent(found),
    )
    laid.show(
        gap_behind.agreements(found),
        stacked={
            **_columns("code", "source"),
            **_columns("for_what", "pillar"),
            **_columns("amount", "far", "told"),
            **_columns("evidence"),
        },
    )


def method(who: Visitor, chosen: Chosen) -> None:
    """How it is reckoned, and at which rates."""
    found = source(who, chosen)
    rates = list(told_rates(found)) or [say("gaps.no_rates")]
    points = [say(f"gaps.method.{name}") for name in ("need", "money", "covered", "service", "year", "place")]
    st.markdown("\n".join(f"- {escaped(each)}" for each in points))
    st.markdown("\n".join(f"- {escaped(each)}" for each in rates))


def _named(*columns: str) -> list[str]:
    return [say(f"gaps.columns.{name}") for name in columns]


def _columns(first: str, *beneath: str) -> dict[str, list[str]]:
    """A column of a page and those that stand beneath it."""
    return {say(f"gaps.columns.{first}"): _named(first, *beneath)}


def _silent(found: GapSource) -> set[str]:
    """What need not stand beneath a sum: that there is nothing, that it is not known, that every centre is counted."""
    every = (say("figures.of", count=count, of=count) for count in range(1, found.whole.centres + 1))
    return {"0", say("gaps.insufficient"), *every}


def _answer(found: GapSource) -> str:
    gap = found.whole
    if gap.coverage is None:
        return say("gaps.no_answer", year=found.year, centres=gap.centres)
    told = {
        "share": _share(gap),
        "there": found.money(gap.covered),
        "need": found.money(gap.need),
        "domestic": _percent(gap.covered_domestic),
        "foreign": _percent(gap.covered_foreign),
    }
    plain = {name: escaped(text) for name, text in told.items()}
    return say("gaps.answer", year=found.year, known=gap.known, centres=gap.centres, **plain)


def _about(found: GapSource) -> list[str]:
    first, last = found.funds.told
    speech = found.voice
    told = [say("gaps.as_of", day=speech.date(found.funds.day), first=speech.quarter(first), last=speech.quarter(last))]
    if found.funds.released_at is not None:
        told.append(say("gaps.released", day=speech.date(found.funds.released_at.date())))
    return told


def _bar(found: GapSource, name: str, gap: Gap) -> Covered:
    paid = min(gap.money[Far.PAID], gap.covered)
    parts = (paid, gap.covered - paid, gap.hoped, max(0.0, gap.unmet - gap.hoped))
    told = tuple(found.money(part) for part in parts)
    said = say("gaps.bar", share=_share(gap), need=found.money(gap.need))
    return Covered(name, said, parts, told)  # type: ignore[arg-type]


def _bands(found: GapSource) -> tuple[list[str], list[Flow]]:
    """The largest sources by name, the others by their kind; then the pillars."""
    amounts: dict[tuple[str, str], float] = {}
    every = gap_payers.flow_amounts(found)
    by_source: dict[str, float] = {}
    for (name, _, _), told in every.items():
        by_source[name] = by_source.get(name, 0.0) + sum(told[far] for far in gap_tables.COMES)
    named = set(sorted(by_source, key=lambda name: -by_source[name])[:SOURCES])
    domestic: dict[str, bool] = {}
    for (name, kind, pillar), told in every.items():
        shown = name if name in named else say("gaps.other_sources", kind=found.kind(kind))
        domestic[shown] = kind in {each.value for each in GOVERNMENT}
        key = (shown, pillar)
        amounts[key] = amounts.get(key, 0.0) + sum(told[far] for far in gap_tables.COMES)
    amounts = {key: amount for key, amount in amounts.items() if amount > 0}
    sources = sorted({name for name, _ in amounts}, key=lambda name: (not domestic[name], name))
    pillars = [each for each in gap_source.PILLARS if any(pillar == each for _, pillar in amounts)]
    bands = [
        Flow(
            sources.index(name),
            len(sources) + pillars.index(pillar),
            amount,
            found.money(amount),
            domestic[name],
        )
        for (name, pillar), amount in amounts.items()
    ]
    return [*sources, *map(found.pillar, pillars)], bands


def _between(source: str, pillar: str, amount: str) -> str:
    """A band in words."""
    return say("gaps.band", source=source, pillar=pillar, amount=amount)


def _nobody(found: GapSource) -> str:
    places, without = gap_payers.nobody(found)
    told = (
        say("gaps.nobody_for", pillar=found.pillar(each), count=count, of=places) for each, count in without.items()
    )
    return say("gaps.nobody_pays", told="; ".join(told))


def _several(found: GapSource, place: str, pillar: str, count: int) -> str:
    return say("gaps.several_at", place=found.place(place), pillar=found.pillar(pillar), count=count)


def _share(gap: Gap) -> str:
    return _percent(gap.coverage)


def _percent(share: float | None) -> str:
    return "" if share is None else say("figures.percent", share=voice().number(share * PERCENT))
