"""Taking back a return: it stays filed for ever, but counts no more. The revision before it counts again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from sqlalchemy.engine import Connection

from data.errors import NoReason, NotCounting, UnknownReceipt
from data.model import Country, Event
from data.store import audit, receipts
from data.store.locks import refuse_locked
from data.store.receipts import Standing
from data.store.standing import count_what_stands
from data.store.tables import events

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
        ReturnAccepted, QuarterClosed: if it is locked.
        NoReason: if there is no reason, or a novel.
    """
    audit.hold(connection)
    known = receipts.by_receipt(connection, receipt)
    if known is None:
        raise UnknownReceipt
    place, quarter = known.receipt.place, str(known.receipt.quarter)
    if known.standing is not Standing.COUNTS:
        raise NotCounting(receipt=receipt)
    refuse_locked(connection, [(place, quarter)])
    if not reason.strip() or len(reason) > LONGEST_REASON:
        raise NoReason(longest=LONGEST_REASON)
    note = {"return_id": known.receipt.return_id, "kind": Event.WITHDRAWN.value, "at": at, "by": by}
    connection.execute(events.insert(), [note | {"note": reason.strip()}])
    again = count_what_stands(connection, (place, quarter), country=country, ratios=ratios)
    entry = audit.Entry(at=at, actor=by, action="withdraw_return", subject=receipt, detail={"counts_again": again})
    audit.append(connection, [entry])
    return again
