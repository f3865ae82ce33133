"""What the page *Where a number comes from* is made of."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from data.model import Level, Place, Quarter, Status, Visitor
from data.store.new_return import Observation
from pages.parts import cached, filters, links, meanings, measures, origin_links, origins, receipt_view, shown
from pages.parts.looking_back import house_then
from pages.parts.opened import house
from pages.parts.origins import Part, Version
from pages.parts.words import date, escaped, language, number, say, voice
from pages.parts.words import quarter as in_words

LONG, TALL = 12, 460
"""From more rows on, the list of districts is so many pixels tall and scrolls."""
WIDTH_OF_VALUE = 130
"""Pixels for a number, or for the words for why there is none."""


def choosers(who: Visitor) -> tuple[str, Place, Quarter]:
    """The measure, the place and the quarter."""
    readable = cached.readable(who)
    filters.say_unknown(indicator=filters.measures, place=lambda: readable, quarter=lambda: filters.filed_quarters(who))
    measure = filters.choose_measure(default=next(iter(house().country.headline), ""))
    with st.container(horizontal=True):
        place = filters.choose_place(filters.known_places(readable), prefer=cached.visible(who))
        quarter = filters.choose_quarter(who, width=filters.WIDTH_OF_QUARTER)
    return measure, place, quarter


def show(who: Visitor, measure: str, place: Place, quarter: Quarter) -> None:
    """The figure, what it means, and the returns and cells that made it."""
    values = cached.level_values(who, measures=[measure], quarter=quarter, level=Level.DISTRICT)
    below = house().country.within(place.code)
    parts = origins.parts_of(house_then(), who, values[values["place"].isin(below)], measure=measure, quarter=quarter)
    figure(who, measure, place, quarter)
    st.markdown("\n\n".join(meanings.of(house().catalogue, measure, voice())))
    if place.level is Level.DISTRICT:
        _district(who, measure, place, quarter)
    else:
        _districts(parts, measure, quarter)


def figure(who: Visitor, measure: str, place: Place, quarter: Quarter) -> None:
    """The figure itself, with its name, and of how many districts it is."""
    points = cached.level_values(who, measures=[measure], quarter=quarter, level=place.level)
    mine = points[points["place"] == place.code]
    name = f"**{escaped(filters.long_name(measure))}**  \n{escaped(place.name)} · {in_words(quarter)}"
    if mine.empty:
        st.markdown(f"{name}  \n{say('map.not_expected')}")
        return
    row = mine.iloc[0]
    above = place.level is not Level.DISTRICT
    told = shown.value(
        row["value"],
        house().catalogue.measure(measure),
        row["status"],
        reporting=int(row["reporting"]),
        above=above,
        voice=voice(),
        step=row["step"],
    )
    answered = say("origin.of", count=number(int(row["reporting"])), of=number(int(row["expected"]))) if above else ""
    st.markdown(f"{name}  \n**{escaped(told)}** {answered}")


def _district(who: Visitor, measure: str, place: Place, quarter: Quarter) -> None:
    found = origins.versions(house_then(), who, measure=measure, place=place, quarter=quarter)
    counting = next((each for each in found if each.filed.counts_now == each.filed.receipt.receipt), None)
    st.header(say("origin.return"))
    if counting is None:
        st.write(say("origin.no_return"))
    else:
        _return(who, counting)
        st.header(say("origin.cells"))
        _cells(counting.cells)
    if len(found) > 1:
        st.header(say("origin.versions"))
        _versions(found, measure)


def _return(who: Visitor, version: Version) -> None:
    filed, receipt = version.filed, version.filed.receipt
    st.markdown(
        say("origin.receipt", receipt=escaped(receipt.receipt), revision=number(receipt.revision))
        + f"  \n{escaped(filed.office or filed.by)}"
    )
    st.markdown("\n".join(f"- {receipt_view.line(each)}" for each in filed.life))
    for code, answer in version.answers.items():
        st.markdown(f"- **{say(f'submit.questions.{code}')}** {escaped(answer)}")
    if origins.may_have_workbook(house(), who, filed):
        st.link_button(
            say("my_returns.download"),
            links.signed(house(), "filed.xlsx", visitor=who, receipt=receipt.receipt),
            icon=":material/download:",
            key="origin_file",
        )


def _cells(cells: Sequence[Observation]) -> None:
    if not cells:
        st.write(say("origin.left_blank"))
        return
    rows = [
        {
            say("origin.columns.what"): _label(each),
            say("origin.columns.value"): _written(each.measure, each.value, each.status),
            say("origin.columns.sheet"): each.sheet,
            say("origin.columns.cell"): each.cell,
        }
        for each in sorted(cells, key=lambda each: (each.measure, bool(each.item)))
    ]
    st.dataframe(rows, hide_index=True, width="stretch", key="origin_cells")


def _versions(found: Sequence[Version], measure: str) -> None:
    rows = [
        {
            say("origin.columns.revision"): number(each.filed.receipt.revision),
            say("origin.columns.filed"): date(each.filed.receipt.filed_at.date()),
            say("origin.columns.value"): _said(each, measure),
            say("origin.columns.state"): say(f"origin.states.{each.filed.standing.value}"),
            say("origin.columns.receipt"): each.filed.receipt.receipt,
        }
        for each in found
    ]
    st.table(
        [{key: escaped(value) for key, value in row.items()} for row in rows], border="horizontal", hide_index=True
    )


def _said(version: Version, measure: str) -> str:
    typed = [each for each in version.cells if not each.item]
    return " / ".join(_written(each.measure, each.value, each.status) for each in typed) or say("map.missing")


def _districts(parts: Sequence[Part], measure: str, quarter: Quarter) -> None:
    st.header(say("origin.districts"))
    rows = [_row(each, measure, quarter) for each in parts]
    st.dataframe(
        rows,
        hide_index=True,
        width="stretch",
        height=TALL if len(rows) > LONG else "auto",
        key="origin_districts",
        column_config={
            say("origin.columns.value"): st.column_config.TextColumn(width=WIDTH_OF_VALUE),
            say("origin.columns.more"): st.column_config.LinkColumn(display_text=say("origin.open"), width="small"),
        },
    )


def _row(part: Part, measure: str, quarter: Quarter) -> dict[str, str]:
    told = {
        "district": f"{part.place.name} ({part.place.code})",
        "value": _shown(part, measure),
        "more": origin_links.address(measure=measure, place=part.place.code, quarter=str(quarter)),
        "sheet": "; ".join(dict.fromkeys(each.sheet for each in part.cells)),
        "cell": "; ".join(each.cell for each in part.cells),
        "receipt": part.receipt,
        "filed": date(part.filed.at.date()) if part.filed else "",
        "office": part.office,
        "accepted": date(part.accepted.at.date()) if part.accepted else "",
    }
    return {say(f"origin.columns.{key}"): value for key, value in told.items()}


def _shown(part: Part, measure: str) -> str:
    known = house().catalogue.measure(measure)
    return shown.value(part.value or 0, known, part.status, reporting=1, above=False, voice=voice())


def _written(measure: str, value: float | None, status: Status) -> str:
    known = house().catalogue.measure(measure)
    return shown.value(value or 0, known, status, reporting=1, above=False, voice=voice())


def _label(said: Observation) -> str:
    name = filters.measure_name(said.measure)
    if not said.item:
        return name
    return f"{name}: {measures.item_name(house().catalogue, said.dimension, said.item, language())}"
