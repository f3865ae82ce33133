"""What others have published of a measure: a table of its own, and above it what the districts told."""

from __future__ import annotations

import streamlit as st

from data.model import Quarter, Visitor
from data.reference import Reference, Total, load_reference
from pages.parts import cached, published_totals, sent_table
from pages.parts.filters import measure_name
from pages.parts.opened import house
from pages.parts.words import escaped, say, voice


def measure_of_country() -> str:
    """The measure beside which the country's totals stand; empty where there are none."""
    found = _reference()
    return found.beside if found and found.newest else ""


def totals_of(measure: str) -> tuple[Total, ...]:
    """Every published total that stands beside a measure, the newest of each series first."""
    found = _reference()
    return found.of(measure) if found else ()


def newest(who: Visitor, measure: str, quarter: str) -> None:
    """The newest total of each series."""
    found = _reference()
    _show(who, measure, Quarter.parse(quarter), found.newest if found else ())


def every(who: Visitor, measure: str, quarter: str) -> None:
    """Every total of the measure."""
    _show(who, measure, Quarter.parse(quarter), totals_of(measure))


def _reference() -> Reference | None:
    return load_reference(house().country.iso3, house().settings.content)


def _show(who: Visitor, measure: str, quarter: Quarter, totals: tuple[Total, ...]) -> None:
    here, speech = house(), voice()
    part, root = here.catalogue.measure(measure), here.country.root.code
    points = cached.series(who, measures=[measure], places=[root])
    own = published_totals.own(points, quarter, part=part, country=here.country, voice=speech)
    st.markdown(f"{say('published.ours', measure=escaped(measure_name(measure)))} {escaped('; '.join(own))}.")
    laid = published_totals.published(totals, speech)
    told = laid.as_frame().map(escaped)
    told.iloc[:, -1] = [f"[{escaped(each.source)}]({each.link})" for each in totals]
    publisher, counts, value, period, vintage, source = told.columns
    columns = {publisher: (publisher, source), counts: (counts,), value: (value, period, vintage)}
    sent_table.show(sent_table.stacked(told, columns), alt=say("published.title"))
    st.caption(" ".join(laid.notes))
