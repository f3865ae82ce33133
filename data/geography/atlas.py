"""The outlines of every time: those of now, and those of a quarter before districts were divided or merged.

Boundaries of *then* are what was there in the quarter: an outline that the file holds of it, else what the register's
lines of descent say that it was divided into, put together again. On boundaries of *now* whatever came from one place
is drawn with the one figure that this place reported; it is never divided.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from data.geography.document import Outlines, compose, outlines_path
from data.geography.lineage import belonged_to, origins
from data.geography.outline_file import Feature, OutlineFile, read_outline_file
from data.model import Country, Level, Quarter
from data.settings import Overlay


class Atlas:
    """The outlines of one country and one file. Each document is made when it is first asked for, and kept."""

    def __init__(self, country: Country, file: OutlineFile) -> None:
        self._country = country
        now = tuple(each for each in file.features if _ended(country, each) is None)
        self._now, self._before = replace(file, features=now, source_before="", installed_before=""), file
        self._ended = tuple(each for each in file.features if _ended(country, each) is not None)
        self._days = sorted(_days(country, self._ended))
        self._made: dict[tuple[int, bool], Outlines] = {}

    @property
    def now(self) -> Outlines:
        """The outlines of now."""
        return self._kept(len(self._days), quarter=None, then=False)

    def of(self, quarter: Quarter, *, then: bool) -> Outlines:
        """The outlines that the figures of a quarter are drawn on: its own, or those of now."""
        epoch = bisect_right(self._days, quarter.last_day)
        return self.now if epoch == len(self._days) else self._kept(epoch, quarter=quarter, then=then)

    def by_digest(self, digest: str) -> Outlines | None:
        """The document of a digest; None where there is none."""
        last = [Quarter.of(day) - 1 for day in self._days]
        every = (self.of(quarter, then=then) for quarter in last for then in (True, False))
        return next((each for each in (self.now, *self._made.values(), *every) if each.digest == digest), None)

    def _kept(self, epoch: int, *, quarter: Quarter | None, then: bool) -> Outlines:
        key = (epoch, then)
        if key not in self._made:
            self._made[key] = compose(self._country, self._now) if quarter is None else self._made_of(quarter, then)
        return self._made[key]

    def _made_of(self, quarter: Quarter, then: bool) -> Outlines:
        country = self._country
        belonged = belonged_to(country, quarter, Level.DISTRICT)
        drawn = [replace(each, reports=belonged.get(each.reports, each.reports)) for each in self._now.features]
        if not then:
            return compose(country, replace(self._now, features=tuple(drawn)))
        ended = [each for each in self._ended if _was_there(country, each, quarter)]
        features = tuple(_of_then(country, drawn, ended))
        above = belonged_to(country, quarter, Level.PROVINCE)
        told = self._before if ended else self._now
        return compose(country, replace(told, features=features), provinces=above)


def outlines(country: Country, var: Path, content: Overlay | None = None) -> Outlines:
    """The outlines of now, as `atlas` finds them."""
    return atlas(country, var, content).now


def atlas(country: Country, var: Path, content: Overlay | None = None) -> Atlas:
    """The outlines of a country at all times: those that were installed, else the shipped ones.

    Reading takes about a fifth of a second for 500 districts; keep what comes back, and ask again when
    `outlines_path(...)` names a file of another age.

    Args:
        country: whose outlines.
        var: the folder for everything written at run time.
        content: a ministry's own content files, or None.

    Raises:
        BadCountry: if the file is none of Lima's own.
    """
    return Atlas(country, read_outline_file(outlines_path(country, var, content)))


def _days(country: Country, ended: Sequence[Feature]) -> set[dt.date]:
    """The first days on which other places or outlines were there than the day before."""
    places = [place for place in country.places.values() if place.level is not Level.COUNTRY]
    last = [*(place.valid_to for place in places), *(_ended(country, each) for each in ended)]
    begun = {place.valid_from for place in places if place.valid_from}
    return begun | {day + dt.timedelta(days=1) for day in last if day}


def _ended(country: Country, feature: Feature) -> dt.date | None:
    """The last day of an outline: its own, else its place's; None while it holds."""
    place = country.places.get(feature.reports)
    return feature.valid_to or (place.valid_to if place else None)


def _was_there(country: Country, feature: Feature, quarter: Quarter) -> bool:
    last, place = _ended(country, feature), country.places.get(feature.reports)
    first = feature.valid_from or (place.valid_from if place else None)
    return (first is None or first <= quarter.last_day) and (last is None or quarter.last_day <= last)


def _of_then(country: Country, drawn: Sequence[Feature], ended: Sequence[Feature]) -> list[Feature]:
    """The outlines of a quarter, in the order of the outlines of now.

    Args:
        country: whose they are.
        drawn: the outlines of now, each with the place that it reported for then.
        ended: outlines that held then and do so no more.
    """
    known = {each.code: each for each in ended}
    whole: dict[str, list[Feature]] = defaultdict(list)
    finer: list[Feature] = []
    for each in drawn:
        place = country.places.get(each.code)
        if place is None or place.level is not Level.DISTRICT:
            finer.append(each)
        elif each.reports in known or not any(line.before in known for line in origins(country, each.code)):
            whole[each.reports].append(each)
    then = {
        code: known.pop(code) if code in known else _together(country, code, parts) for code, parts in whole.items()
    }
    return [*then.values(), *known.values(), *finer]


def _together(country: Country, code: str, parts: Sequence[Feature]) -> Feature:
    """One outline of several, whose common borders are gone."""
    if len(parts) == 1:
        return replace(parts[0], code=code, name=country.places[code].name)
    from data.geography import coverage  # shapely is wanted here alone while Lima serves

    [joined] = coverage.features(coverage.joined(parts), [(code, country.places[code].name, code)])
    return joined
