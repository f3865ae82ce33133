"""The page Assistance: where it fell, the chain with its gaps, the services, and who the people are."""

from __future__ import annotations

import streamlit as st

from data.model import Level, Visitor
from metrics.comparison import Movement
from pages.parts import assistance_tables, breakdown_tables, figures, origin_links, service_tables, stage_figure
from pages.parts.assistance_tables import BACK, Compared
from pages.parts.chain_source import Source
from pages.parts.drawing import laid
from pages.parts.filters import measure_name
from pages.parts.laid_out import of_sum, summed
from pages.parts.opened import house
from pages.parts.stage_figure import Stage
from pages.parts.words import escaped, number, pick, say, voice

FALLS = 10
"""How many districts with fewer people assisted stand on the page; the file has all."""
NAMED = 8
"""How many districts a sentence names before it only counts."""


def head(who: Visitor, place: str, quarter: str) -> None:
    """Draw where assistance fell, the chain with its gaps, and the services."""
    chosen = (who, place, quarter)
    st.header(say("assistance.fell"))
    _where_it_fell(*chosen)
    st.header(say("assistance.chain"))
    _chain(*chosen)
    st.header(say("assistance.by_service"))
    _services(*chosen)


def _where_it_fell(who: Visitor, place: str, quarter: str) -> None:
    """Say in which districts fewer people were assisted than a quarter, and a year, before; with the table of them."""
    source = laid.source(who, place, quarter)
    measure = source.chains.assistance.assisted
    _now(source, measure)
    compared = assistance_tables.newest_accepted(source)
    if compared.quarter != source.quarter:
        told = {"quarter": voice().quarter(source.quarter), "newest": voice().quarter(compared.quarter)}
        st.info(say("assistance.not_accepted", **told))
    source = compared
    lines = [
        say(
            "assistance.not_released",
            now=voice().quarter(source.quarter),
            quarter=voice().quarter(source.quarter - back),
        )
        if laid.unreleased(who, source.quarter - back)
        else _sentence(source, assistance_tables.compared(source, measure, back=back), back=back)
        for back in BACK.values()
    ]
    st.markdown("\n".join(f"- {line}" for line in lines))
    laid.show(assistance_tables.falls(source), most=FALLS)


def _now(source: Source, measure: str) -> None:
    """The number itself, with the way to where it comes from."""
    cell = source.cell(measure)
    name = origin_links.named(
        source.name(measure), measure=measure, place=source.place.code, quarter=str(source.quarter)
    )
    st.markdown(f"**{escaped(cell.text or say('map.missing'))}** {name}")


def _sentence(source: Source, found: Compared, *, back: int) -> str:
    before = voice().quarter(source.quarter - back)
    of = {
        "count": number(found.both),
        "of": number(found.expected),
        "now": voice().quarter(source.quarter),
        "quarter": before,
    }
    if not found.both:
        return say("assistance.nobody_told_both", **of)
    if not source.above:
        return f"{of['now']} · {before}: {_in_all(source, found, key='of_one')}"
    told = [say("assistance.fell_in", fell=number(found.fell), rose=number(found.rose), **of), *_names(found)]
    for key, count in (("unclear", found.unclear), ("unsaid", found.unsaid)):
        if count:
            told.append(say(f"assistance.{key}", count=number(count)))
    told.append(_in_all(source, found))
    if any(above not in source.whole for above in source.beneath.values()):
        told += _by_province(source, back)
    return " ".join(told)


def _names(found: Compared) -> list[str]:
    """Where it clearly fell; of very many the first."""
    fell = found.told[found.told["movement"] == Movement.FELL]["place"]
    names = sorted(house().country.places[place].name for place in fell)
    more = [say("overview.and_more", count=number(len(names) - NAMED))] if len(names) > NAMED else []
    return [f"**{escaped(', '.join([*names[:NAMED], *more]))}**."] if names else []


def _by_province(source: Source, back: int) -> list[str]:
    """The same by province, whose numbers are large enough for more to be clear."""
    found = assistance_tables.compared(source, source.chains.assistance.assisted, back=back, parents=source.beneath)
    told = {"fell": number(found.fell), "rose": number(found.rose), "count": number(found.both)}
    return [say("assistance.by_province", level=pick(house().country.levels[Level.PROVINCE]), **told), *_names(found)]


def _in_all(source: Source, found: Compared, *, key: str = "in_all") -> str:
    part, step = source.part(source.chains.assistance.assisted), float(found.told["step"].max())
    word, figures = found.in_all(source.least), summed(found.both, found.expected)
    later, earlier = (
        escaped(of_sum(found.told[key].sum(), part, step, voice(), figures=figures).text) for key in ("now", "before")
    )
    told = say("chains.too_few" if word is None else f"chains.moves.{word}")
    return say(f"assistance.{key}", later=later, earlier=earlier, word=told)


def _chain(who: Visitor, place: str, quarter: str) -> None:
    """The chain as bars, the services with those assisted who had none of them, and as a table."""
    source = laid.source(who, place, quarter)
    stages = _stages(source)
    if any(each.value for each in stages):
        told = "; ".join(f"{each.name}: {each.said}" for each in stages)
        st.plotly_chart(
            stage_figure.bars(stages), config=figures.CONFIG, alt=say("assistance.alt_chain", told=told), key="chain"
        )
        st.caption(say("assistance.chain_hint"))
    laid.show(assistance_tables.chain(source))


def _stages(source: Source) -> list[Stage]:
    found, stages = source.chains.assistance, []
    for measure in (found.identified, found.assisted, *found.of_assisted, found.closed):
        cell, value, of = source.cell(measure), source.value(measure), None
        if measure in found.of_assisted:
            gap = service_tables.service_gap(source, measure, source.whole)
            if len(gap) and gap.iloc[0]["districts"]:
                wholes = (value, source.value(found.assisted))
                cell = service_tables.of_gap(gap.iloc[0].to_dict(), source, wholes=wholes)
                value, of = float(gap.iloc[0]["served"]), float(gap.iloc[0]["of"])
        stages.append(Stage(source.name(measure), cell.text, value, of, apart=measure == found.closed))
    return stages


def _services(who: Visitor, place: str, quarter: str) -> None:
    """Every service with its numbers."""
    laid.show(assistance_tables.services(laid.source(who, place, quarter)), titled=False, headed=True)


def of_service(who: Visitor, place: str, quarter: str, service: str) -> None:
    """One service by place, and who is left without it."""
    laid.show(service_tables.of_service(laid.source(who, place, quarter), service))


def people(who: Visitor, place: str, quarter: str, measure: str) -> None:
    """The parts of a number, a table each; and what the form does not ask of it."""
    source = laid.source(who, place, quarter)
    part = source.part(measure)
    st.markdown(f"**{escaped(measure_name(measure))}** · {escaped(source.cell(measure).text)}")
    found = breakdown_tables.tables(source, measure)
    told = {each.key for each in found}
    crossing = {f"parts.{each.key}": each for each in part.dimensions if each.rows and len(each.axes) > 1}
    share = {say("chains.total"): breakdown_tables.PERCENT}
    for each in found:
        if each.key in crossing:
            laid.show(breakdown_tables.folded(each, crossing[each.key], voice()), beneath=share)
        else:
            laid.show(each)
    silent = [each for each in part.dimensions if f"parts.{each.key}" not in told]
    if silent:
        names = ", ".join(pick(each.labels) for each in silent)
        key = "assistance.parts_withheld" if source.parts(measure).withheld else "assistance.parts_untold"
        st.write(say(key, names=escaped(names)))
    asked = {each.key for each in part.dimensions}
    usual = source.part(source.chains.assistance.people[0]).dimensions
    never = [each for each in usual if each.key not in asked]
    if never:
        st.caption(say("assistance.parts_not_asked", names=escaped(", ".join(pick(each.labels) for each in never))))
    st.caption(say("assistance.parts_note"))
