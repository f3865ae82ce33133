"""The upper half of the page District: the five pillars over the quarters, what came and when."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Sequence

import pandas as pd
import streamlit as st

from data.model import Place, Quarter, Visitor
from pages.parts import (
    cached,
    district_tables,
    laid_out,
    origin_links,
    quarters_owed,
    sent_table,
    small_line,
)
from pages.parts.chain_source import Source
from pages.parts.district_tables import Line
from pages.parts.drawing import laid
from pages.parts.filters import pillar_name
from pages.parts.laid_out import Cell
from pages.parts.opened import house
from pages.parts.shown import NO_BREAK
from pages.parts.words import escaped, number, say, voice

PAGE = "/district"


def linked(place: Place, name: str, quarter: Quarter) -> str:
    """The name of a district, in Markdown, as the way to its page."""
    return f"[{escaped(name)}]({origin_links.same_visit(PAGE, place=place.code, quarter=str(quarter))})"


def chosen(who: Visitor, place: str, quarter: str, measure: str) -> None:
    """The number that was looked at on the page before, where it does not stand among the core indicators."""
    here = laid.source(who, place, quarter)
    if measure in district_tables.core(here):
        return
    name = origin_links.named(here.name(measure), measure=measure, place=place, quarter=quarter)
    st.markdown(f"{name}: **{escaped(here.cell(measure).text or say('map.missing'))}**")


def pillars(who: Visitor, place: str, quarter: str) -> None:
    """Each pillar with its core indicators: a small line over the quarters, three of them in numbers, and the peers."""
    here = laid.source(who, place, quarter)
    found = district_tables.lines(here)
    first, last = _span(found)
    if not first:
        st.info(say("district.nothing"))
        return
    st.caption(say("district.lines_hint", first=first, last=last))
    quarters = district_tables.near({each for line in found for each in line.course}, here.quarter)
    heads = [say("district.indicator"), voice().quarter(here.quarter), say("district.earlier"), say("district.peers")]
    rows: list[tuple[str, ...]] = []
    for pillar, of_pillar in district_tables.by_pillar(found).items():
        rows.append((f"**{escaped(pillar_name(pillar))}**", *("" for _ in heads[1:])))
        rows += [_row(line, here, quarters[1:]) for line in of_pillar]
    table = pd.DataFrame(rows, columns=heads)
    sent_table.show(table, alt=say("district.pillars_alt", place=here.place.name))
    _say_who(here)


def _span(found: Sequence[Line]) -> tuple[str, str]:
    """The first and the last quarter of the lines."""
    quarters = sorted({quarter for line in found for quarter in line.course})
    if not quarters:
        return "", ""
    return voice().quarter(Quarter.parse(quarters[0])), voice().quarter(Quarter.parse(quarters[-1]))


def _row(line: Line, here: Source, earlier: Sequence[Quarter]) -> tuple[str, ...]:
    """The cells: the line beneath the name, the change beneath the number, earlier quarters beneath each other."""
    measure, quarter = line.figure.part.measure, str(here.quarter)
    now, *before = (line.course.get(str(each), Cell("")) for each in (quarter, *earlier))
    name = origin_links.named(here.name(measure), measure=measure, place=here.place.code, quarter=quarter)
    change = district_tables.change(line.figure, voice())
    return (
        f"{name}  \n{_picture(line)}",
        f"**{escaped(now.text)}**" + (f"  \n:gray[{escaped(change)}]" if change else "") if now.text else "",
        "  \n".join(
            f"{laid_out.together(voice().quarter(each))}: {escaped(cell.text)}"
            for each, cell in zip(earlier, before, strict=True)
            if cell.text
        ),
        escaped(peers.text.replace(NO_BREAK, " ")) if (peers := line.peers.get(quarter)) else "",
    )


def _picture(line: Line) -> str:
    """The small line; where no number was ever told, nothing: an empty picture says nothing."""
    if all(math.isnan(value) for value in line.values):
        return ""
    said = "; ".join(cell.text for cell in line.course.values())
    return small_line.picture(line.values, line.middles, said=said)


def _say_who(here: Source) -> None:
    """Name the peers, each with the way to its own page."""
    alike = district_tables.alike(here)
    if not alike:
        st.caption(say("district.no_peers", place=escaped(here.place.name)))
        return
    links = [linked(place, place.name, here.quarter) for place in alike]
    st.markdown(say("district.peers_are", place=escaped(here.place.name), places=", ".join(links)))


def all_quarters(who: Visitor, place: str, quarter: str) -> None:
    """The numbers of the small lines: every core indicator in every quarter."""
    laid.show(district_tables.pillars(laid.source(who, place, quarter)), titled=False)


def filed(who: Visitor, place: str, today: dt.date) -> None:
    """What was reported and when, with every state, for those who may see the returns. The day is a key alone."""
    owed = quarters_owed.listed(who, house().country.places[place])
    laid.show(district_tables.filed(owed, voice()), titled=False)


def came(who: Visitor, place: str, quarters: tuple[str, ...]) -> None:
    """What came and when, as far as everybody may know it."""
    history = cached.history(who, place, map(Quarter.parse, quarters))
    laid.show(district_tables.came(history, voice()), titled=False)
    late = sum(each.first_filed is not None and each.first_filed > each.due for each in history)
    expected = [each for each in history if each.expected]
    st.caption(
        say(
            "district.reported_of",
            count=number(sum(each.counts for each in expected)),
            of=number(len(expected)),
            late=number(late),
        )
    )
