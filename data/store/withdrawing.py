"""Taking back a return: it stays filed for ever, but counts no more. The revision before it counts again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from data.errors import NoReason, NotCounting, UnknownReceipt
from data.model import Country
from data.store import audit, receipts, rollups
from data.store.receipts import Filed, Standing
from data.store.returns import PlaceAndQuarter, forget, values_of
from data.store.said import observations_of
from data.store.tables import counting_returns, district_values, events, returns

LONGEST_REASON = 500


def withdraw(
    connection: Connection,
    receipt: str,
    *,
    by: str,
    at: dt.datetime,
    reason: str,
    country: Country,
    ratios: Mapping[str, tuple[str, str]],
) -> str | None:
    """Withdraw the return that counts, in the caller's transaction.

    Args:
        connection: a transaction that writes.
        receipt: of the return.
        by: who withdraws it.
        at: when.
        reason: why, in a sentence; it is kept with the return.
        country: whose districts are summed up.
        ratios: for each ratio measure its numerator's and denominator's measures.

    Returns:
        The receipt of the revision that counts again; None where there is none, so that the place is missing again.

    Raises:
        UnknownReceipt: if there is no such return.
        NotCounting: if it does not count any more.
        NoReason: if there is no reason, or a novel.
    """
    audit.hold(connection)
    known = receipts.by_receipt(connection, receipt)
    if known is None:
        raise UnknownReceipt
    if known.standing is not Standing.COUNTS:
        raise NotCounting(receipt=receipt)
    if not reason.strip() or len(reason) > LONGEST_REASON:
        raise NoReason(longest=LONGEST_REASON)
    note = {"return_id": known.receipt.return_id, "kind": Standing.WITHDRAWN.value, "at": at, "by": by}
    connection.execute(events.insert(), [note | {"note": reason.strip()}])
    again = _count_what_stands(connection, known, ratios)
    place, quarter = known.receipt.place, str(known.receipt.quarter)
    rollups.refresh(connection, {quarter: {place}}, country=country)
    entry = audit.Entry(at=at, actor=by, action="withdraw_return", subject=receipt, detail={"counts_again": again})
    audit.append(connection, [entry])
    return again


def _count_what_stands(connection: Connection, withdrawn: Filed, ratios: Mapping[str, tuple[str, str]]) -> str | None:
    """Let the newest revision count that was neither withdrawn nor sent back."""
    key = (withdrawn.receipt.place, str(withdrawn.receipt.quarter))
    first_filed = receipts.first_filed_at(connection, key)
    forget(connection, key)
    standing = _standing(connection, key)
    if standing is None:
        return None
    place, quarter = key
    whose = {"place": place, "quarter": quarter, "return_id": standing.id}
    connection.execute(counting_returns.insert(), [whose | {"first_filed_at": first_filed}])
    rows = values_of(observations_of(connection, standing.id), ratios)
    if rows:
        connection.execute(district_values.insert(), [row | whose for row in rows])
    return str(standing.receipt)


def _standing(connection: Connection, key: PlaceAndQuarter) -> sa.Row[Any, Any] | None:
    kinds = [Standing.WITHDRAWN.value, Standing.SENT_BACK.value]
    ended = sa.select(events.c.return_id).where(events.c.kind.in_(kinds))
    chosen = (
        sa.select(returns.c.id, returns.c.receipt)
        .where(returns.c.place == key[0], returns.c.quarter == key[1], returns.c.id.not_in(ended))
        .order_by(returns.c.revision.desc())
        .limit(1)
    )
    return connection.execute(chosen).first()
