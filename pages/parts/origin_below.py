"""On *Where a number comes from*: the provinces of a figure, the districts of a province, and all of them as a file."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from data.geography import belonged_to
from data.model import Level, Place, Quarter, Visitor
from pages.parts import cached, laid_out, links, looking_back, origin_links, origins, sent_table, shown
from pages.parts.looking_back import house_then
from pages.parts.opened import house
from pages.parts.origin_counts import TOLD, Said, by_province, counted, not_yet_accepted, said
from pages.parts.origins import Part
from pages.parts.words import date, escaped, language, number, say, voice

NOT_TOLD = tuple(each for each in Said if each not in TOLD)


def _parts(who: Visitor, measure: str, place: Place, quarter: Quarter) -> list[Part]:
    values = cached.level_values(who, measures=[measure], quarter=quarter, level=Level.DISTRICT)
    there = values["place"].isin(_within(place.code, quarter))
    return origins.parts_of(house_then(), who, values[there], measure=measure, quarter=quarter)


def exact(who: Visitor, measure: str, place: Place, quarter: Quarter) -> None:
    """What the districts said, by province; of a province each district with its cell and return."""
    parts = _parts(who, measure, place, quarter)
    st.write(_in_words(parts))
    provinces = by_province(parts, house().country, _into(quarter)) if place.level is Level.COUNTRY else {}
    if provinces:
        st.header(say("origin.provinces"))
        st.caption(say("origin.provinces_hint"))
        values = _values(who, measure, quarter, Level.PROVINCE)
        _table([_province(each, provinces, values, measure, quarter) for each in _by_name(provinces)], "provinces")
    else:
        st.header(say("origin.districts"))
        of = {each.place.code: each for each in parts}
        _table([_district(of[code], measure, quarter) for code in _by_name(of)], "districts")


def released(who: Visitor, measure: str, place: Place, quarter: Quarter) -> None:
    """The provinces of a released figure, or the districts of a province: no return is named."""
    below = _within(place.code, quarter)
    values = _values(who, measure, quarter, Level.PROVINCE) if place.level is Level.COUNTRY else {}
    title, level = ("provinces", Level.PROVINCE) if values else ("districts", Level.DISTRICT)
    found = values or {
        code: row for code, row in _values(who, measure, quarter, Level.DISTRICT).items() if code in below
    }
    if not found:
        return
    st.header(say(f"origin.{title}"))
    _table([_released(code, found[code], level, measure, quarter) for code in _by_name(found)], title)


def files(who: Visitor, measure: str, quarter: Quarter) -> None:
    """Links to every district with its value; to whom it is told, with its cell and its return. Each signed anew."""
    day = looking_back.chosen()
    asked = {
        "indicator": measure,
        "quarter": str(quarter),
        "per": "",
        "language": language(),
        "as_of": day.isoformat() if day else "",
    }
    addresses = {kind: links.signed(house(), f"values.{kind}", visitor=who, **asked) for kind in ("xlsx", "csv")}
    offered = " · ".join(f"[{say(f'map_page.download_{kind}')}]({each})" for kind, each in addresses.items())
    st.markdown(f":material/download: {say('origin.files')} {offered}")


def _in_words(parts: Sequence[Part]) -> str:
    """How many districts said what, and how many of the returns are accepted."""
    found = counted(parts)
    told = " · ".join(
        say("origin.counted", what=say(f"origin.said.{each.value}"), count=number(found[each]))
        for each in Said
        if found[each]
    )
    waiting, telling = not_yet_accepted(parts), sum(found[each] for each in TOLD)
    accepted = say("origin.accepted", count=number(telling - waiting), of=number(telling))
    ending = say("origin.all_accepted") if not waiting else accepted
    return f"{say('origin.what_they_said')} {told}.  \n{ending if telling else ''}"


def _province(
    code: str,
    provinces: Mapping[str, Sequence[Part]],
    values: Mapping[str, Mapping[str, Any]],
    measure: str,
    quarter: Quarter,
) -> dict[str, str]:
    parts, row = provinces[code], values.get(code)
    found = counted(parts)
    without = [
        say("origin.counted", what=say(f"origin.said.{each.value}"), count=number(found[each]))
        for each in NOT_TOLD
        if found[each]
    ]
    return {
        "province": _link(code, measure, quarter),
        "value": _value_of(row, measure, above=True) if row else "",
        "told": _of(row["reporting"], row["expected"]) if row else "",
        "without": escaped("; ".join(without)),
        "not_accepted": number(not_yet_accepted(parts)),
    }


def _district(part: Part, measure: str, quarter: Quarter) -> dict[str, str]:
    cells = "; ".join(f"{each.sheet}, {each.cell}" for each in part.cells)
    return {
        "district": _link(part.place.code, measure, quarter),
        "value": escaped(_shown(part, measure)),
        "cell": escaped(cells),
        "filed": date(part.filed.at.date()) if part.filed else "",
        "accepted": date(part.accepted.at.date()) if part.accepted else say("origin.not_yet") if part.receipt else "",
    }


def _released(code: str, row: Mapping[str, Any], level: Level, measure: str, quarter: Quarter) -> dict[str, str]:
    above = level is not Level.DISTRICT
    told = {
        level.value: _link(code, measure, quarter),
        "value": _value_of(row, measure, above=above),
    }
    return told | ({"told": _of(row["reporting"], row["expected"])} if above else {})


def _table(rows: Sequence[Mapping[str, str]], title: str) -> None:
    """A table whose names lead on. Not a grid: it is printed whole, read aloud, and reached by the keyboard."""
    told = [{say(f"origin.columns.{key}"): text for key, text in row.items()} for row in rows]
    sent_table.show(told, alt=say(f"origin.{title}"))


def _link(code: str, measure: str, quarter: Quarter) -> str:
    name = house().country.places[code].name
    return origin_links.named(name, measure=measure, place=code, quarter=str(quarter))


def _shown(part: Part, measure: str) -> str:
    kind = said(part)
    if kind is not Said.NUMBER:
        return say(f"origin.said.{kind.value}")
    return shown.value(
        part.value or 0, house().catalogue.measure(measure), part.status, reporting=1, above=False, voice=voice()
    )


def _value_of(row: Mapping[str, Any], measure: str, *, above: bool) -> str:
    found = laid_out.of_row(row, house().catalogue.measure(measure), above=above, voice=voice(), counted=False)
    return escaped(found.text)


def _of(count: float, of: float) -> str:
    return escaped(laid_out.of_count(count, of, voice()).text)


def _values(who: Visitor, measure: str, quarter: Quarter, level: Level) -> dict[str, dict[str, Any]]:
    if level not in house().country.levels:
        return {}
    values = cached.level_values(who, measures=[measure], quarter=quarter, level=level)
    return {str(row["place"]): {str(key): each for key, each in row.items()} for row in values.to_dict("records")}


def _into(quarter: Quarter) -> dict[str, str]:
    return belonged_to(house().country, quarter, Level.PROVINCE)


def _within(code: str, quarter: Quarter) -> set[str]:
    """The places within one, as it was in the quarter."""
    country = house().country
    later = [new for new, old in _into(quarter).items() if old == code]
    return set().union(*(country.within(each) for each in (code, *later)))


def _by_name(codes: Mapping[str, object]) -> list[str]:
    return sorted(codes, key=lambda code: house().country.places[code].name)
