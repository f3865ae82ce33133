"""The word for a change, where one may be said: it rose, it fell, or there is no clear change. No Streamlit here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from data.model import Country, Level, Part, Quarter
from metrics import change
from metrics.change import SPANS, Change
from metrics.trend import provisional
from pages.parts.shown import Voice, value


def sentences(
    points: pd.DataFrame, *, part: Part, names: Mapping[str, str], country: Country, voice: Voice
) -> Iterator[str]:
    """For each place what its newest quarter that is not provisional says beside earlier ones.

    Nothing is said of stocks, shares, money and answers of yes or no: for them chance cannot be reckoned with.

    Args:
        points: columns `metrics.trend.POINTS` of the measure.
        part: the measure.
        names: the places wanted, by code, in their order.
        country: whose places they are.
        voice: in whose words.
    """
    if not change.can_be_worded(part):
        return
    new = provisional(points)
    for code, name in names.items():
        own = points[points["place"] == code]
        settled = own[own["value"].notna() & ~new.loc[own.index]]
        if settled.empty:
            continue
        quarter = Quarter.parse(settled["quarter"].max())
        found = {span: change.change(own, part, quarter, span=span) for span in SPANS}
        above = country.places[code].level is not Level.DISTRICT
        told = [_beside(each, span, part, above=above, voice=voice) for span, each in found.items()]
        now = _written(found["quarter"].now, part, above=above, voice=voice)
        yield voice.say(
            "trends.said", place=name, quarter=voice.quarter(quarter), value=now, told="; ".join(filter(None, told))
        )


def _beside(found: Change, span: str, part: Part, *, above: bool, voice: Voice) -> str:
    if found.before.value is None:
        return voice.say(f"trends.nothing_before_{span}")
    before = _written(found.before, part, above=above, voice=voice)
    word = voice.say(f"trends.words.{found.word.value if found.word else 'too_few'}")
    return voice.say(f"trends.beside_{span}", word=word, quarter=voice.quarter(found.before.quarter), value=before)


def _written(figure: change.Figure, part: Part, *, above: bool, voice: Voice) -> str:
    return value(
        figure.value or 0.0,
        part,
        figure.status,
        reporting=figure.reporting,
        above=above,
        voice=voice,
        step=figure.step,
    )
