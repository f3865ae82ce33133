"""What the page *District* is made of: what is open, the five pillars, what came and when."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import streamlit as st

from data import rights
from data.model import Language, Level, Place, Quarter, Visitor
from pages.parts import (
    cached,
    chains_view,
    district_tasks,
    drawn,
    filters,
    looking_back,
    past_returns,
    quarters_owed,
)
from pages.parts.district_tasks import TURN_OF_OFFICE, Task
from pages.parts.district_tasks import Kind as ToDo
from pages.parts.kept import kept
from pages.parts.looking_back import house_then
from pages.parts.opened import house
from pages.parts.past_returns import Owed
from pages.parts.quarters_owed import QUARTERS
from pages.parts.trend_choice import WITH
from pages.parts.words import date, escaped, language, number, pick, say
from pages.parts.words import quarter as in_words

MAP_PAGE, TRENDS_PAGE = "../public/map.py", "../public/trends.py"
TO_DO = (
    ("taskforce/submit", TURN_OF_OFFICE, rights.filing_places),
    ("taskforce/my_returns", (*TURN_OF_OFFICE, ToDo.ASKED), rights.filing_places),
    ("ministry/review", (ToDo.ASKED, ToDo.QUESTIONS, ToDo.WAITING), rights.review_places),
)
"""The pages on which something is done, what is done there, and for which districts a visitor may."""

REMINDED = 3
"""Of so many quarters, the newest, whoever opens the first page is reminded."""


def choosers(who: Visitor) -> tuple[Place, Quarter]:
    """The district and the quarter."""
    country = house().country
    codes = [place.code for place in filters.known_places(country.within(country.root.code))]
    filters.say_unknown(place=lambda: codes, quarter=lambda: filters.filed_quarters(who))
    word, own = pick(country.levels[Level.DISTRICT]), rights.own_districts(who, country)
    with st.container(horizontal=True):
        code = filters.choose(
            word[:1].upper() + word[1:],
            key="place",
            options=codes,
            default=next((code for code in codes if code in own), codes[0]),
            show=filters.place_names().__getitem__,
        )
        quarter = filters.choose_quarter(who, width=filters.WIDTH_OF_QUARTER)
    return country.places[code], quarter


def where(place: Place) -> str:
    """Its province, its code, and its codes in other systems."""
    country = house().country
    above = country.places.get(place.parent or "")
    code = say("district.code", code=place.code)
    others = [
        f"{pick(country.code_systems[system])} {other}"
        for system, other in place.alternate_codes.items()
        if other != place.code
    ]
    province = [above.name] if above and above.level is Level.PROVINCE else []
    return escaped(" · ".join([*province, code, *others]))


def filing(who: Visitor, place: Place, quarter: Quarter) -> str:
    """What the district filed for the quarter and when; the receipt for those alone who may read its figures."""
    return _filing(cached.version(), language(), who, place.code, str(quarter))


@kept(cached.MANY)
def _filing(version: str, spoken: Language, who: Visitor, code: str, quarter: str) -> str:
    """The language is a key and nothing else, like the version."""
    return "  \n".join(_filed(who, house().country.places[code], Quarter.parse(quarter)))


def _filed(who: Visitor, place: Place, quarter: Quarter) -> Iterator[str]:
    told = {"place": escaped(place.name), "quarter": in_words(quarter)}
    if not place.exists_in(quarter):
        yield say("district.not_there", **told)
        return
    filed, due = cached.returns(who, quarter), cached.coverage(who, quarter).due
    mine = filed[filed["place"] == place.code]
    if mine.empty:
        yield say("district.not_filed", due=date(due), **told)
        if may_see(who, place) and (office := past_returns.last_office(house_then(), who, place)):
            yield say("district.last_heard", office=escaped(office))
        return
    row = mine.iloc[0]
    first = row["first_filed_at"].date()
    late = (first - due).days
    yield say("district.late" if late > 0 else "district.on_time", day=date(first), due=date(due), days=number(late))
    if row["revision"] > 1:
        yield say("district.revised", revision=number(row["revision"]), day=date(row["filed_at"].date()))
    if may_see(who, place):
        yield say("district.receipt", receipt=escaped(row["receipt"]))


def may_see(who: Visitor, place: Place) -> bool:
    """Whether the visitor may read the exact figures of the place."""
    return place.code in cached.visible(who)


def may_read(who: Visitor, place: Place) -> bool:
    """Whether the visitor may read figures of the place, exact or released."""
    return place.code in cached.readable(who)


def show_pillars(who: Visitor, place: Place, quarter: Quarter) -> None:
    """The five pillars over the quarters, with all numbers to open and to take along."""
    if not may_read(who, place):
        st.info(say("district.withheld"))
        return
    if measure := filters.asked("indicator", filters.measures(), ""):
        drawn.district_chosen(who, place.code, str(quarter), measure)
    drawn.district_pillars(who, place.code, str(quarter))
    box = st.expander(say("district.all_quarters"), key="district_quarters", on_change="rerun", icon=":material/table:")
    if box.open:
        with box:
            drawn.district_quarters(who, place.code, str(quarter))
            chains_view.take_away(who, place.code, str(quarter), "district")


def owed(who: Visitor, place: Place) -> list[Owed] | None:
    """What the district owed in the last quarters and what it filed; None for those who may not see its returns."""
    return quarters_owed.listed(who, place) if may_see(who, place) else None


def show_reported(who: Visitor, place: Place, owed: Sequence[Owed] | None) -> None:
    """What the district reported and when; with every state for those who may see its returns."""
    if owed is not None:
        drawn.district_filed(who, place.code, looking_back.today())
        return
    known = cached.quarters(who)[-QUARTERS:] if cached.anybody_filed(who) else []
    if known:
        drawn.district_came(who, place.code, tuple(map(str, known)))
    else:
        st.write(say("overview.nobody"))


def show_tasks(who: Visitor, place: Place, owed: Sequence[Owed]) -> None:
    """What is open for the district to do, for those who may see its returns; with the way to do it."""
    questions = quarters_owed.with_questions(who, place)
    found = district_tasks.tasks(owed, place, questions=questions, today=looking_back.today())
    if not found:
        st.write(say("district.tasks.nothing"))
        return
    _list_tasks(who, place, found)


def remind(who: Visitor) -> None:
    """What a task force has to send, of its own districts, and the way to do it; nothing where nothing is owed."""
    country = house().country
    for code in sorted(rights.own_places(who, country) & rights.filing_places(who, country)):
        place = country.places[code]
        found = district_tasks.tasks(quarters_owed.listed(who, place), place, questions=(), today=looking_back.today())
        if owing := [each for each in found if each.kind in TURN_OF_OFFICE]:
            owing.sort(key=lambda each: each.quarter, reverse=True)
            with st.container(border=True):
                st.markdown(f"**{escaped(say('overview.to_send', place=place.name))}**")
                _list_tasks(who, place, owing, most=REMINDED)


def _list_tasks(who: Visitor, place: Place, found: Sequence[Task], *, most: int | None = None) -> None:
    told = [_task(each) for each in found[:most]]
    if len(told) < len(found):
        told.append(say("overview.and_more", count=number(len(found) - len(told))))
    st.markdown("\n".join(f"- {line}" for line in told))
    with st.container(horizontal=True):
        for page, needs, districts_of in TO_DO:
            if place.code in districts_of(who, house().country) and any(each.kind in needs for each in found):
                st.page_link(
                    f"../{page}.py",
                    label=say(f"district.tasks.to.{page.split('/')[1]}"),
                    icon=":material/arrow_forward:",
                    query_params={"place": place.code},
                )


def _task(each: Task) -> str:
    told = {
        "quarter": in_words(each.quarter),
        "due": date(each.due),
        "days": number(abs(each.days)),
        "by": escaped(each.by),
        "note": escaped(each.note),
    }
    return say(f"district.tasks.{each.kind.value}", **told)


def ways(place: Place) -> None:
    """The ways to the map of the same indicator and quarter with the district marked, and to its trends with peers."""
    address = st.query_params.to_dict()
    with st.container(horizontal=True):
        st.page_link(MAP_PAGE, label=say("district.to_map"), icon=":material/map:", query_params=address)
        st.page_link(
            TRENDS_PAGE,
            label=say("district.to_trends"),
            icon=":material/show_chart:",
            query_params={**address, "places": place.code, "peers": WITH},
        )
