"""What stands on the two pages, in words: everything becomes text here, and lists are cut so that two pages hold them.

Gives plain data for the template (`data.briefing.TEMPLATE`): text, lists of text, pictures. No number is computed here.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from typing import Any, TypeVar

from data.geography import Outlines
from data.model import Language
from data.store.house import House
from data.words import quarter as in_words
from metrics.change import Change, Figure
from metrics.coverage import Share
from metrics.sentences import Sentence
from pages.parts import centre_list, map_data, map_drawing
from pages.parts.briefing import scorecard
from pages.parts.briefing.facts import Briefing
from pages.parts.briefing.others import published
from pages.parts.briefing.picture import picture, swatch
from pages.parts.briefing.telling import Teller, short
from pages.parts.district_map.payload import encode, legend
from pages.parts.map_asked import MapAsked
from pages.parts.shown import Voice

CHANGES, SILENT, PROVINCES, CENTRES = 16, 9, 4, 7
"""How many lines each list has room for; the rest is counted."""

Said = dict[str, Any]
T = TypeVar("T")


def told(
    house: House,
    briefing: Briefing,
    outlines: Outlines,
    *,
    language: Language,
    day: dt.date,
    as_of: dt.date | None = None,
) -> Said:
    """All that the template is given.

    Args:
        house: the house opened for work.
        briefing: what is to be told.
        outlines: the stored outlines.
        language: in which language.
        day: the day on which the pages are made.
        as_of: the day as known on which everything is told; None for now.
    """
    teller = Teller(house, Voice(language, house.country.currency, house.settings.content), briefing)
    return {
        "language": language,
        **_head(teller, day, as_of),
        "sentences": {
            "title": teller.say("sentences"),
            "told": [*_not_yet(teller), *(_sentence(each, teller) for each in briefing.told)],
        },
        "map": _map(teller, outlines),
        "scorecard": scorecard.table(teller),
        "changes": _changes(teller),
        "silent": _silent(teller),
        "centres": _centres(teller),
        "others": published(teller),
        "notes": [_outlines(teller, outlines), teller.say("source")],
    }


def cut(lines: Iterable[T], most: int) -> tuple[list[T], int]:
    """The first lines, and how many more there are."""
    known = list(lines)
    return known[:most], max(0, len(known) - most)


def _more(teller: Teller, count: int) -> str:
    return teller.say("more", count=teller.voice.number(count)) if count else ""


def _head(teller: Teller, day: dt.date, as_of: dt.date | None) -> Said:
    voice, briefing = teller.voice, teller.briefing
    coverage, country = briefing.coverage, voice.pick(briefing.country.names)
    lead = teller.say(
        "lead",
        reported=voice.number(coverage.reporting.count),
        expected=voice.number(coverage.reporting.of),
        on_time=voice.number(coverage.on_time.count),
        day=voice.date(coverage.due),
    )
    accepted = briefing.accepted
    if briefing.release is None:
        count, of = voice.number(accepted.count), voice.number(accepted.of)
        lead = f"{lead} {teller.say('lead_accepted', accepted=count, expected=of)}"
    made = teller.say("known_on" if as_of else "made_on", country=country, day=voice.date(as_of or day))
    return {
        "title": teller.say("title"),
        "quarter": f"{country}, {in_words(briefing.quarter, voice.language)}",
        "made": made,
        "mark": _mark(teller),
        "why": _why(teller),
        "demo": teller.say("demo") if teller.house.facts.demo else "",
        "lead": lead,
        "page": [teller.say("page", page=number, pages=2) for number in (1, 2)],
    }


def _mark(teller: Teller) -> str:
    release = teller.briefing.release
    if release is None:
        return teller.say("not_public")
    return teller.say("release", number=release.number, day=teller.voice.date(release.published_at.date()))


def _why(teller: Teller) -> str:
    release = teller.briefing.release
    return teller.say("release_why", step=release.base) if release else teller.say("not_public_why")


def _from(share: Share, teller: Teller) -> str:
    key = "from_released" if teller.briefing.release else "from_accepted"
    return teller.say(key, count=teller.voice.number(share.count), of=teller.voice.number(share.of))


def _sentence(sentence: Sentence, teller: Teller) -> str:
    gaps: dict[str, object] = {}
    for figure, names in zip(
        sentence.figures, (("now", "quarter", "of"), ("before", "earlier", "of_before")), strict=False
    ):
        said = (teller.value(figure), teller.voice.quarter(figure.quarter), _answered(figure, teller))
        gaps |= dict(zip(names, said, strict=True)) | {"measure": teller.name(figure.measure)}
    for share, names in zip(sentence.shares, (("count", "of"), ("all_count", "all_of")), strict=False):
        gaps |= dict(zip(names, (teller.voice.number(share.count), teller.voice.number(share.of)), strict=True))
    if sentence.base:
        gaps["from"] = _from(sentence.base, teller)
    if sentence.pillar:
        gaps["pillar"] = teller.voice.say(f"workbook.pillars.{sentence.pillar.value}")
    if sentence.day:
        gaps["month"] = teller.voice.month(sentence.day)
    return " ".join([teller.say(f"said.{sentence.key}", **gaps), *_beside(sentence.beside, teller)])


def _not_yet(teller: Teller) -> list[str]:
    """What is said first where the ministry has not accepted anything of the quarter."""
    briefing = teller.briefing
    return [teller.say("none_yet")] if briefing.release is None and not briefing.accepted.count else []


def _answered(figure: Figure, teller: Teller) -> str:
    return _from(Share(figure.reporting, figure.expected), teller)


def _beside(figure: Figure | None, teller: Teller) -> list[str]:
    if figure is None:
        return []
    told = {"measure": teller.name(figure.measure), "now": teller.value(figure), "of": _answered(figure, teller)}
    return [teller.say("said.beside", **told)]


def _map(teller: Teller, outlines: Outlines) -> Said:
    briefing, voice = teller.briefing, teller.voice
    name, part = teller.name(briefing.measure), teller.part(briefing.measure)
    asked = MapAsked(briefing.measure, briefing.quarter)
    found = map_data.figures(briefing.districts, asked, part=part, outlines=outlines, country=briefing.country)
    letters, _ = encode(found.values, found.statuses, found.classes)
    lines = legend(letters, found.classes, voice.language, map_drawing.names(found, part, asked, voice))
    answered = Share(found.reporting, found.expected)
    count, of = voice.number(answered.count), voice.number(answered.of)
    notes = [f"{voice.say('downloads.unit', unit=map_drawing.unit_of(part, asked, voice))}.", teller.say("caution")]
    if not json.loads(outlines.document)["official"]:
        notes.append(f"{voice.say('map.not_official')}.")
    if outlines.missing:
        notes.append(teller.say("undrawn", count=voice.number(len(outlines.missing))))
    return {
        "title": teller.say("map_of", measure=name),
        "of": teller.of(answered),
        "picture": picture(outlines, letters, found.classes),
        "alt": teller.say(
            "map_alt", country=voice.pick(briefing.country.names), measure=name, reporting=count, expected=of
        ),
        "legend": [
            {"swatch": swatch(letter, found.classes), "label": label, "count": voice.number(number)}
            for letter, label, number in lines
        ],
        "note": " ".join(notes),
    }


def _changes(teller: Teller) -> Said:
    rows, more = cut(teller.briefing.changes, CHANGES)
    columns = ("measure", "now", "quarter", "word_quarter", "year", "word_year")
    return {
        "title": teller.say("changes"),
        "columns": [teller.say(f"columns.{name}") for name in columns],
        "rows": [_change_row(row, teller) for row in rows],
        "more": _more(teller, more),
        "note": teller.say("changes_hint"),
    }


def _change_row(row: Mapping[str, Change], teller: Teller) -> list[list[str]]:
    on_quarter, on_year = row["quarter"], row["year"]
    return [
        [teller.name(on_quarter.now.measure), ""],
        _with_n(on_quarter.now, teller),
        _with_n(on_quarter.before, teller),
        [_word(on_quarter, teller), ""],
        _with_n(on_year.before, teller),
        [_word(on_year, teller), ""],
    ]


def _with_n(figure: Figure, teller: Teller) -> list[str]:
    return [teller.value(figure), "" if figure.value is None else teller.of(Share(figure.reporting, figure.expected))]


def _word(change: Change, teller: Teller) -> str:
    return teller.say(f"words.{change.word}") if change.word else ""


def _silent(teller: Teller) -> Said:
    silent, voice = teller.briefing.silent, teller.voice
    districts, more = cut(silent.districts, SILENT)
    provinces, _ = cut(silent.provinces, PROVINCES)
    named = [
        teller.say("province", province=short(place.name, 30), count=voice.number(count), of=voice.number(of))
        for place, count, of in provinces
    ]
    return {
        "title": teller.say("silent"),
        "of": teller.of(Share(len(silent.districts), teller.briefing.coverage.reporting.of)),
        "columns": [teller.say(f"columns.{name}") for name in ("place", "silent_for", "call")],
        "rows": [
            [
                short(centre_list.where(place, teller.briefing.country), 48),
                teller.say("quarters.one" if quarters == 1 else "quarters.many", count=voice.number(quarters)),
                short(_office(place.code, place.name, teller), 52),
            ]
            for place, quarters in districts
        ],
        "more": _more(teller, more),
        "none": "" if districts else teller.say("nobody_silent"),
        "note": teller.say("provinces", names="; ".join(named)) if named else "",
    }


def _office(code: str, place: str, teller: Teller) -> str:
    """Under which office the district last filed; where it never did, or that is not for the reader, its task force."""
    return teller.briefing.offices.get(code) or teller.say("office_of", place=place)


def _centres(teller: Teller) -> Said:
    briefing, voice = teller.briefing, teller.voice
    centres, more = cut(briefing.at_risk, CENTRES)
    return {
        "title": teller.say("centres"),
        "of": teller.say("centres_of", count=voice.number(len(briefing.at_risk)), of=voice.number(briefing.centres)),
        "columns": [teller.say(f"columns.{name}") for name in ("centre", "place", "gone", "status", "since")],
        "rows": [
            [
                short(centre_list.name(each, voice), 40),
                short(each.place.name, 30),
                centre_list.ends(each, voice),
                centre_list.risk(each.ahead.risk, voice),
                _since(each.code, teller),
            ]
            for each in centres
        ],
        "more": _more(teller, more),
        "none": "" if centres else teller.say("no_centre" if briefing.centres else "no_centre_known"),
    }


def _since(code: str, teller: Teller) -> str:
    """At the end of which quarter a centre was first seen where it stands."""
    since = teller.briefing.standing.get(code)
    if since is None:
        return ""
    quarter = teller.voice.quarter(since.quarter)
    return teller.say("since_earlier", quarter=quarter) if since.at_least else quarter


def _outlines(teller: Teller, outlines: Outlines) -> str:
    """Where the outlines are from."""
    return teller.say("outlines", source=teller.voice.pick(json.loads(outlines.document)["source"]))
