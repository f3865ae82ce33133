"""The head of the page Overview: how far the quarter has come, which centre closes first, what needs attention."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from data.model import Level, Quarter, Visitor
from data.rights import may_follow_any
from metrics.attention import Since
from metrics.coverage import Share
from pages.parts import (
    cached,
    cached_centres,
    centre_list,
    centre_standing,
    filters,
    origin_links,
    released_reporting,
    reporting_links,
    summary,
)
from pages.parts.drawing import core, district, plan, published
from pages.parts.drawing.centres import address
from pages.parts.opened import house
from pages.parts.released_centres import Centre
from pages.parts.reporting_links import Behind
from pages.parts.shown import PERCENT, signed
from pages.parts.words import date, escaped, number, say, voice
from pages.parts.words import quarter as in_words

NAMED = 5
"""How many places or centres a list names before it only counts."""

CENTRE_PAGE, CENTRES_ADDRESS = "../public/centre.py", "/centres"


def head(who: Visitor, quarter: str) -> None:
    """Say in a sentence how far the quarter has come; then who reported, who in time, and whose money ends first."""
    asked = Quarter.parse(quarter)
    coverage = cached.coverage(who, asked)
    _lead(who, coverage.reporting, asked)
    if (place := core.place_of(who)) != house().country.root.code:
        st.write(say("overview.of_place", place=escaped(house().country.places[place].name)))
    cards = st.grid("auto", min_column_width=260)
    _card(cards, say("overview.reported"), coverage.reporting, _on_before(who, asked, coverage.reporting))
    _card(cards, say("overview.on_time"), coverage.on_time, say("overview.on_time_by", day=date(coverage.due)))
    with cards.cell(), st.container(border=True, height="stretch"):
        _first_out(who, asked)
    if coverage.sent_back:  # else the two cards seem to disagree
        st.caption(say("overview.sent_back_since", count=number(coverage.sent_back)))
    reporting_links.offer(who, asked)


def _lead(who: Visitor, share: Share, quarter: Quarter) -> None:
    if not cached.anybody_filed(who):
        st.info(say("overview.nobody"))
        return
    lead = say("overview.lead", reported=number(share.count), expected=number(share.of), quarter=in_words(quarter))
    st.write(f"{lead} {say('overview.complete' if share.count == share.of else 'overview.provisional')}")


def _card(cards, label: str, share: Share, told: str) -> None:
    percent = "" if share.share is None else say("figures.percent", share=number(share.share * PERCENT))
    cards.metric(
        label,
        say("figures.of", count=number(share.count), of=number(share.of)),
        delta=" · ".join(part for part in (percent, told) if part),
        delta_color="off",
        delta_arrow="off",
        border=True,
        height="stretch",
    )


def _on_before(who: Visitor, quarter: Quarter, share: Share) -> str:
    if quarter - 1 not in cached.quarters(who):
        return ""
    more = share.count - cached.coverage(who, quarter - 1).reporting.count
    if not more:
        return say("overview.as_before")
    return say("overview.on_before", change=signed(more, number(abs(more))))


def _first_out(who: Visitor, quarter: Quarter) -> None:
    title = f":small[{say('overview.first_out')}]"
    known = cached.centres(who, quarter=quarter)
    first = summary.closes_first(known)
    if first is not None:
        st.markdown(f"{title}\n\n**{escaped(centre_list.name(first, voice()))}**  \n{_end(first)}")
        st.page_link(
            CENTRE_PAGE,
            label=say("overview.to_centre"),
            icon=":material/arrow_forward:",
            query_params={"quarter": str(quarter), "centre": first.code},
        )
    elif known:
        st.markdown(f"{title}\n\n{say('overview.no_end')}")
    else:
        nothing = say("overview.no_centre" if cached.readable(who) else "overview.centres_withheld")
        st.markdown(f"{title}\n\n{nothing}")


def _end(centre: Centre) -> str:
    return escaped(f"{centre_list.risk(centre.ahead.risk, voice())} · {centre_list.ends(centre, voice())}")


def below(who: Visitor, quarter: str, plan_key: str | None) -> None:
    """What needs attention, the five pillars, what changed, and what others have published."""
    st.header(say("overview.attention"))
    _attention(who, quarter)
    st.header(say("overview.pillars"))
    if plan_key is not None:
        plan.in_a_line(who, plan_key, quarter)
    core.pillars_and_changes(who, quarter)
    if measure := published.measure_of_country():
        st.header(say("published.title"))
        published.newest(who, measure, quarter)


def _attention(who: Visitor, quarter: str) -> None:
    """Name those who have been silent longest, the provinces they lie in, and the centres in a critical state."""
    asked = Quarter.parse(quarter)
    lists = st.grid("auto", min_column_width=330)
    _silent(lists, who, asked)
    pairs = [pair for rule in house().catalogue.rules.values() for pair in rule.balances]
    measures = [measure for pair in pairs for measure in (pair.one, pair.other)]
    sums = cached.level_values(who, measures=measures, quarter=asked, level=Level.COUNTRY)
    exact = house().country.root.code in cached.visible(who)  # whether sums fit is for those who can look into it
    unequal = [*map(_unequal_line, summary.out_of_balance(pairs, sums))] if exact else []
    unequal += map(_apart_line, cached.apart_from_national(who, quarter=asked))
    if unequal:
        _list(lists, say("overview.out_of_balance"), unequal, "")
    critical = summary.most_pressing(cached.centres(who, quarter=asked))
    crossed = _came_nearer(who, asked, apart=critical)
    named = [each.code for several in (critical, crossed) for each in several[:NAMED]]
    standing = cached_centres.standing(who, asked, named)
    nobody = say("overview.nobody_critical" if cached.readable(who) else "overview.centres_withheld")

    def to_all(more: str) -> str:
        return f"[{more}]({origin_links.same_visit(CENTRES_ADDRESS, quarter=quarter)})"

    _list(lists, say("overview.critical"), [_centre_line(each, standing, asked) for each in critical], nobody, to_all)
    if crossed:
        _list(lists, say("overview.crossed"), [_centre_line(each, standing, asked) for each in crossed], "", to_all)


def _list(
    cells: st.delta_generator.DeltaGenerator,
    title: str,
    lines: Sequence[str],
    nothing: str,
    to_more: Callable[[str], str] = str,
) -> None:
    """A short list under a title in a cell of its own, the rest only counted, perhaps with the way to it."""
    more = [to_more(say("overview.and_more", count=number(len(lines) - NAMED)))] if len(lines) > NAMED else []
    told = "\n".join(f"- {line}" for line in (*lines[:NAMED], *more)) or nothing
    cells.markdown(f"**{title}**\n\n{told}")


def _silent(cells: st.delta_generator.DeltaGenerator, who: Visitor, quarter: Quarter) -> None:
    """Who is silent, each with the way to its page; for those who follow returns, the way to the list of them all."""
    country = house().country
    silent = summary.silent(cached.silence(who, quarter), country, quarter)

    def listed(name: str, within: str = "") -> str:
        if not may_follow_any(who):
            return name
        return f"[{name}]({reporting_links.address(Behind.MISSING, quarter=quarter, within=within)})"

    districts = [
        say(
            "overview.silent_for" if quarters > 1 else "overview.silent_once",
            place=district.linked(place, centre_list.where(place, country), quarter),
            quarters=quarters,
        )
        for place, quarters in silent.districts
    ]
    provinces = [
        say(
            "overview.province_silent",
            province=listed(escaped(place.name), place.code),
            silent=count,
            districts=of,
        )
        for place, count, of in silent.provinces
    ]
    _list(cells, say("overview.silent"), districts, say("overview.nobody_silent"), listed)
    if provinces:
        _list(cells, say("overview.provinces"), provinces, "", listed)


def _unequal_line(unequal: summary.Unequal) -> str:
    one, other = (escaped(filters.long_name(measure)) for measure in (unequal.pair.one, unequal.pair.other))
    return say("overview.unequal", one=one, other=other, more=number(unequal.one), less=number(unequal.other))


def _apart_line(apart: released_reporting.Apart) -> str:
    told, published = apart.told, apart.published
    return say(
        "overview.apart",
        name=escaped(filters.name_of(apart.term)),
        sum=number(apart.found),
        told=number(told),
        published=number(published.value),
        source=escaped(published.source),
    )


def _came_nearer(who: Visitor, quarter: Quarter, *, apart: Sequence[Centre]) -> list[Centre]:
    """The centres that crossed a threshold in the quarter, apart from those that are named already."""
    if quarter - 1 not in cached.quarters(who):
        return []
    now, before = (cached.centres(who, quarter=each) for each in (quarter, quarter - 1))
    named = {each.code for each in apart}
    return [each for each in centre_standing.nearer(now, before) if each.code not in named]


def _centre_line(centre: Centre, standing: Mapping[str, Since], quarter: Quarter) -> str:
    """A centre near its closing, as the way to its page: where it lies, when its money is gone, since when it is so."""
    end = say("overview.money_gone", month=centre_list.ends(centre, voice()))
    name = f"[{escaped(centre_list.name(centre, voice()))}]({address(centre.code, str(quarter))})"
    told = [escaped(centre_list.risk(centre.ahead.risk, voice()))]
    if centre.code in standing:
        told.append(escaped(centre_standing.since(standing[centre.code], voice())))
    place = escaped(centre.place.name)
    return say("overview.critical_centre", centre=name, place=place, end=f"{end}; {' '.join(told)}")
