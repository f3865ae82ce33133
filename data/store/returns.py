"""Writing returns: filing them, and keeping what is read in step, all in the caller's transaction.

Nothing is overwritten: a correction is a new revision that names the one it replaces. `file_returns` files one workbook
or the demo world's six thousand by the same code.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from data.errors import FiledMeanwhile, WithdrawnMeanwhile
from data.model import Country, Status
from data.store import audit, facilities, kept_findings, receipts, rollups
from data.store.inserting import insert_all
from data.store.locks import refuse_locked
from data.store.new_return import NewReturn, Observation, Receipt
from data.store.tables import answers, counting_returns, district_values, events, files, observations, returns

PlaceAndQuarter = tuple[str, str]


@dataclass(frozen=True)
class _Newest:
    """The newest return of a place and quarter, whether it counts or not: the next one numbers on from it."""

    revision: int
    receipt: str


def file_returns(
    connection: Connection,
    news: Sequence[NewReturn],
    *,
    country: Country,
    seen: Mapping[PlaceAndQuarter, str | None] | None = None,
) -> list[Receipt]:
    """File returns in their order, in the caller's transaction, and bring everything kept for reading up to date.

    A file that is, byte for byte, the return that counts already is not filed again: it gets the receipt it has.

    Args:
        connection: a transaction that writes.
        news: the returns.
        country: whose districts are summed up.
        seen: for places and quarters the receipt of the return that counted when the sender looked; None for none.

    Raises:
        FiledMeanwhile, WithdrawnMeanwhile: if another return counts now than the sender saw.
        ReturnAccepted, QuarterClosed: if one of them is locked. Then none is filed.
    """
    audit.hold(connection)
    keys = {(new.place, str(new.quarter)) for new in news}
    counting = receipts.counting(connection, keys)
    newest = _newest(connection, keys)
    next_id = (connection.execute(sa.select(sa.func.max(returns.c.id))).scalar() or 0) + 1
    given: list[Receipt] = []
    fresh: list[tuple[NewReturn, Receipt]] = []
    for new in news:
        key = (new.place, str(new.quarter))
        known = counting.get(key)
        if known is None or known.sha256 is None or known.sha256 != _digest(new):
            if seen is not None and key in seen:
                _refuse_changed(known, seen[key])
            known = _receipt(new, next_id + len(fresh), newest.get(key))
            fresh.append((new, known))
            newest[key], counting[key] = _Newest(known.revision, known.receipt), known
        given.append(known)
    if fresh:
        refuse_locked(connection, {(new.place, str(new.quarter)) for new, _ in fresh})
        _store(connection, fresh, country=country)
    return given


def _store(connection: Connection, fresh: Sequence[tuple[NewReturn, Receipt]], *, country: Country) -> None:
    news, given = [new for new, _ in fresh], [receipt for _, receipt in fresh]
    _insert(connection, news, given)
    kept_findings.keep(connection, fresh)
    facilities.store_rows(connection, news, [receipt.return_id for receipt in given])
    _count(connection, news, given)
    rollups.refresh(connection, _touched(news), country=country)
    audit.append(connection, [_audit_entry(new, receipt) for new, receipt in fresh])


def _refuse_changed(now: Receipt | None, seen: str | None) -> None:
    """Two senders at once: whoever comes second has not seen what the first has filed, and must look again."""
    if now is not None and now.receipt != seen:
        raise FiledMeanwhile(receipt=now.receipt, moment=f"{now.filed_at:%Y-%m-%d %H:%M} UTC")
    if now is None and seen is not None:
        raise WithdrawnMeanwhile(receipt=seen)


def values_of(said: Iterable[Observation], ratios: Mapping[str, tuple[str, str]]) -> list[dict[str, object]]:
    """The rows of `district_values` that a return makes, without its id: its totals, and its ratios."""
    totals = {o.measure: o for o in said if o.dimension == "total"}
    rows: list[dict[str, object]] = [
        {"measure": measure, "numerator": o.value, "denominator": None, "status": o.status.value}
        for measure, o in totals.items()
    ]
    for measure, (numerator, denominator) in ratios.items():
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


def _newest(connection: Connection, keys: set[PlaceAndQuarter]) -> dict[PlaceAndQuarter, _Newest]:
    rows = connection.execute(
        sa.select(returns.c.place, returns.c.quarter, returns.c.revision, returns.c.receipt)
        .where(receipts.of(returns, keys))
        .order_by(returns.c.revision)
    )
    return {(row.place, row.quarter): _Newest(row.revision, row.receipt) for row in rows}


def _digest(new: NewReturn) -> str | None:
    return hashlib.sha256(new.content).hexdigest() if new.content is not None else None


def _receipt(new: NewReturn, return_id: int, before: _Newest | None) -> Receipt:
    sha256 = _digest(new)
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
        numbers=sum(each.value is not None for each in new.observations),
        facilities=len(new.facility_rows),
        payments=len(new.funding_rows),
    )


def _insert(connection: Connection, news: Sequence[NewReturn], given: Sequence[Receipt]) -> None:
    contents = {r.sha256: new.content for new, r in zip(news, given, strict=True) if r.sha256}
    if contents:
        known = set(connection.execute(sa.select(files.c.sha256).where(files.c.sha256.in_(contents))).scalars())
        fresh = [{"sha256": sha, "content": content} for sha, content in contents.items() if sha not in known]
        if fresh:
            connection.execute(files.insert(), fresh)
    ids_by_receipt = {receipt.receipt: receipt.return_id for receipt in given}
    replaced = [receipt.replaces for receipt in given if receipt.replaces not in ids_by_receipt]
    for row in connection.execute(sa.select(returns.c.receipt, returns.c.id).where(returns.c.receipt.in_(replaced))):
        ids_by_receipt[row.receipt] = row.id
    pairs = list(zip(news, given, strict=True))
    insert_all(
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
    insert_all(
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
    insert_all(
        connection,
        answers,
        ({"return_id": r.return_id, "code": c, "text": text} for new, r in pairs for c, text in new.answers.items()),
    )
    insert_all(
        connection,
        events,
        ({"return_id": r.return_id, "kind": "filed", "at": new.at, "by": new.by, "note": ""} for new, r in pairs),
    )


def _count(connection: Connection, news: Sequence[NewReturn], given: Sequence[Receipt]) -> None:
    """Make each new return the one that counts, and put its values in place of the earlier revision's."""
    newest = {(new.place, str(new.quarter)): (new, receipt) for new, receipt in zip(news, given, strict=True)}
    first_filed = {}
    for key in (key for key, (_, receipt) in newest.items() if receipt.revision > 1):
        first_filed[key] = receipts.first_filed_at(connection, key)
        forget(connection, key)
    insert_all(
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
    insert_all(
        connection,
        district_values,
        (
            {**row, "place": place, "quarter": quarter, "return_id": receipt.return_id}
            for (place, quarter), (new, receipt) in newest.items()
            for row in values_of(new.observations, new.ratios)
        ),
    )


def forget(connection: Connection, key: PlaceAndQuarter) -> None:
    """Take a place and quarter out of what is kept for reading; nothing that was filed is touched."""
    place, quarter = key
    for table in (counting_returns, district_values):
        connection.execute(sa.delete(table).where(table.c.place == place, table.c.quarter == quarter))


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
            "findings": None if new.findings is None else len(new.findings),
            "replaces": receipt.replaces,
            "sha256": receipt.sha256,
        },
    )
