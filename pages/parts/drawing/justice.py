"""The page Justice: convictions beside the protection of victims, cases, persons, defendants, ratios, restitution."""

from __future__ import annotations

import math

import streamlit as st

from data.model import Visitor
from pages.parts import figures, justice_tables, origin_links, stage_figure
from pages.parts.chain_source import Source
from pages.parts.drawing import laid
from pages.parts.laid_out import Laid, of_share, of_term
from pages.parts.stage_figure import Stage
from pages.parts.words import escaped, number, say, voice


def head(who: Visitor, place: str, quarter: str) -> None:
    """Draw convictions beside the protection of victims, cases, persons, and where defendants come from and go."""
    chosen = (who, place, quarter)
    st.header(say("justice.convictions"))
    _convictions(*chosen)
    st.header(say("justice.cases"))
    _cases(*chosen)
    st.header(say("justice.persons"))
    _persons(*chosen)
    st.header(say("justice.defendants"))
    _defendants(*chosen)


def _convictions(who: Visitor, place: str, quarter: str) -> None:
    """Convictions against the same quarter last year, and beside them how the victims are protected."""
    source = laid.source(who, place, quarter)
    st.markdown(_answer(source, released=not laid.unreleased(who, source.quarter - justice_tables.YEAR)))
    found = source.chains.justice
    cells = st.grid(len(found.protection) + 2, min_column_width=150)
    for measure in (found.convicted, found.convicted_otherwise, *found.protection):
        cells.container(border=True, gap="xsmall", height="stretch").markdown(_card(source, measure))
    st.caption(say("justice.cards_note"))


def _answer(source: Source, *, released: bool) -> str:
    """The convictions of now and of a year ago, in the districts that told both, and what may be said of them."""
    row, word = justice_tables.convictions(source)
    part, speech = source.part(source.chains.justice.convicted), voice()
    quarters = {
        "now": speech.quarter(source.quarter),
        "before": speech.quarter(source.quarter - justice_tables.YEAR),
        "count": number(row["districts"]),
        "of": number(row["expected"]),
    }
    if not released:
        return say("justice.not_released", **quarters)
    if math.isnan(row["now"]):
        return say("justice.no_comparison", **quarters)
    told = {
        "convicted": escaped(of_term(row, "now", part, speech).text),
        "earlier": escaped(of_term(row, "before", part, speech).text),
        "word": say("chains.too_few" if word is None else f"chains.moves.{word}"),
    }
    return say("justice.answer", **quarters, **told)


def _card(source: Source, measure: str) -> str:
    now, before = (source.cell(measure, back) for back in (0, justice_tables.YEAR))
    name = origin_links.named(
        source.name(measure), measure=measure, place=source.place.code, quarter=str(source.quarter)
    )
    earlier = voice().quarter(source.quarter - justice_tables.YEAR)
    then = f"  \n:small[:gray[{earlier}: {escaped(before.text)}]]" if before.text else ""
    return f"**{escaped(now.text or say('map.missing'))}**  \n:small[{name}]{then}"


def _cases(who: Visitor, place: str, quarter: str) -> None:
    """Reports and cases."""
    source = laid.source(who, place, quarter)
    _bars(source, source.chains.justice.cases, (), say("justice.tables.cases"), key="cases")
    laid.show(justice_tables.cases(source), titled=False)


def _persons(who: Visitor, place: str, quarter: str) -> None:
    """Persons, convictions under another law apart, and the protection of the victims in the same table."""
    source = laid.source(who, place, quarter)
    found = source.chains.justice
    _bars(source, found.persons, (found.convicted_otherwise,), say("justice.tables.persons"), key="persons")
    laid.show(justice_tables.persons(source), titled=False, headed=True)
    of = {say("filters.quarter"): say("chains.expected")}
    for titled, table in zip((True, False), justice_tables.in_two(source), strict=True):
        laid.show(table, titled=titled, beneath=of)


def _bars(source: Source, measures: tuple[str, ...], apart: tuple[str, ...], title: str, *, key: str) -> None:
    stages, unit = [], source.part(measures[-1]).unit
    for measure in (*measures, *apart):
        outside = measure in apart or source.part(measure).unit != unit  # reports are no cases
        said = source.cell(measure).text
        stages.append(Stage(source.name(measure), said, source.value(measure), apart=outside))
    if any(each.value for each in stages):
        told = "; ".join(f"{each.name}: {each.said}" for each in stages)
        alt = say("justice.alt_bars", title=title, told=told)
        st.plotly_chart(stage_figure.bars(stages), config=figures.CONFIG, alt=alt, key=key)


def _defendants(who: Visitor, place: str, quarter: str) -> None:
    """Where the defendants came from and went to, and two shares that need no lag."""
    source = laid.source(who, place, quarter)
    laid.show(justice_tables.identity(source), titled=False)
    people, told = source.part(source.chains.justice.charged), []
    for name, row in justice_tables.shares(source).items():
        if not math.isnan(row["ratio"]):
            terms = {
                key: of_term(row, key, people, voice(), added=justice_tables.ADDED[name]).text for key in ("of", "by")
            }
            share = of_share(row["ratio"], voice()).text
            told.append(say(f"justice.shares.{name}", share=share, **terms, **_counted(row)))
    if told:
        st.markdown("\n\n".join(told))


def lagged(who: Visitor, place: str, quarter: str, lag: int) -> None:
    """What happened now, by what happened some quarters earlier."""
    table = justice_tables.lagged(laid.source(who, place, quarter), lag)
    of, now, by, then, ratio, districts = table.columns
    laid.show(table, titled=False, beneath={now: of, then: by, ratio: districts})


def restitution(who: Visitor, place: str, quarter: str) -> None:
    """Restitution: to whom, how much was ordered, and how much was paid."""
    table: Laid = justice_tables.restitution(laid.source(who, place, quarter))
    laid.show(table, titled=False)


def _counted(row) -> dict[str, str]:
    return {"count": number(row["districts"]), "all": number(row["expected"])}
