"""Releases are written once, published once, and never changed after it: each function in the caller's transaction.

Who may do it is asked here. Until a release is published it may be replaced by another draw or by other returns, for
nobody has seen it.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from data import rights
from data.errors import (
    NotAllowed,
    NothingAccepted,
    NothingReleased,
    NothingToChange,
    QuarterNotClosed,
    ReleaseFailed,
    ReleaseOutdated,
)
from data.model import Quarter, Role, Visitor
from data.store import audit, decisions, review_lists
from data.store.inserting import insert_all
from data.store.release_tables import (
    OF_RELEASES,
    release_cells,
    release_centres,
    release_excused,
    release_funding,
    release_returns,
    releases,
)
from data.store.releases import (
    CELL_COLUMNS,
    OFF,
    ON,
    SWITCHES,
    Release,
    accepted_returns,
    of_quarter,
    opened,
    read,
    returns_of,
)
from data.store.tables import counting_returns, facilities, facility_quarters, facts, funding_lines

if TYPE_CHECKING:
    import pandas as pd

AT_ONCE = 20_000
"""So many rows are written at a time."""


@dataclass(frozen=True)
class NewRelease:
    """A release to be written.

    Attributes:
        base, method, draw, input_hash, verdict: as of `Release`.
        cells: what is shown, of every level, in the columns `data.model.RELEASE_CELLS`.
        returns: the accepted return of each district that it was made from, by the district's code.
    """

    quarter: Quarter
    base: int
    method: str
    draw: int
    input_hash: str
    verdict: Mapping[str, Any]
    cells: pd.DataFrame
    returns: Mapping[str, int]


def require_ready(connection: Connection, quarter: Quarter, *, by: Visitor) -> dict[str, int]:
    """The accepted returns that a release of a quarter is made from, by district.

    Raises:
        NotAllowed: if the visitor may not release.
        QuarterNotClosed: if the quarter is open.
        NothingAccepted: if there is no accepted return.
    """
    if not rights.may_release(by):
        raise NotAllowed
    if decisions.of_quarter(connection, str(quarter)).closed is None:
        raise QuarterNotClosed(quarter=str(quarter))
    found = accepted_returns(connection, quarter)
    if not found:
        raise NothingAccepted(quarter=str(quarter))
    return found


def write(connection: Connection, new: NewRelease, *, by: Visitor, at: dt.datetime) -> Release:
    """Write a release that is not published yet; an earlier one of the quarter that never was is replaced.

    Raises:
        NotAllowed, QuarterNotClosed, NothingAccepted: as `require_ready`.
        ReleaseOutdated: if other returns are accepted now than it was made from.
    """
    audit.hold(connection)
    if require_ready(connection, new.quarter, by=by) != dict(new.returns):
        raise ReleaseOutdated(quarter=str(new.quarter))
    _drop_unpublished(connection, new.quarter)
    number = len(of_quarter(connection, new.quarter)) + 1
    row = {
        "quarter": str(new.quarter),
        "number": number,
        "made_at": at,
        "made_by": by.email,
        "base": new.base,
        "method": new.method,
        "draw": new.draw,
        "input_hash": new.input_hash,
        "verdict": json.dumps(new.verdict, sort_keys=True),
    }
    made = connection.execute(releases.insert().values(row).returning(releases.c.id)).scalar_one()
    _write_cells(connection, made, new.cells)
    _write_returns(connection, made, new)
    _copy_money(connection, made)
    release = read(connection, made)
    _log(connection, release, "make_release", by=by, at=at)
    return release


def mark_published(connection: Connection, release_id: int, *, by: Visitor, at: dt.datetime) -> Release:
    """Say that a release is published. `data.store.published.publish` does so, and lets it be read.

    Raises:
        NotAllowed: if the visitor may not release.
        UnknownRelease: if there is none of this number.
        NothingToChange: if it is published already.
        ReleaseFailed: if it did not pass the audit.
        ReleaseOutdated: if other returns are accepted now than it was made from.
    """
    if not rights.may_release(by):
        raise NotAllowed
    audit.hold(connection)
    release = read(connection, release_id)
    quarter = str(release.quarter)
    if release.published:
        raise NothingToChange
    if not release.passed:
        raise ReleaseFailed(quarter=quarter)
    if accepted_returns(connection, release.quarter) != returns_of(connection, release_id):
        raise ReleaseOutdated(quarter=quarter)
    unpublished = (releases.c.id == release_id) & releases.c.published_at.is_(None)
    connection.execute(sa.update(releases).where(unpublished).values(published_at=at, published_by=by.email))
    _log(connection, release, "publish_release", by=by, at=at)
    return read(connection, release_id)


def let_in(connection: Connection, role: Role, *, let: bool, by: Visitor, at: dt.datetime) -> None:
    """Let donors, or the public, in to what was released; or shut them out again.

    Whether releases can be read apart from exact figures must have been looked at: `data.store.published`.

    Raises:
        NotAllowed: if the visitor may not decide it.
        NothingReleased: if nothing was published yet.
        NothingToChange: if it is so already.
    """
    if not rights.may_open_releases(by):
        raise NotAllowed
    audit.hold(connection)
    if let is (role in opened(connection)):
        raise NothingToChange
    published = sa.select(releases.c.id).where(releases.c.published_at.is_not(None)).limit(1)
    if let and connection.execute(published).first() is None:
        raise NothingReleased
    key, value = SWITCHES[role], ON if let else OFF
    connection.execute(sa.delete(facts).where(facts.c.key == key))
    connection.execute(facts.insert(), [{"key": key, "value": value}])
    entry = audit.Entry(at=at, actor=by.email, action="open_releases" if let else "shut_releases", subject=key)
    audit.append(connection, [entry])


def _drop_unpublished(connection: Connection, quarter: Quarter) -> None:
    """The one place where anything of a release is deleted: it was never published."""
    unpublished = sa.select(releases.c.id).where(releases.c.quarter == str(quarter), releases.c.published_at.is_(None))
    for each in connection.execute(unpublished).scalars().all():
        for table in OF_RELEASES:
            connection.execute(sa.delete(table).where(table.c.release_id == each))
        connection.execute(sa.delete(releases).where(releases.c.id == each))


def _write_cells(connection: Connection, release_id: int, shown: pd.DataFrame) -> None:
    plain = shown[list(CELL_COLUMNS)].astype({"value": object})
    plain["value"] = plain["value"].where(shown["value"].notna(), None)
    rows = plain.itertuples(index=False, name=None)
    _insert(connection, release_cells, (dict(zip(CELL_COLUMNS, row, strict=True)) for row in rows), release_id)


def _write_returns(connection: Connection, release_id: int, new: NewRelease) -> None:
    counts = counting_returns.c
    came = sa.select(counts.place, counts.return_id, counts.first_filed_at).where(counts.quarter == str(new.quarter))
    rows = [dict(row._mapping) for row in connection.execute(came) if row.place in new.returns]
    _insert(connection, release_returns, rows, release_id)
    excused = review_lists.excused(connection, quarters=[new.quarter])[str(new.quarter)]
    _insert(connection, release_excused, ({"place": place} for place in sorted(excused)), release_id)


def _copy_money(connection: Connection, release_id: int) -> None:
    """What the returns say of centres and of money, but for what counts people or names a cell."""
    made_from = sa.and_(
        release_returns.c.release_id == release_id, release_returns.c.return_id == facility_quarters.c.return_id
    )
    known = {column.name for column in release_centres.c} - {"release_id", "code"}
    of_centre = [(facility_quarters if c in facility_quarters.c else facilities).c[c] for c in sorted(known)]
    centres = (
        sa.select(sa.literal(release_id), facilities.c.code, *of_centre)
        .join(facility_quarters, facility_quarters.c.facility == facilities.c.code)
        .join(release_returns, made_from)
    )
    connection.execute(release_centres.insert().from_select(["release_id", "code", *sorted(known)], centres))
    agreed = [column.name for column in release_funding.c if column.name not in ("release_id", "place", "row")]
    numbered = sa.func.row_number().over(partition_by=release_returns.c.place, order_by=funding_lines.c.row)
    money = (
        sa.select(sa.literal(release_id), release_returns.c.place, numbered, *(funding_lines.c[c] for c in agreed))
        .join(release_returns, release_returns.c.return_id == funding_lines.c.return_id)
        .where(release_returns.c.release_id == release_id)
    )
    connection.execute(release_funding.insert().from_select(["release_id", "place", "row", *agreed], money))


def _insert(connection: Connection, table: sa.Table, rows: Iterable[Mapping[str, Any]], release_id: int) -> None:
    left: Iterator[Mapping[str, Any]] = iter(rows)
    while some := list(islice(left, AT_ONCE)):
        insert_all(connection, table, ({"release_id": release_id, **row} for row in some))


def _log(connection: Connection, release: Release, action: str, *, by: Visitor, at: dt.datetime) -> None:
    detail = {"release": release.id, "number": release.number, "draw": release.draw, "passed": release.passed}
    entry = audit.Entry(at=at, actor=by.email, action=action, subject=str(release.quarter), detail=detail)
    audit.append(connection, [entry])
