"""What waits for a review, for how long and for whom, and accepting several at once where nothing is open."""

from __future__ import annotations

import datetime as dt
import zlib
from collections.abc import Mapping, Sequence

import pandas as pd
import pyarrow as pa
import streamlit as st

from data.errors import UserError
from data.model import Language, Level, Quarter, Visitor
from data.rights import review_level
from pages.parts import cached, desk, filters, looking_back, paging, review_cases
from pages.parts.drawn import replayed
from pages.parts.kept import kept
from pages.parts.looking_back import house_then
from pages.parts.opened import house
from pages.parts.review_cases import Waiting
from pages.parts.shown import Voice
from pages.parts.words import language, number, pick, say, voice
from pages.parts.words import quarter as in_words

RECEIPT, ALL = "receipt", "all"
MINE, SURE, DONE = "mine", "review_sure", "review_done"


# What waits never changes under its key: nobody needs a copy.
@kept(40)
def _kept(version: str, who: Visitor) -> list[Waiting]:
    """The version of the data is a key and nothing else."""
    return review_cases.waiting(house_then(), who)


def waiting(who: Visitor) -> list[Waiting]:
    """Everything that waits and that the visitor may review."""
    return _kept(cached.version(), who)


@replayed
def head(who: Visitor, today: dt.date) -> None:
    """How many wait for the visitor and for others, and how long the oldest has waited."""
    found = waiting(who)
    mine = [each for each in found if each.mine]
    longest = max((each.days(today) for each in mine), default=None)
    others = {
        level: sum(each.turn is level and not each.mine for each in found) for level in (Level.PROVINCE, Level.COUNTRY)
    }
    provinces = Level.PROVINCE in house().country.review
    cards = st.grid(4 if provinces else 3, min_column_width=150)
    cards.metric(say("review.for_you"), number(len(mine)), border=True)
    cards.metric(
        say("review.longest"),
        say("review.days", days=number(longest)) if longest is not None else say("numbers.unknown"),
        border=True,
    )
    if provinces:
        cards.metric(say("review.for_province"), number(others[Level.PROVINCE]), border=True)
    cards.metric(say("review.for_office"), number(sum(each.turn is None for each in found)), border=True)


def choose(who: Visitor) -> tuple[list[Waiting], tuple[str, ...]]:
    """The choosers over the list; what they leave of it, first what has to be read; and what was chosen."""
    country = house().country
    quarters, above = _to_choose(cached.version(), who)
    with st.container(horizontal=True):
        whose = filters.choose(
            say("review.show"),
            key="waits",
            options=(MINE, ALL),
            default=MINE,
            show=lambda code: say(f"review.whose.{code}"),
            draw=filters.side_by_side,
        )
        quarter = filters.choose(
            say("filters.quarter"),
            key="of_quarter",
            options=(ALL, *quarters),
            default=ALL,
            show=lambda code: say("review.all_quarters") if code == ALL else in_words(Quarter.parse(code)),
            width=filters.WIDTH_OF_QUARTER,
        )
        province = ALL
        if Level.PROVINCE in country.levels and len(above) > 1:
            province = filters.choose(
                _capital(pick(country.levels[Level.PROVINCE])),
                key="province",
                options=(ALL, *above),
                default=ALL,
                show=lambda code: say("review.everywhere") if code == ALL else country.places[code].name,
                width=filters.WIDTH_OF_QUARTER,
            )
        words = st.text_input(say("review.search"), key="review_sought", width=filters.WIDTH_OF_QUARTER)
    of = (whose, quarter, province, words)
    return _left(cached.version(), who, *of), of


@kept(40)
def _to_choose(version: str, who: Visitor) -> tuple[list[str], list[str]]:
    """The quarters of what waits, the newest first, and the provinces, by name."""
    found, places = waiting(who), house().country.places
    above = sorted({each.place.parent or "" for each in found}, key=lambda code: places[code].name)
    return sorted({str(each.quarter) for each in found}, reverse=True), above


@kept(40)
def _left(version: str, who: Visitor, whose: str, quarter: str, province: str, words: str) -> list[Waiting]:
    left = [
        each
        for each in waiting(who)
        if (whose == ALL or each.mine)
        and quarter in (ALL, str(each.quarter))
        and province in (ALL, each.place.parent)
        and _sought(each, words)
    ]
    return sorted(left, key=lambda each: not each.asked)


def _sought(each: Waiting, words: str) -> bool:
    """Whether all the words stand in the district's name, its code or the receipt."""
    said = f"{each.place.name} {each.place.code} {each.receipt}".casefold()
    return all(word in said for word in words.casefold().split())


def show(who: Visitor, found: Sequence[Waiting], of: tuple[str, ...] = ()) -> str:
    """Draw the list, and what can be done with several; gives the receipt of the return to open, or nothing.

    Args:
        who: who reviews.
        found: the list.
        of: what was chosen that it is of.
    """
    if not found:
        st.info(say("review.nothing"), icon=":material/task_alt:")
        return _open({}, "")
    here = paging.page_of(found, key="review_rows", of=of)
    st.caption(say("review.pick"))
    rows, names = _told(cached.version(), who, language(), looking_back.today(), _of(here), here)
    picked = st.dataframe(
        rows,
        hide_index=True,
        width="stretch",
        key=f"review_table_{zlib.crc32(repr(_of(here)).encode())}",  # rows picked in another list are not picked here
        on_select="rerun",
        selection_mode="multi-row",
    )
    chosen = [here[row] for row in picked["selection"]["rows"] if row < len(here)]
    _several(who, chosen or found, picked=bool(chosen))
    return _open(names, chosen[0].receipt if len(chosen) == 1 else "")


@kept(40)  # the receipts say which rows they are
def _told(
    version: str, who: Visitor, spoken: Language, today: dt.date, receipts: tuple[str, ...], _rows: Sequence[Waiting]
) -> tuple[pa.Table, dict[str, str]]:
    """Some rows of the list as a table, and what each is called in the chooser, by its receipt."""
    speech = voice()
    table = pa.Table.from_pandas(pd.DataFrame([_row(each, today, speech) for each in _rows]), preserve_index=False)
    return table, {each.receipt: _name(each, today, speech) for each in _rows}


def _row(each: Waiting, today: dt.date, speech: Voice) -> dict[str, object]:
    """The cells, first what one decides by: a phone shows three columns, and scrolls aside for the others.

    Which revision it is stands in the receipt.
    """
    country = house().country
    above = country.places.get(each.place.parent or "")
    told = {
        "place": each.place.name,
        "days": each.days(today),
        "asked": speech.say("review.asked") if each.asked else "",
        "quarter": speech.quarter(each.quarter),
        "turn": speech.say(f"review.turn.{each.turn.value if each.turn else 'office'}"),
        "province": above.name if above and above.level is Level.PROVINCE else "",
        "receipt": each.receipt,
    }
    if Level.PROVINCE not in country.levels:
        del told["province"]
    return {speech.say(f"review.columns.{key}"): value for key, value in told.items()}


def _several(who: Visitor, chosen: Sequence[Waiting], *, picked: bool) -> None:
    """Accept, or pass on, those of the chosen ones about which nothing is open; with a step in between."""
    clean = [each for each in chosen if each.mine and not each.asked]
    if not clean or looking_back.is_past():
        return
    word = "forward" if review_level(who) is Level.PROVINCE else "accept"
    count = number(len(clean))
    key = f"review.{word}_picked" if picked else f"review.{word}_all"
    if st.session_state.get(SURE) != _of(clean):
        st.button(
            say(key, count=count), key="review_several", icon=":material/done_all:", on_click=_ask, args=(_of(clean),)
        )
        return
    with st.container(border=True):
        st.write(say(f"review.{word}_means", count=count, left=number(len(chosen) - len(clean))))
        with st.container(horizontal=True):
            sure = st.button(say(f"review.{word}_now", count=count), type="primary", key="review_several_now")
            st.button(say("review.not_now"), key="review_several_not", on_click=_ask, args=(None,))
    if sure:
        do = desk.forward if word == "forward" else desk.accept
        attempt(lambda: do(house(), who, [each.receipt for each in clean]), say(f"review.{word}_done", count=count))


def attempt(do, told: str) -> None:
    """Do something at the desk; say what stands in the way, or draw the page anew with what was done."""
    try:
        do()
    except UserError as error:
        st.error(say(error.key, **error.values), icon=":material/block:")
    else:
        st.session_state[DONE] = told
        st.session_state.pop(SURE, None)
        st.rerun()


def say_done() -> None:
    """Say once what was done."""
    if told := st.session_state.pop(DONE, None):
        st.success(told, icon=":material/task_alt:")


def _open(names: Mapping[str, str], clicked: str) -> str:
    """The chooser of the return to open: a row that was clicked, one of the list, or the receipt in the address."""
    asked = st.query_params.get(RECEIPT, "")
    if clicked and clicked != st.session_state.get("review_clicked"):
        asked = clicked
    st.session_state["review_clicked"] = clicked
    options = ["", *names, *([asked] if asked and asked not in names else [])]
    st.session_state["review_open"] = asked if asked in options else ""
    chosen: str = st.selectbox(
        say("review.open"),
        options,
        key="review_open",
        format_func=lambda code: names.get(code, code) or say("review.choose_one"),
        on_change=_opened,
    )
    if chosen:
        st.query_params[RECEIPT] = chosen
    return chosen


def _opened() -> None:
    """Write the choice into the address, from which the page reads it."""
    if chosen := st.session_state["review_open"]:
        st.query_params[RECEIPT] = chosen
    else:
        st.query_params.pop(RECEIPT, None)


def _name(each: Waiting, today: dt.date, speech: Voice) -> str:
    days = speech.say("review.days", days=speech.number(each.days(today)))
    return f"{each.place.name} · {speech.quarter(each.quarter)} · {days}"


def _of(chosen: Sequence[Waiting]) -> tuple[str, ...]:
    return tuple(each.receipt for each in chosen)


def _ask(chosen: tuple[str, ...] | None) -> None:
    st.session_state[SURE] = chosen


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]
