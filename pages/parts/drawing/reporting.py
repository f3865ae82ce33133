"""The page Reporting: its three numbers, by province and over time."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Sequence
from typing import Any

import pandas as pd
import streamlit as st

from data.model import Level, Quarter, Visitor
from metrics.coverage import Share, shares
from metrics.deadlines import ReturnState
from pages.parts import figures, reporting_links, reporting_view, sent_table
from pages.parts.laid_out import together
from pages.parts.opened import house
from pages.parts.reporting_figures import SHARE
from pages.parts.reporting_links import Behind
from pages.parts.reporting_owing import stand_in_words
from pages.parts.shown import PERCENT, Voice
from pages.parts.words import escaped, number, say, voice

NUMBERS = ("reported", "on_time", "complete")


def head(who: Visitor, quarter: Quarter, today: dt.date) -> None:
    """The three numbers of the quarter, each with its definition, and how many districts are in which state."""
    areas = reporting_view.areas(who, quarter)
    rows = areas[(areas["quarter"] == str(quarter)) & (areas["place"] == house().country.root.code)]
    cards = st.grid("auto", min_column_width=230)
    for key, share in zip(NUMBERS, _shares(rows), strict=True):
        cards.metric(
            say(f"reporting.numbers.{key}"),
            _percent(share),
            delta=say("figures.of", count=number(share.count), of=number(share.of)),
            delta_color="off",
            delta_arrow="off",
            help=say(f"reporting.means.{key}"),
            border=True,
        )
    links_to = [
        f"[{say(f'reporting.behind.{each.value}')}]({reporting_links.address(each, quarter=quarter)})"
        for each in (Behind.REPORTED, Behind.ON_TIME, Behind.INCOMPLETE, Behind.MISSING)
    ]
    st.caption(f"{say('reporting.behind.lead')} {' · '.join(links_to)}")
    found = Counter(each.state for each in reporting_view.stands(who, quarter, today))
    told = [f"{stand_in_words(state)}: {number(found[state])}" for state in ReturnState if found[state]]
    st.write(" · ".join(told))


def by_province(who: Visitor, quarter: Quarter, today: dt.date) -> None:
    """The three numbers of each province and how many have to send something; the lowest reporting rate first."""
    areas, places = reporting_view.areas(who, quarter), house().country.places
    rows = [row for row in areas[areas["quarter"] == str(quarter)].to_dict("records") if _is_province(row["place"])]
    if not rows:
        return
    st.header(say("reporting.by_province"))
    rows.sort(key=lambda row: (shares(row)[0].share or 0.0, places[row["place"]].name))
    owe = Counter(each.place.parent for each in reporting_view.stands(who, quarter, today) if each.owes)
    told = [
        {
            say("reporting.province"): _linked(places[row["place"]].name, row["place"], quarter),
            **{
                say(f"reporting.numbers.{key}"): escaped(_of(share))
                for key, share in zip(NUMBERS, shares(row), strict=True)
            },
            say("reporting.to_send"): number(owe[row["place"]]),
        }
        for row in rows
    ]
    province, *shares_of, to_send = told[0]
    columns = {province: (province, to_send), **{each: (each,) for each in shares_of}}
    sent_table.show(sent_table.stacked(pd.DataFrame(told), columns), alt=say("reporting.by_province"))


def _is_province(code: str) -> bool:
    return house().country.places[code].level is Level.PROVINCE


def over_time(who: Visitor, quarter: Quarter, place: str) -> None:
    """The three numbers quarter after quarter, for the whole or for one province."""
    areas = reporting_view.areas(who, quarter)
    lines = _lines(areas[areas["place"] == place])
    names = {key: say(f"reporting.numbers.{key}") for key in NUMBERS}
    speech = voice()
    st.plotly_chart(
        figures.trend(lines, names=names, part=SHARE, voice=speech),
        config=figures.CONFIG,
        alt=say("reporting.chart", place=house().country.places[place].name),
    )
    quarters = list(dict.fromkeys(lines["quarter"]))
    told = [
        {say("my_returns.columns.quarter"): _named(quarter, place, speech)}
        | {names[key]: escaped(written) for key, written in _written(lines, quarter).items()}
        for quarter in reversed(quarters)
    ]
    sent_table.show(told, alt=say("reporting.over_time"))


def _named(quarter: str, place: str, speech: Voice) -> str:
    """A quarter, as a link to the returns behind its numbers."""
    within = "" if place == house().country.root.code else place
    return _linked(speech.quarter(Quarter.parse(quarter)), within, quarter)


def _linked(name: str, within: str, quarter: Quarter | str) -> str:
    """A name, as a link to the returns behind the numbers beside it."""
    return f"[{escaped(name)}]({reporting_links.address(Behind.EXPECTED, quarter=quarter, within=within)})"


def _lines(rows: pd.DataFrame) -> pd.DataFrame:
    """The three numbers as `figures.trend` draws lines."""
    found = [
        {
            "place": key,
            "quarter": row["quarter"],
            "value": float("nan") if share.share is None else share.share,
            "written": _percent(share),
            "answered": say("figures.of", count=number(share.count), of=number(share.of)),
            "provisional": False,
        }
        for row in rows.sort_values("quarter").to_dict("records")
        for key, share in zip(NUMBERS, shares(row), strict=True)
    ]
    return pd.DataFrame(found, columns=["place", "quarter", "value", "written", "answered", "provisional"])


def _written(lines: pd.DataFrame, quarter: str) -> dict[str, str]:
    rows = lines[lines["quarter"] == quarter]
    return {row["place"]: f"{row['written']} ({row['answered']})" for row in rows.to_dict("records")}


def _shares(rows: pd.DataFrame) -> Sequence[Share]:
    found: list[dict[str, Any]] = rows.to_dict("records")
    return shares(found[0]) if found else (Share(0, 0),) * len(NUMBERS)


def _percent(share: Share) -> str:
    if share.share is None:
        return say("numbers.unknown")
    return say("figures.percent", share=number(share.share * PERCENT))


def _of(share: Share) -> str:
    of = together(say("figures.of", count=number(share.count), of=number(share.of)))
    return f"{_percent(share)} ({of})"
