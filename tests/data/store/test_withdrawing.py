"""Withdrawing, on SQLite and on PostgreSQL: nothing is lost, what stands counts again, and receipts tell of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Engine

from data.errors import LimaError, NoReason, NotCounting, UnknownReceipt
from data.store import audit, engine, frames, receipts, returns, tables
from data.store.new_return import NewReturn, Receipt
from data.store.receipts import Standing
from tests.data.store.world import QUARTER, XLAND, facility_row, new_return, total, withdraw

EARLY, LATE = dt.datetime(2026, 10, 5, tzinfo=dt.UTC), dt.datetime(2026, 12, 1, tzinfo=dt.UTC)


@pytest.fixture
def store(store_url: str) -> Iterator[Engine]:
    opened = engine.connect(store_url)
    engine.create(opened, country="XXX", world="demo")
    yield opened
    opened.dispose()


def file(store: Engine, *news: NewReturn) -> list[Receipt]:
    with engine.writing(store) as connection:
        return returns.file_returns(connection, news, country=XLAND)


def take_back(store: Engine, receipt: Receipt, **more: object) -> str | None:
    with engine.writing(store) as connection:
        return withdraw(connection, receipt.receipt, **more)


def kept_for_reading(store: Engine) -> list[list[tuple[object, ...]]]:
    with engine.reading(store) as connection:
        read = [
            connection.execute(sa.select(table)).all()
            for table in (tables.counting_returns, tables.district_values, tables.rollups)
        ]
    return [sorted(map(tuple, rows), key=str) for rows in read]


def test_without_an_earlier_revision_the_place_is_missing_again(store: Engine) -> None:
    before = kept_for_reading(store)
    (receipt,) = file(store, new_return("1.0", total("A-1", 7), total("R-1a", 1), total("R-1b", 2)))
    assert take_back(store, receipt) is None
    assert kept_for_reading(store) == before
    with engine.reading(store) as connection:
        assert frames.filed_quarters(connection) == []
        assert connection.execute(sa.select(sa.func.count()).select_from(tables.observations)).scalar() == 3
        noted = connection.execute(sa.select(tables.events.c.kind, tables.events.c.note)).all()
        assert audit.first_broken(connection) is None
        logged = connection.execute(sa.select(tables.audit.c.action, tables.audit.c.subject)).all()
    assert noted == [("filed", ""), ("withdrawn", "It was the wrong file.")]
    assert logged[-1] == ("withdraw_return", receipt.receipt)


def test_the_revision_before_counts_again_with_all_that_it_said(store: Engine) -> None:
    file(store, new_return("1.1", total("A-1", 3)))
    first = new_return("1.0", total("A-1", 7), total("R-1a", 1), total("R-1b", 2), facility_rows=[facility_row(beds=9)])
    (kept,) = file(store, first)
    before = kept_for_reading(store)
    (second,) = file(store, new_return("1.0", total("A-1", 5), total("A-2", 1), at=LATE))
    assert take_back(store, second) == kept.receipt
    assert kept_for_reading(store) == before
    with engine.reading(store) as connection:
        assert frames.facility_sheets(connection, until=QUARTER)["beds"].tolist() == [9.0]


def test_the_next_return_numbers_on_and_nothing_is_filed_twice(store: Engine) -> None:
    (first,) = file(store, new_return("1.0", total("A-1", 7), content=b"bytes"))
    take_back(store, first)
    (again,) = file(store, new_return("1.0", total("A-1", 7), content=b"bytes", at=LATE))
    assert (again.revision, again.replaces) == (2, first.receipt)
    assert again.receipt != first.receipt
    with engine.reading(store) as connection:
        [counts] = frames.counting(connection, quarter=QUARTER).to_dict("records")
    assert counts["receipt"] == again.receipt
    # What its sender took back was never a valid return: it does not make the next one punctual.
    assert counts["first_filed_at"] == LATE


def test_a_correction_that_is_taken_back_leaves_the_first_one_punctual(store: Engine) -> None:
    file(store, new_return("1.0", total("A-1", 7), at=EARLY))
    (second,) = file(store, new_return("1.0", total("A-1", 8), at=LATE))
    take_back(store, second)
    with engine.reading(store) as connection:
        [counts] = frames.counting(connection, quarter=QUARTER).to_dict("records")
    assert (counts["revision"], counts["first_filed_at"]) == (1, EARLY)


def test_two_withdrawals_go_back_two_revisions(store: Engine) -> None:
    first, second, third = (file(store, new_return("1.0", total("A-1", n), content=b"%d" % n))[0] for n in (1, 2, 3))
    assert take_back(store, third) == second.receipt
    assert take_back(store, second) == first.receipt
    with engine.reading(store) as connection:
        standing = [(each.receipt.revision, each.standing) for each in receipts.of_places(connection, ["1.0"])]
    assert standing == [(3, Standing.WITHDRAWN), (2, Standing.WITHDRAWN), (1, Standing.COUNTS)]


def test_what_does_not_count_cannot_be_withdrawn_and_changes_nothing(store: Engine) -> None:
    (first,) = file(store, new_return("1.0", total("A-1", 7)))
    (second,) = file(store, new_return("1.0", total("A-1", 8), at=LATE))
    before = kept_for_reading(store)
    refused: list[tuple[str, dict[str, object], type[LimaError]]] = [
        (first.receipt, {}, NotCounting),
        ("1.0-2026-Q3-R9-00000000", {}, UnknownReceipt),
        (second.receipt, {"reason": "  "}, NoReason),
        (second.receipt, {"reason": "x" * 501}, NoReason),
    ]
    for receipt, more, error in refused:
        with engine.writing(store) as connection, pytest.raises(error):
            withdraw(connection, receipt, **more)
    assert kept_for_reading(store) == before
    take_back(store, second)
    with engine.writing(store) as connection, pytest.raises(NotCounting):
        withdraw(connection, second.receipt)


def test_a_receipt_tells_what_became_of_the_return(store: Engine) -> None:
    (first,) = file(store, new_return("1.0", total("A-1", 7), content=b"one", facility_rows=[facility_row()]))
    (second,) = file(store, new_return("1.0", total("A-1", 8), content=b"two", at=LATE))
    with engine.reading(store) as connection:
        told = {each.receipt.receipt: each for each in receipts.of_places(connection, ["1.0", "1.1"])}
        assert receipts.content_of(connection, first.receipt) == b"one"
        assert receipts.by_receipt(connection, "nothing") is None
        assert receipts.content_of(connection, "nothing") is None
    assert [each.receipt for each in told.values()] == [second, first]
    assert (told[first.receipt].standing, told[first.receipt].counts_now) == (Standing.REPLACED, second.receipt)
    take_back(store, second)
    with engine.reading(store) as connection:
        one, two = (receipts.by_receipt(connection, each.receipt) for each in (first, second))
    assert one is not None
    assert two is not None
    assert (one.standing, one.reason, one.ended_at) == (Standing.COUNTS, "", None)
    assert (two.standing, two.counts_now, two.reason) == (Standing.WITHDRAWN, first.receipt, "It was the wrong file.")
    assert (two.ended_at, two.ended_by) == (dt.datetime(2026, 11, 2, tzinfo=dt.UTC), "officer@example.org")
    assert (one.by, one.office, one.nil) == ("officer@example.org", "Task force", False)
