"""Reading releases: which there are, what they show, which quarters wait for one, and who is let in to them.

A release tells the figures of one quarter as they are shown to those who may not read the exact ones. Of a quarter the
newest published release is the one that is read. Every function takes an open connection and changes nothing.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from data.errors import UnknownRelease
from data.model import RELEASE_CELLS, TOTAL, Quarter, Role
from data.store import decisions, receipts
from data.store.framing import frame
from data.store.release_tables import release_cells, release_returns, releases
from data.store.tables import counting_returns, facts

if TYPE_CHECKING:
    import pandas as pd

CELL_COLUMNS = tuple(column for column in RELEASE_CELLS if column != "quarter")

SWITCHES = {Role.DONOR: "donors", Role.PUBLIC: "public"}
"""Who can be let in to releases, and the fact that says so."""
ON, OFF = "on", "off"


@dataclass(frozen=True)
class Release:
    """A release as it stands in the database.

    Attributes:
        number: which release of its quarter it is, from 1.
        base: counts of people are shown in steps of so many.
        method: the version of the method.
        draw: which draw it is of those that were made before one passed the audit.
        input_hash: a digest of the exact figures that it was made from.
        verdict: what the audit found; `passed` says whether it may be published.
        published_at, published_by: None until it is published.
    """

    id: int
    quarter: Quarter
    number: int
    made_at: dt.datetime
    made_by: str
    base: int
    method: str
    draw: int
    input_hash: str
    verdict: Mapping[str, Any]
    published_at: dt.datetime | None
    published_by: str | None

    @property
    def passed(self) -> bool:
        """Whether the audit lets it be published."""
        return self.verdict.get("passed") is True

    @property
    def published(self) -> bool:
        """Whether it was published."""
        return self.published_at is not None


def read(connection: Connection, release_id: int) -> Release:
    """A release.

    Raises:
        UnknownRelease: if there is none of this number.
    """
    row = connection.execute(sa.select(releases).where(releases.c.id == release_id)).first()
    if row is None:
        raise UnknownRelease(number=release_id)
    return _release(row)


def every(connection: Connection) -> list[Release]:
    """Every release, the oldest quarter first."""
    chosen = sa.select(releases).order_by(releases.c.quarter, releases.c.number)
    return [_release(row) for row in connection.execute(chosen)]


def of_quarter(connection: Connection, quarter: Quarter) -> list[Release]:
    """The releases of a quarter, the oldest first; the last may not be published."""
    chosen = sa.select(releases).where(releases.c.quarter == str(quarter)).order_by(releases.c.number)
    return [_release(row) for row in connection.execute(chosen)]


def newest_published(connection: Connection) -> dict[Quarter, Release]:
    """The release that is read of each quarter."""
    return {release.quarter: release for release in every(connection) if release.published}


def to_be_released(connection: Connection) -> list[Quarter]:
    """The closed quarters of which nothing, or not what is accepted now, was published; the oldest first."""
    closed = {text for text, said in decisions.of_all(connection).items() if said.closed}
    accepted = _accepted().where(counting_returns.c.quarter.in_(closed)).subquery()
    read = _read_of_each_quarter()
    shown = (
        sa.select(read.c.quarter, release_returns.c.place, release_returns.c.return_id)
        .join(read, read.c.id == release_returns.c.release_id)
        .subquery()
    )
    same = sa.and_(*(accepted.c[key] == shown.c[key] for key in ("quarter", "place", "return_id")))
    new = sa.select(accepted.c.quarter).outerjoin(shown, same).where(shown.c.place.is_(None))
    gone = sa.select(shown.c.quarter).outerjoin(accepted, same).where(accepted.c.place.is_(None))
    some = sa.select(accepted.c.quarter)
    found = connection.execute(sa.union(new, gone.where(shown.c.quarter.in_(some)))).scalars()
    return sorted(Quarter.parse(text) for text in found)


def cells(connection: Connection, release_id: int, *, measures: Collection[str] | None = None) -> pd.DataFrame:
    """What a release shows, of all measures or of some: columns `data.model.RELEASE_CELLS`."""
    quarter = str(read(connection, release_id).quarter)
    chosen = sa.select(*(release_cells.c[column] for column in CELL_COLUMNS)).where(
        release_cells.c.release_id == release_id
    )
    wanted = None if measures is None else frozenset(measures)
    rows = [tuple(row) for row in connection.execute(chosen) if wanted is None or row.measure in wanted]
    found = frame(rows, CELL_COLUMNS).astype({"value": float})
    return found.assign(quarter=quarter)[list(RELEASE_CELLS)]


def numbers(
    connection: Connection, release_ids: Collection[int], *, measures: Collection[str], place: str
) -> dict[tuple[int, str], float]:
    """What releases show of some measures in a place, by release and measure, where they show a number."""
    told = release_cells.c
    chosen = sa.select(told.release_id, told.measure, told.value).where(
        told.release_id.in_(release_ids),
        told.measure.in_(measures),
        told.dimension == TOTAL,
        told.item == "",
        told.place == place,
        told.value.is_not(None),
    )
    return {(row.release_id, row.measure): row.value for row in connection.execute(chosen)}


MOVES = ("measure", "place", "before", "after")
"""Columns of what a release changes: both figures as shown, NA where there was or is none."""


def moves(connection: Connection, before: int, after: int) -> pd.DataFrame:
    """The numbers of one release that are shown otherwise in another: columns `MOVES`, by measure and place."""
    old, new = release_cells.alias("old"), release_cells.alias("new")
    same = sa.and_(*(old.c[key] == new.c[key] for key in ("measure", "dimension", "item", "place")))
    of_old, of_new = old.c.release_id == before, new.c.release_id == after
    columns = (old.c.value.label("before"), new.c.value.label("after"))
    changed = (
        sa.select(new.c.measure, new.c.place, *columns)
        .outerjoin(old, sa.and_(of_old, same))
        .where(of_new, new.c.dimension == TOTAL, new.c.item == "", old.c.value.is_distinct_from(new.c.value))
    )
    gone = (
        sa.select(old.c.measure, old.c.place, *columns)
        .outerjoin(new, sa.and_(of_new, same))
        .where(of_old, old.c.dimension == TOTAL, old.c.item == "", new.c.place.is_(None), old.c.value.is_not(None))
    )
    rows = sorted((tuple(row) for row in connection.execute(changed.union_all(gone))), key=lambda row: row[:2])
    return frame(rows, MOVES).astype({"before": float, "after": float})


def returns_of(connection: Connection, release_id: int) -> dict[str, int]:
    """The returns that a release was made from, by district."""
    chosen = sa.select(release_returns.c.place, release_returns.c.return_id).where(
        release_returns.c.release_id == release_id
    )
    return {row.place: row.return_id for row in connection.execute(chosen)}


def accepted_returns(connection: Connection, quarter: Quarter) -> dict[str, int]:
    """The counting returns of a quarter that are accepted now, by district."""
    chosen = _accepted().where(counting_returns.c.quarter == str(quarter))
    return {row.place: row.return_id for row in connection.execute(chosen)}


def _accepted() -> sa.Select[tuple[str, str, int]]:
    counts = counting_returns.c
    return receipts.accepted(counts.quarter, counts.place, counts.return_id)


def _read_of_each_quarter() -> sa.Subquery:
    """The newest published release of each quarter: its number in the database, and the quarter."""
    age = sa.func.row_number().over(partition_by=releases.c.quarter, order_by=releases.c.number.desc()).label("age")
    published = sa.select(releases.c.id, releases.c.quarter, age).where(releases.c.published_at.is_not(None)).subquery()
    return sa.select(published.c.id, published.c.quarter).where(published.c.age == 1).subquery()


def opened(connection: Connection) -> frozenset[Role]:
    """Who of donors and the public is let in to releases: nobody, until somebody who may do so lets them in."""
    let_in = set(connection.execute(_LET_IN).scalars())
    return frozenset(role for role, key in SWITCHES.items() if key in let_in)


# Made once: every page of every visitor asks.
_LET_IN = sa.select(facts.c.key).where(facts.c.key.in_(SWITCHES.values()), facts.c.value == ON)


def _release(row: sa.Row[Any]) -> Release:
    said = dict(row._mapping)
    return Release(**said | {"quarter": Quarter.parse(row.quarter), "verdict": json.loads(row.verdict)})
