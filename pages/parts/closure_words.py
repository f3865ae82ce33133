"""What a closure would cost, in words: from `closure`, and from the figures of admissions as they are shown. Pure."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable

import pandas as pd

from data.catalogue import Catalogue
from data.model import Country, Level, OverQuarters, Part, Place, Quarter, Status
from pages.parts import centre_inputs, centre_list, closure, shown
from pages.parts.closure import Closure, Other
from pages.parts.released_centres import Centre
from pages.parts.shown import Voice

ADMISSIONS = "admissions"
"""The unit of the measures that count who came into a centre."""
QUARTERS = 4
COLUMNS = ("centre", "place", "distance", "takes", "free", "status")


def beds(centre: Centre, lost: Closure, voice: Voice) -> list[str]:
    """How many beds would be lost, of those of the province and of the country; who lives there; whom it takes."""
    own = centre.position.beds
    told = [voice.say("centre.beds_unknown" if own is None else "centre.beds_lost", beds=voice.number(own or 0))]
    if own is not None:
        told += [
            voice.say(
                "centre.beds_of",
                place=each.place.name,
                beds=voice.number(each.beds),
                told=voice.number(each.told),
                centres=voice.number(each.centres),
            )
            for each in lost.beds
        ]
    people = centre_list.residents(centre, voice)
    return [
        " ".join(told),
        voice.say("centre.live_there", residents=people, groups=centre_inputs.serves(centre, voice)),
    ]


def admissions(catalogue: Catalogue) -> list[Part]:
    """The measures of admissions that may be added over quarters: who comes twice counts twice."""
    parts = (part for indicator in catalogue.indicators.values() for part in indicator.parts)
    return [part for part in parts if part.unit == ADMISSIONS and part.over_quarters is OverQuarters.SUM]


def admitted(points: pd.DataFrame, part: Part, last: Quarter, place: Place, voice: Voice) -> list[str]:
    """The admissions of a place in the year up to a quarter, each quarter as it is shown.

    They are added up only where no quarter shows fewer than a step, which would be added as none.

    Args:
        points: columns `metrics.trend.POINTS`.
        part: the measure.
        last: the last of the four quarters.
        place: of which they are told.
        voice: in whose words.
    """
    year = [str(last - back) for back in reversed(range(QUARTERS))]
    rows = points[(points["measure"] == part.measure) & points["quarter"].isin(year)].set_index("quarter")
    known, told, few = [], [], False
    for quarter in year:
        row = rows.loc[quarter].to_dict() if quarter in rows.index else {"status": Status.MISSING.value}
        status, step = row["status"], float(row.get("step", math.nan))
        value = shown.known(row.get("value")) if status in (Status.REPORTED, Status.NIL) else None
        written = voice.say(f"map.{status}") if value is None else shown.amount(value, part, voice, step)
        told.append(f"{voice.quarter(Quarter.parse(quarter))}: {written}")
        few = few or (value == 0 and step > 0)
        known += [] if value is None else [value]
    gaps = {"place": place.name, "quarters": " · ".join(told), "known": len(known), "of": QUARTERS}
    if not known or few:
        return [voice.say("centre.admitted_each", **gaps)]
    return [voice.say("centre.admitted", total=voice.number(sum(known)), **gaps)]


def left(lost: Closure, within: int, country: Country, voice: Voice) -> str:
    """The districts that would have no centre within reach any more, by name, those of a province together."""
    if not lost.left:
        return voice.say("centre.nobody_left", within=within)
    of: dict[str, list[str]] = defaultdict(list)
    for place in lost.left:
        above = country.places.get(place.parent or "")
        of[above.name if above and above.level is Level.PROVINCE else ""].append(place.name)
    names = [": ".join(filter(None, (province, ", ".join(there)))) for province, there in of.items()]
    return voice.say("centre.left_are", count=voice.number(len(lost.left)), names="; ".join(names))


def same(centre: Centre, lost: Closure, voice: Voice) -> str:
    """The nearest centre that takes the same people, or why none can be named."""
    other = lost.same
    if other is None:
        return voice.say("centre.none_same")
    gaps = {
        "centre": centre_list.name(other.centre, voice),
        "place": other.centre.place.name,
        "distance": far(other, voice),
        "kind": voice.say(f"workbook.options.{centre.kind}"),
        "free": free(other.centre, voice),
    }
    return voice.say(f"centre.nearest_{other.takes.value}", **gaps)


def nearest(
    lost: Closure, address: Callable[[Centre], str], voice: Voice, escaped: Callable[[str], str]
) -> pd.DataFrame:
    """The nearest centres that stay open, each with the way to its page.

    Args:
        lost: what a closure would cost.
        address: of a centre's page.
        voice: in whose words.
        escaped: keeps Markdown out of a text.
    """
    columns = [voice.say(f"centre.columns.{name}") for name in COLUMNS]
    rows = []
    for other in lost.nearest:
        name, *told = (escaped(text) for text in _row(other, voice))
        rows.append((f"[{name}]({address(other.centre)})", *told))
    return pd.DataFrame(rows, columns=columns)


def _row(other: Other, voice: Voice) -> tuple[str, ...]:
    return (
        centre_list.name(other.centre, voice),
        other.centre.place.name,
        far(other, voice),
        voice.say(f"centre.takes.{other.takes.value}"),
        free(other.centre, voice),
        centre_list.risk(other.centre.ahead.risk, voice),
    )


def far(other: Other, voice: Voice) -> str:
    """How far another centre is; of one in the same district only that, for nothing nearer than districts is known."""
    if round(other.kilometres) == 0:
        return voice.say("centre.same_place")
    return voice.say("centre.km", count=voice.number(other.kilometres))


def free(centre: Centre, voice: Voice) -> str:
    """How many beds are free; of people told in steps only about how many, of few people only how many at least."""
    found = closure.free(centre)
    if found is None:
        return voice.say("numbers.unknown")
    beds, at_least = found
    if at_least:
        return voice.say("centre.at_least", count=voice.number(beds))
    return voice.say("centre.about", count=voice.number(beds)) if centre.step > 0 else voice.number(beds)
