"""The map of closures ahead: districts by the gravest of their centres, a diamond in the middle, never an address."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any

import streamlit as st

from data.geography import Outlines
from data.model import Country, Language, Level, Quarter, Status, Visitor
from metrics.centre import STOPPED, Risk
from pages.parts import cached, centre_list, links, map_data, map_drawing, opened
from pages.parts.district_map import Classes, assets, district_map, drawn
from pages.parts.kept import kept
from pages.parts.opened import house
from pages.parts.released_centres import Centre
from pages.parts.shown import Voice
from pages.parts.words import language, number, say, voice

DISTRICT_PAGE = "../public/district.py"
COMPONENT = "centre_map"
FEW = 40

GRAVITY = {Risk.SECURE: 1.0, Risk.WATCH: 2.0, Risk.AT_RISK: 3.0, Risk.CRITICAL: 4.0}
"""The classes of the map, the gravest the darkest. The lightest is of districts where every centre has stopped."""
_ALL_STOPPED = 0.0
_CLASSES = (_ALL_STOPPED, *GRAVITY.values())


def show(who: Visitor, quarter: Quarter) -> None:
    """Draw it; a district opens its page."""
    data, hidden, undrawn = _drawn(cached.version(), opened.outlines().digest, language(), who, str(quarter))
    clicked = district_map(data, key=COMPONENT)
    if clicked in house().country.places:
        st.switch_page(DISTRICT_PAGE, query_params={"quarter": str(quarter), "place": clicked})
    if hidden:
        st.caption(say("map_page.centres_hidden", count=number(hidden)))
    if undrawn:
        st.caption(say("centres.map_undrawn", count=number(undrawn)))


@kept(FEW)  # nobody changes what stands in it
def _drawn(
    version: str, outlines: str, spoken: Language, who: Visitor, quarter: str
) -> tuple[dict[str, Any], int, int]:
    """What the map's script reads, of how many centres the district is not told, and of how many it has no outline."""
    asked = Quarter.parse(quarter)
    centres = cached.centres(who, quarter=asked)
    placed = [each for each in centres if each.place.level is Level.DISTRICT]
    data = drawing(placed, house().country, opened.outlines(), quarter=asked, voice=voice())
    return data, len(centres) - len(placed), len(placed) - sum(dict(data["centres"]).values())


def drawing(
    placed: Sequence[Centre], country: Country, outlines: Outlines, *, quarter: Quarter, voice: Voice
) -> dict[str, Any]:
    """All that the map's script reads.

    Args:
        placed: the centres whose district is told. Where it has no outline, the map names it in its table.
        country: whose map it is.
        outlines: in whose order the map wants its districts.
        quarter: at whose end the risks are reckoned.
        voice: in whose words.
    """
    here: dict[str, list[Centre]] = {}
    for each in placed:
        here.setdefault(each.place.code, []).append(each)
    codes = list(dict.fromkeys(outlines.reports))
    undrawn = sorted({*here, *outlines.missing} - set(codes))
    on_map = [each for each in placed if each.place.code in codes]
    codes += undrawn
    values = [_gravest(here.get(code, ())) for code in codes]
    statuses = [
        Status.REPORTED if value is not None else Status.MISSING if code in here else Status.NOT_EXPECTED
        for code, value in zip(codes, values, strict=True)
    ]
    names = {grave: voice.say(f"centres.risk.{risk.value}") for risk, grave in GRAVITY.items()}
    return drawn(
        outlines_url=links.outlines_address(country.iso3, outlines.digest),
        module_url=assets.MODULE_URL,
        values=values,
        statuses=statuses,
        classes=_classes(values),
        words=map_drawing.named_levels(country, voice) | _said(voice),
        language=voice.language,
        title=voice.say("centres.map_title", day=voice.date(quarter.last_day)),
        summary=_summary(on_map, voice),
        unit="",
        names={_ALL_STOPPED: voice.say("centres.map_stopped"), **names},
        undrawn=[map_data.without_outline(code, country) for code in undrawn],
        centres=dict(sorted(Counter(each.place.code for each in on_map).items())),
    )


def _gravest(centres: Sequence[Centre]) -> float | None:
    """The gravest risk among the centres that are there; None without a centre, or if nothing can be told of any."""
    going = [each.ahead.risk for each in centres if each.ahead.risk not in STOPPED]
    if centres and not going:
        return _ALL_STOPPED
    return max((GRAVITY[risk] for risk in going if risk in GRAVITY), default=None)


def _classes(graves: Sequence[float | None]) -> Classes:
    """One class for each gravity, whether it occurs or not, so that a shade always means the same."""
    return Classes(
        bounds=tuple((grave, grave) for grave in _CLASSES),
        counts=tuple(sum(each == grave for each in graves) for grave in _CLASSES),
        zero=True,
        digits=0,
    )


def _said(voice: Voice) -> dict[str, str]:
    """What the map says of districts with centres, and of those without a class."""
    return {
        Status.REPORTED.value: voice.say("centres.map_there"),
        Status.MISSING.value: voice.say("centres.map_unknown"),
        Status.NOT_EXPECTED.value: voice.say("centres.map_none"),
    }


def _summary(placed: Sequence[Centre], voice: Voice) -> str:
    counts = {risk: sum(each.ahead.risk is risk for each in placed) for risk in Risk}
    told = [f"{centre_list.risk(risk, voice)} {voice.number(count)}" for risk, count in counts.items() if count]
    return voice.say("centres.map_summary", count=voice.number(len(placed)), told=", ".join(told))
