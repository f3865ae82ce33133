"""The one door to releases: making them, having them audited, publishing them, and letting donors and the public in.

Making is costly, and writes nothing before it is done; publishing is one transaction. Who may do what is asked here and
where it is written (`data.store.release_writing`). No Streamlit here.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from data import rights
from data.errors import NotAllowed, NothingReleased
from data.model import Quarter, Role, Visitor
from data.store import publishing, release_writing, releases
from data.store.engine import reading, writing
from data.store.house import House
from data.store.releases import Release
from pages.parts.moments import now

Progress = Callable[[str, int, int], None]
"""Told what is being done (`rounding` or `audit`), how much of it is done, and how much of it there is."""


@dataclass(frozen=True)
class Overview:
    """How releases stand.

    Attributes:
        releases: every release, the oldest quarter first.
        waiting: the closed quarters of which nothing, or not what is accepted now, was published.
        let_in: who of donors and the public is let in.
        apart: whether what was published can be read apart from exact figures.
    """

    releases: tuple[Release, ...]
    waiting: tuple[Quarter, ...]
    let_in: frozenset[Role]
    apart: bool

    def proposed(self) -> Quarter:
        """Of those that wait, the one to release now: the first after all that were released, else the oldest.

        A release is fitted to what was released of earlier quarters and never to later ones, so that quarters are best
        released in the order of time; and what goes on where the last release ended is looked for most.
        """
        newest = max((each.quarter for each in self.releases if each.published), default=None)
        return next((each for each in self.waiting if newest and each > newest), self.waiting[0])


def overview(house: House, visitor: Visitor) -> Overview:
    """How releases stand.

    Raises:
        NotAllowed: if it is not the visitor's to see.
    """
    _refuse_others(visitor)
    with reading(house.engine) as connection:
        return Overview(
            releases=tuple(releases.every(connection)),
            waiting=tuple(releases.to_be_released(connection)),
            let_in=releases.opened(connection),
            apart=house.released() is not None,
        )


def make(
    house: House,
    visitor: Visitor,
    quarter: Quarter,
    *,
    at: dt.datetime | None = None,
    progress: Progress = lambda what, done, of: None,
) -> Release:
    """Round the figures of a closed quarter, have them attacked, and store the release with what the audit says of it.

    Raises:
        NotAllowed: if the visitor may not release.
        QuarterNotClosed, NothingAccepted: if there is nothing to release yet.
        ReleaseOutdated: if a return was accepted or reopened meanwhile.
    """
    if not rights.may_release(visitor):
        raise NotAllowed
    from pages.parts import release_making  # SciPy takes a while to load

    about = release_making.known(house, quarter)
    with reading(house.engine) as connection:
        accepted = release_writing.require_ready(connection, quarter, by=visitor)
        given = release_making.read_input(connection, house, about, accepted)
    new = release_making.made(about, given, progress=progress)
    with writing(house.engine) as connection:
        return release_writing.write(connection, new, by=visitor, at=at or now())


def audit(
    house: House, visitor: Visitor, release_id: int, *, progress: Progress = lambda what, done, of: None
) -> Mapping[str, Any]:
    """Attack a stored release once more, published or not. Nothing is changed.

    Returns:
        The verdict, as it is stored.

    Raises:
        NotAllowed: if the visitor may not release.
        UnknownRelease: if there is none of this number.
    """
    if not rights.may_release(visitor):
        raise NotAllowed
    from pages.parts import release_making  # SciPy takes a while to load

    with reading(house.engine) as connection:
        release = releases.read(connection, release_id)
        about = release_making.known(house, release.quarter)
        made_from = releases.returns_of(connection, release_id)
        given = release_making.read_input(connection, house, about, made_from, until=release)
        cells = releases.cells(connection, release_id)
    return release_making.verdict_on(about, given, cells, progress=progress).as_json()


def publish(house: House, visitor: Visitor, release_id: int, *, at: dt.datetime | None = None) -> Release:
    """Publish a release: from now on it is what everybody reads who may not read exact figures.

    Raises:
        NotAllowed, UnknownRelease, NothingToChange, ReleaseFailed, ReleaseOutdated: as `publishing.publish`.
    """
    return publishing.publish(house.store, release_id, by=visitor, at=at or now())


def let_in(house: House, visitor: Visitor, role: Role, *, let: bool, at: dt.datetime | None = None) -> None:
    """Let donors, or the public, in to what was released; or shut them out again.

    Raises:
        NotAllowed: if the visitor may not decide it.
        NothingReleased: if nothing was released that can be read apart from exact figures.
        NothingToChange: if it is so already.
    """
    if not rights.may_open_releases(visitor):
        raise NotAllowed
    if let and house.released() is None:
        raise NothingReleased
    with writing(house.engine) as connection:
        release_writing.let_in(connection, role, let=let, by=visitor, at=at or now())


def changes(house: House, visitor: Visitor, release_id: int) -> pd.DataFrame:
    """The shown numbers of districts, provinces and the country that differ from the release that is read now.

    Columns: `releases.MOVES`. Of the first release of a quarter everything is new, and the frame is empty.

    Raises:
        NotAllowed: if it is not the visitor's to see.
        UnknownRelease: if there is none of this number.
    """
    _refuse_others(visitor)
    with reading(house.engine) as connection:
        release = releases.read(connection, release_id)
        before = [each for each in releases.of_quarter(connection, release.quarter) if each.number < release.number]
        if not before:
            return pd.DataFrame(columns=list(releases.MOVES))
        return releases.moves(connection, before[-1].id, release_id)


def _refuse_others(visitor: Visitor) -> None:
    if not rights.may_see_releases(visitor):
        raise NotAllowed
