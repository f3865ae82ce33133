"""What the page *Release* is made of: what waits, one release with its audit and what it moves, and who is let in."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import pandas as pd
import streamlit as st

from data.model import Level, Quarter, Role, Visitor
from data.store.releases import Release
from pages.parts import cached, filters, release_figures, releasing, sent_table, shown, sight
from pages.parts.drawn import replayed
from pages.parts.kept import kept
from pages.parts.opened import house
from pages.parts.release_figures import National, Waiting
from pages.parts.releasing import Overview
from pages.parts.review_list import attempt
from pages.parts.words import day_and_time, escaped, number, say, voice
from pages.parts.words import quarter as in_words

SURE = "release_sure"
MOST_NAMES, MOST_MOVES = 12, 400
LONG, TALL = 12, 460
"""From more rows on, a table is so many pixels tall and scrolls under its head."""
FOUND = (
    "outsider_exact",
    "outsider_narrow",
    "insider_exact",
    "insider_nobody",
    "off_base",
    "sums_unequal",
    "rules_broken",
)
"""What the audit counts and must find none of, in the order in which it is told."""
LEVELS = tuple(level.value for level in (Level.DISTRICT, Level.PROVINCE, Level.COUNTRY))


def show_waiting(who: Visitor, found: Overview) -> None:
    """The quarters to be released, and for the one that is chosen what can be done about it."""
    quarters = found.waiting
    st.header(say("release.waiting"))
    if not quarters:
        st.info(say("release.nothing_waits"), icon=":material/task_alt:")
        return
    code = filters.choose(
        say("filters.quarter"),
        key="to_release",
        options=[str(each) for each in quarters],
        default=str(found.proposed()),
        show=lambda code: in_words(Quarter.parse(code)),
        width=filters.WIDTH_OF_QUARTER,
    )
    if len(quarters) > 1:
        st.caption(say("release.order"))
    _one(who, _waiting(cached.version(), who, code))


@kept(cached.FEW)
def _waiting(version: str, who: Visitor, quarter: str) -> Waiting:
    return release_figures.to_release(house(), who, Quarter.parse(quarter))


def _one(who: Visitor, each: Waiting) -> None:
    left = len(each.left_out)
    accepted = number(len(each.accepted))
    st.write(say("release.made_from", accepted=accepted, of=number(len(each.accepted) + left)))
    if each.left_out:
        names = ", ".join(escaped(place.name) for place in each.left_out[:MOST_NAMES])
        more = say("release.and_more", count=number(left - MOST_NAMES)) if left > MOST_NAMES else ""
        st.write(say("release.left_out", count=number(left), places=f"{names}{more}"))
    if each.published:
        st.write(say("release.replaces", number=number(each.published.number)))
    if each.made and not each.up_to_date:
        st.warning(say("release.outdated"))
    _make(who, each)
    if each.made and each.up_to_date:
        show_release(who, each.made)
        _publish(who, each.made)


def _make(who: Visitor, each: Waiting) -> None:
    words = "release.make_again" if each.made else "release.make"
    if not st.button(say(words), key="release_make", icon=":material/calculate:", type="secondary"):
        return
    bar = st.progress(0.0, say("release.doing.rounding"))

    def progress(what: str, done: int, of: int) -> None:
        bar.progress(done / max(of, 1), say(f"release.doing.{what}"))

    attempt(
        lambda: releasing.make(house(), who, each.quarter, progress=progress),
        say("release.was_made", quarter=in_words(each.quarter)),
    )


def _publish(who: Visitor, made: Release) -> None:
    if not made.passed:
        st.error(say("release.not_published"))
        return
    if st.session_state.get(SURE) != made.id:
        label = say("release.publish")
        st.button(label, key="release_publish", type="primary", on_click=_ask, args=(made.id,))
        return
    with st.container(border=True):
        st.write(say("release.publish_means"))
        with st.container(horizontal=True):
            sure = st.button(say("release.publish_now"), type="primary", key="release_publish_now")
            st.button(say("review.not_now"), key="release_publish_not", on_click=_ask, args=(None,))
    if sure:
        _ask(None)
        attempt(
            lambda: releasing.publish(house(), who, made.id),
            say("release.was_published", quarter=in_words(made.quarter), number=number(made.number)),
        )


def _ask(release_id: int | None) -> None:
    st.session_state[SURE] = release_id


def show_release(who: Visitor, release: Release) -> None:
    """A release: what the audit says of it, the country's numbers in it, and what it moves."""
    st.subheader(say("release.one", quarter=in_words(release.quarter), number=number(release.number)))
    made = day_and_time(release.made_at)
    st.caption(say("release.made", moment=made, by=escaped(release.made_by), base=number(release.base)))
    _audit(release)
    _national(release_figures.national(house(), who, release), release)
    _moves(who, release)


def _audit(release: Release) -> None:
    verdict = release.verdict
    told = {"sensitive": _count(verdict, "sensitive"), "cells": _count(verdict, "cells"), "base": number(release.base)}
    if release.passed:
        st.success(say("release.audit.passed", **told), icon=":material/verified_user:")
    else:
        st.error(say("release.audit.failed", **told), icon=":material/gpp_bad:")
    with st.expander(say("release.audit.title")):
        rows = [{_column("what"): say(f"release.audit.{key}"), _column("found"): _count(verdict, key)} for key in FOUND]
        insiders = {
            _column("what"): say("release.audit.insider_narrow"),
            _column("found"): _count(verdict, "insider_narrow"),
        }
        st.table([*rows, insiders], border="horizontal", hide_index=True)
        far = {level: verdict.get("largest_deviation", {}).get(level) for level in LEVELS}
        mean = {level: verdict.get("mean_deviation", {}).get(level) for level in LEVELS}
        for level in (level for level in LEVELS if far[level] is not None):
            st.write(
                say(f"release.audit.apart.{level}", most=number(far[level]), mean=number(mean[level], 1)),
            )
        st.caption(say("release.audit.took", seconds=number(verdict.get("seconds", 0), 0)))


def _count(verdict: Mapping[str, object], key: str) -> str:
    value = verdict.get(key)
    return number(float(value)) if isinstance(value, int | float) else say("numbers.unknown")


def _national(found: Sequence[National], release: Release) -> None:
    if not found:
        return
    with st.expander(say("release.national")):
        st.caption(say("release.national_means"))
        rows = [
            {
                _column("measure"): escaped(filters.measure_name(each.measure)),
                _column("shown"): escaped(_written(each.measure, each.shown, release)),
                _column("exact"): escaped(_written(each.measure, each.exact, None)),
            }
            for each in found
        ]
        sent_table.show(rows, alt=say("release.national"), height=TALL if len(rows) > LONG else "content")


def _moves(who: Visitor, release: Release) -> None:
    if release.number == 1:
        st.write(say("release.first"))
        return
    moved = cached.release_moves(who, release)
    st.write(say("release.moved", count=number(len(moved))))
    if moved.empty:
        return
    rows = [
        {
            _column("place"): escaped(house().country.places[row["place"]].name),
            _column("measure"): escaped(filters.measure_name(row["measure"])),
            _column("before"): escaped(_written(row["measure"], shown.known(row["before"]), release)),
            _column("after"): escaped(_written(row["measure"], shown.known(row["after"]), release)),
        }
        for row in moved.head(MOST_MOVES).to_dict("records")
    ]
    texts = sent_table.beneath(pd.DataFrame(rows), _column("place"), _column("measure"))
    told = say("release.moved", count=number(len(moved)))
    sent_table.show(texts, alt=told, height=TALL if len(rows) > LONG else "content")


def _written(measure: str, value: float | None, release: Release | None) -> str:
    if value is None:
        return say("map.missing")
    part = house().catalogue.measure(measure)
    step = sight.step_of(house(), part, base=release.base) if release else float("nan")
    return shown.amount(value, part, voice(), step)


def _column(name: str) -> str:
    return say(f"release.columns.{name}")


@replayed
def published(who: Visitor) -> None:
    """Every release that was published, the newest quarter first."""
    st.header(say("release.published"))
    published = [each for each in reversed(cached.release_overview(who).releases) if each.published_at is not None]
    if not published:
        st.write(say("release.none_published"))
        return
    rows = [
        {
            _column("quarter"): voice().quarter(each.quarter),
            _column("number"): number(each.number),
            _column("published"): day_and_time(each.published_at) if each.published_at else "",
            _column("by"): escaped(each.published_by or ""),
            _column("base"): number(each.base),
            _column("sensitive"): _count(each.verdict, "sensitive"),
        }
        for each in published
    ]
    told = sent_table.beneath(pd.DataFrame(rows), _column("published"), _column("by"))
    quarter, number_of, *others = told.columns
    told = sent_table.stacked(told, {quarter: (quarter, number_of), **{each: (each,) for each in others}})
    sent_table.show(told, alt=say("release.published"))


def switches(who: Visitor, let_in: Collection[Role]) -> None:
    """Whether donors and the public are let in to what was released, and the way to change it."""
    st.header(say("release.readers"))
    st.write(say("release.readers_means"))
    for role in (Role.DONOR, Role.PUBLIC):
        _switch(who, role, now=role in let_in)


def _switch(who: Visitor, role: Role, *, now: bool) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.write(say(f"release.{role.value}_{'in' if now else 'out'}"))
        asked = st.button(say(f"release.{'shut' if now else 'open'}_{role.value}"), key=f"release_let_{role.value}")
    if asked:
        attempt(
            lambda: releasing.let_in(house(), who, role, let=not now),
            say(f"release.{role.value}_{'out' if now else 'in'}"),
        )
