"""Writing returns: filing them, and keeping what is read in step, all in the caller's transaction.

Nothing is overwritten: a correction is a new revision that names the one it replaces. `file_returns` files one workbook
or the demo world's six thousand by the same code.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from data.errors import AlreadyFiled
from data.model import Country, Status
from data.store import audit, facilities, rollups
from data.store.new_return import NewReturn, Receipt
from data.store.tables import answers, counting_returns, district_values, events, files, observations, returns


@dataclass(frozen=True)
class _Before:
    """The newest return of a place and quarter, before another is filed."""

    id: int
    revision: int
    receipt: str
    sha256: str | None


def file_returns(connection: Connection, news: Sequence[NewReturn], *, country: Country) -> list[Receipt]:
    """File returns in their order, in the caller's transaction, and bring everything kept for reading up to date.

    Raises:
        AlreadyFiled: if the newest return of the same place and quarter is the very same file.
    """
    before = _newest(connection, {(new.place, str(new.quarter)) for new in news})
    next_id = (connection.execute(sa.select(sa.func.max(returns.c.id))).scalar() or 0) + 1
    receipts: list[Receipt] = []
    for new in news:
        key = (new.place, str(new.quarter))
        receipt = _receipt(new, next_id + len(receipts), before.get(key))
        before[key] = _Before(receipt.return_id, receipt.revision, receipt.receipt, receipt.sha256)
        receipts.append(receipt)
    _insert(connection, news, receipts)
    facilities.store_rows(connection, news, [receipt.return_id for receipt in receipts])
    _count(connection, news, receipts)
    rollups.refresh(connection, _touched(news), country=country)
    audit.append(connection, [_audit_entry(new, receipt) for new, receipt in zip(news, receipts, strict=True)])
    return receipts


def values_of(new: NewReturn) -> list[dict[str, object]]:
    """The rows of `district_values` that a return makes, without its id: its totals, and its ratios."""
    totals = {o.measure: o for o in new.observations if o.dimension == "total"}
    rows: list[dict[str, object]] = [
        {"measure": measure, "numerator": o.value, "denominator": None, "status": o.status.value}
        for measure, o in totals.items()
    ]
    for measure, (numerator, denominator) in new.ratios.items():
        parts = totals.get(numerator), totals.get(denominator)
        if parts[0] is None or parts[1] is None:
            continue
        known = parts[0].value is not None and parts[1].value is not None
        status = Status.REPORTED if known else Status.NOT_EXPECTED
        rows.append(
            {
                "measure": measure,
                "numerator": parts[0].value if known else None,
                "denominator": parts[1].value if known else None,
                "status": status.value,
            }
        )
    return rows


def _newest(connection: Connection, keys: set[tuple[str, str]]) -> dict[tuple[str, str], _Before]:
    quarters = sorted({quarter for _, quarter in keys})
    rows = connection.execute(
        sa.select(returns).where(returns.c.quarter.in_(quarters)).order_by(returns.c.revision)
        if len(keys) > 1
        else sa.select(returns)
        .where(sa.tuple_(returns.c.place, returns.c.quarter).in_(keys))
        .order_by(returns.c.revision)
    )
    return {(row.place, row.quarter): _Before(row.id, row.revision, row.receipt, row.sha256) for row in rows}


def _receipt(new: NewReturn, return_id: int, before: _Before | None) -> Receipt:
    sha256 = hashlib.sha256(new.content).hexdigest() if new.content is not None else None
    if before is not None and sha256 is not None and before.sha256 == sha256:
        raise AlreadyFiled(place=new.place, quarter=str(new.quarter), receipt=before.receipt)
    revision = before.revision + 1 if before else 1
    # Eight letters of a digest: receipts can be told apart on the telephone, and none can be guessed from another.
    seed = f"{new.place} {new.quarter} {revision} {sha256 or new.at.isoformat()} {new.by}"
    mark = hashlib.sha256(seed.encode()).hexdigest()[:8].upper()
    return Receipt(
        return_id=return_id,
        place=new.place,
        quarter=new.quarter,
        revision=revision,
        receipt=f"{new.place}-{new.quarter}-R{revision}-{mark}",
        replaces=before.receipt if before else None,
        filed_at=new.at,
        sha256=sha256,
    )


def _insert(connection: Connection, news: Sequence[NewReturn], receipts: Sequence[Receipt]) -> None:
    contents = {r.sha256: new.content for new, r in zip(news, receipts, strict=True) if r.sha256}
    if contents:
        known = set(connection.execute(sa.select(files.c.sha256).where(files.c.sha256.in_(contents))).scalars())
        fresh = [{"sha256": sha, "content": content} for sha, content in contents.items() if sha not in known]
        if fresh:
            connection.execute(files.insert(), fresh)
    ids_by_receipt = {receipt.receipt: receipt.return_id for receipt in receipts}
    replaced = [receipt.replaces for receipt in receipts if receipt.replaces not in ids_by_receipt]
    for row in connection.execute(sa.select(returns.c.receipt, returns.c.id).where(returns.c.receipt.in_(replaced))):
        ids_by_receipt[row.receipt] = row.id
    pairs = list(zip(news, receipts, strict=True))
    _insert_all(
        connection,
        returns,
        (
            {
                "id": r.return_id,
                "place": new.place,
                "quarter": str(new.quarter),
                "revision": r.revision,
                "replaces": ids_by_receipt.get(r.replaces) if r.replaces else None,
                "sha256": r.sha256,
                "template_version": new.template_version,
                "catalogue_version": new.catalogue_version,
                "language": new.language,
                "filed_at": new.at,
                "filed_by": new.by,
                "office": new.office,
                "receipt": r.receipt,
            }
            for new, r in pairs
        ),
    )
    _insert_all(
        connection,
        observations,
        (
            {
                "return_id": r.return_id,
                "measure": o.measure,
                "dimension": o.dimension,
                "item": o.item,
                "value": o.value,
                "status": o.status.value,
                "sheet": o.sheet,
                "cell": o.cell,
            }
            for new, r in pairs
            for o in new.observations
        ),
    )
    _insert_all(
        connection,
        answers,
        ({"return_id": r.return_id, "code": c, "text": text} for new, r in pairs for c, text in new.answers.items()),
    )
    _insert_all(
        connection,
        events,
        ({"return_id": r.return_id, "kind": "filed", "at": new.at, "by": new.by, "note": ""} for new, r in pairs),
    )


def _count(connection: Connection, news: Sequence[NewReturn], receipts: Sequence[Receipt]) -> None:
    """Make each new return the one that counts, and put its values in place of the earlier revision's."""
    newest = {(new.place, str(new.quarter)): (new, receipt) for new, receipt in zip(news, receipts, strict=True)}
    first_filed: dict[tuple[str, str], dt.datetime] = {}
    for (place, quarter), (_, receipt) in newest.items():
        if receipt.revision == 1:
            continue
        at = connection.execute(
            sa.select(sa.func.min(returns.c.filed_at)).where(returns.c.place == place, returns.c.quarter == quarter)
        ).scalar_one()
        first_filed[place, quarter] = at
        for table in (counting_returns, district_values):
            connection.execute(sa.delete(table).where(table.c.place == place, table.c.quarter == quarter))
    _insert_all(
        connection,
        counting_returns,
        (
            {
                "place": place,
                "quarter": quarter,
                "return_id": receipt.return_id,
                "first_filed_at": first_filed.get((place, quarter), new.at),
            }
            for (place, quarter), (new, receipt) in newest.items()
        ),
    )
    _insert_all(
        connection,
        district_values,
        (
            {**row, "place": place, "quarter": quarter, "return_id": receipt.return_id}
            for (place, quarter), (new, receipt) in newest.items()
            for row in values_of(new)
        ),
    )


def _insert_all(connection: Connection, table: sa.Table, rows: Iterable[Mapping[str, object]]) -> None:
    held = list(rows)
    if held:
        connection.execute(table.insert(), held)


def _touched(news: Sequence[NewReturn]) -> dict[str, set[str]]:
    touched: dict[str, set[str]] = {}
    for new in news:
        touched.setdefault(str(new.quarter), set()).add(new.place)
    return touched


def _audit_entry(new: NewReturn, receipt: Receipt) -> audit.Entry:
    return audit.Entry(
        at=new.at,
        actor=new.by,
        action="file_return",
        subject=receipt.receipt,
        detail={
            "observations": len(new.observations),
            "facilities": len(new.facility_rows),
            "funding": len(new.funding_rows),
            "answers": sorted(new.answers),
            "replaces": receipt.replaces,
            "sha256": receipt.sha256,
        },
    )
