"""Recovery centres and shelters: the register, and what each return said of their beds, cash and funding."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from data.model import Quarter
from data.store.new_return import NewReturn
from data.store.tables import counting_returns, facilities, facility_quarters, funding_lines

REGISTER = ("name", "kind", "operator")


def store_rows(connection: Connection, news: Sequence[NewReturn], return_ids: Sequence[int]) -> None:
    """Store the facility and funding rows of returns; a centre without a code enters the register under a new one."""
    with_rows = [(new, number) for new, number in zip(news, return_ids, strict=True) if new.facility_rows]
    codes = _register(connection, [new for new, _ in with_rows])
    quarters = [
        {
            **{key: value for key, value in row.items() if key not in (*REGISTER, "code")},
            "return_id": number,
            "facility": row["code"] or codes[new.place, str(row["name"])],
        }
        for new, number in with_rows
        for row in new.facility_rows
    ]
    if quarters:
        connection.execute(facility_quarters.insert(), quarters)
    lines = [
        {**row, "return_id": number, "facility": codes.get((new.place, str(row["facility"])), row["facility"])}
        for new, number in zip(news, return_ids, strict=True)
        for row in new.funding_rows
    ]
    if lines:
        connection.execute(funding_lines.insert(), lines)


def facility_costs(connection: Connection, *, until: Quarter, quarters: int = 4) -> dict[str, list[tuple[float, str]]]:
    """What each centre's month cost in its last quarters, from counting returns: amounts and currencies, newest first.

    Args:
        connection: one that reads.
        until: the last quarter.
        quarters: how many are looked at; a quarter that did not tell its cost has none.
    """
    told = facility_quarters.c
    chosen = (
        sa.select(told.facility, told.monthly_cost, told.currency)
        .join(counting_returns, counting_returns.c.return_id == told.return_id)
        .where(
            counting_returns.c.quarter <= str(until),
            counting_returns.c.quarter > str(until - quarters),
            told.monthly_cost.is_not(None),
        )
        .order_by(told.facility, counting_returns.c.quarter.desc())
    )
    found: dict[str, list[tuple[float, str]]] = {}
    for row in connection.execute(chosen):
        found.setdefault(row.facility, []).append((row.monthly_cost, row.currency))
    return found


def cost_sheets(connection: Connection, *, until: Quarter) -> list[sa.Row[tuple[object, ...]]]:
    """What every sheet of every centre says of its cost, from counting returns, the oldest first.

    Rows of `facility, quarter, monthly_cost, income, currency, state, closed_on`; several thousand of a large country.
    """
    told, counting = facility_quarters.c, counting_returns.c
    chosen = (
        sa.select(
            told.facility, counting.quarter, told.monthly_cost, told.income, told.currency, told.state, told.closed_on
        )
        .join(counting_returns, counting.return_id == told.return_id)
        .where(counting.quarter <= str(until))
        .order_by(told.facility, counting.quarter)
    )
    return list(connection.execute(chosen))


def payments(connection: Connection, *, until: Quarter) -> list[sa.Row[tuple[object, ...]]]:
    """Every payment to a centre that came, whichever sheet told it; and those to come, of its district's newest sheet.

    A payment that came is told once, however many sheets tell it. Rows of `quarter` (of the sheet) and of the columns
    of the table `funding_lines` but its sheet and row.
    """
    lines, counting = funding_lines.c, counting_returns.c
    told = [column for column in lines if column.name not in ("return_id", "sheet", "row")]
    newest = sa.func.max(counting.quarter).over(partition_by=counting.place)
    sheets = (
        sa.select(counting.return_id, counting.quarter, newest.label("newest"))
        .where(counting.quarter <= str(until))
        .subquery()
    )
    chosen = (
        sa.select(sa.func.max(sheets.c.quarter).label("quarter"), *told)
        .join(sheets, sheets.c.return_id == lines.return_id)
        .where(
            lines.facility.is_not(None),
            sa.or_(lines.status == "received", sheets.c.quarter == sheets.c.newest),
        )
        .group_by(*told, sa.case((lines.status == "received", -1), else_=lines.row))
        .order_by(*told)
    )
    return list(connection.execute(chosen))


def register_code(place: str, number: int) -> str:
    """The code of a place's centre in the register."""
    return f"{place}-C{number}"


def _register(connection: Connection, news: Sequence[NewReturn]) -> dict[tuple[str, str], str]:
    """Enter what is new in the register. Gives the code of each centre by place and name."""
    places = {new.place for new in news}
    codes = {
        (row.place, row.name): row.code
        for row in connection.execute(sa.select(facilities).where(facilities.c.place.in_(places)))
    }
    fresh: list[Mapping[str, object]] = []
    for new in news:
        for row in new.facility_rows:
            key = (new.place, str(row["name"]))
            if row["code"] or key in codes:
                continue
            number = 1 + sum(1 for place, _ in codes if place == new.place)
            codes[key] = register_code(new.place, number)
            register = {column: row[column] for column in REGISTER}
            fresh.append({**register, "code": codes[key], "place": new.place})
    if fresh:
        connection.execute(facilities.insert(), fresh)
    return codes
