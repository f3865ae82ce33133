"""Filing, on SQLite and on PostgreSQL: what is stored, what replaces what, and what is kept for reading."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pandas as pd
import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.engine import Engine
from sqlalchemy.exc import IntegrityError

from data.errors import FiledMeanwhile, WithdrawnMeanwhile, WrongDatabase
from data.model import Quarter, Status
from data.store import audit, engine, frames, kept_findings, returns, tables
from data.store.new_return import KeptFinding
from tests.data.store.world import QUARTER, XLAND, country, facility_row, new_return, total, withdraw


@pytest.fixture
def store(store_url: str) -> Iterator[Engine]:
    opened = engine.connect(store_url)
    engine.create(opened, country="XXX", world="demo")
    yield opened
    opened.dispose()


def file(store: Engine, *news: object, of: object = XLAND) -> list[returns.Receipt]:
    with engine.writing(store) as connection:
        return returns.file_returns(connection, news, country=of)  # type: ignore[arg-type]


def sums(store: Engine, measure: str, place: str) -> dict[str, object]:
    with engine.reading(store) as connection:
        found = frames.sums(connection, measures=[measure], places=[place])
    return found.iloc[0].to_dict() if len(found) else {}


def test_a_database_says_for_ever_what_it_is(store: Engine) -> None:
    known = engine.read_facts(store, country="XXX")
    assert (known.world, known.country, known.demo) == ("demo", "XXX", True)
    with pytest.raises(WrongDatabase, match="belongs to XXX"):
        engine.read_facts(store, country="YYY")


def test_what_was_found_is_kept_with_the_return_and_none_is_told_from_nothing(store: Engine) -> None:
    found = (KeptFinding("blank_cell", "ask", "Sheet", "C3", {"found": 7.5}), KeptFinding("suddenly_zero", "noted"))
    given = file(
        store,
        new_return("1.0", total("A-1", 7), findings=found),
        new_return("1.1", total("A-1", 7), findings=()),
        new_return("1.2", total("A-1", 7)),
    )
    with engine.reading(store) as connection:
        kept = [kept_findings.kept_of(connection, receipt.return_id) for receipt in given]
    assert kept == [found, (), None]


def test_a_filed_value_is_read_back_with_its_place_and_quarter(store: Engine) -> None:
    (receipt,) = file(store, new_return("1.0", total("A-1", 7)))
    with engine.reading(store) as connection:
        values = frames.values(connection, measures=["A-1"], quarters=[QUARTER])
        seen = frames.observations_of(connection, place="1.0", quarter=QUARTER)
    assert values[["place", "numerator", "status", "return_id"]].values.tolist() == [
        ["1.0", 7.0, "reported", receipt.return_id]
    ]
    assert seen[["sheet", "cell", "value"]].values.tolist() == [["Sheet", "C3", 7.0]]


def test_a_correction_replaces_without_overwriting(store: Engine) -> None:
    (first,) = file(store, new_return("1.0", total("A-1", 7), total("A-2", 1)))
    later = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
    (second,) = file(store, new_return("1.0", total("A-1", 5), at=later))
    assert (second.revision, second.replaces) == (2, first.receipt)
    with engine.reading(store) as connection:
        values = frames.values(connection, measures=["A-1", "A-2"], quarters=[QUARTER])
        counting = frames.counting(connection, quarter=QUARTER).iloc[0]
        kept = connection.execute(sa.select(sa.func.count()).select_from(tables.observations)).scalar()
    assert values["numerator"].tolist() == [5.0]
    assert counting["revision"] == 2
    assert (counting["first_filed_at"], counting["filed_at"]) == (first.filed_at, later)
    assert kept == 3
    assert sums(store, "A-1", "1")["numerator"] == 5
    assert sums(store, "A-2", "1") == {}


def test_the_same_file_twice_has_the_same_receipt_and_is_stored_once(store: Engine) -> None:
    (first,) = file(store, new_return("1.0", total("A-1", 7), content=b"bytes"))
    later = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
    (again,) = file(store, new_return("1.0", total("A-1", 7), content=b"bytes", at=later, by="other@example.org"))
    assert again == first
    with engine.reading(store) as connection:
        for table in (tables.returns, tables.audit, tables.events):
            assert connection.execute(sa.select(sa.func.count()).select_from(table)).scalar() == 1


def test_a_file_that_was_replaced_can_be_filed_anew(store: Engine) -> None:
    (first,) = file(store, new_return("1.0", total("A-1", 7), content=b"one"))
    file(store, new_return("1.0", total("A-1", 8), content=b"two"))
    (third,) = file(store, new_return("1.0", total("A-1", 7), content=b"one"))
    assert third.revision == 3
    assert third.receipt != first.receipt


def test_a_receipt_counts_what_was_filed(store: Engine) -> None:
    told = (total("A-1", 7), total("A-2", 0), total("A-3", None, Status.NOT_EXPECTED))
    (receipt,) = file(store, new_return("1.0", *told, facility_rows=[facility_row()]))
    assert (receipt.numbers, receipt.facilities, receipt.payments) == (2, 1, 0)


def test_who_has_not_seen_what_counts_now_files_nothing(store: Engine) -> None:
    key = ("1.0", str(QUARTER))
    (first,) = file(store, new_return("1.0", total("A-1", 7)))
    with engine.writing(store) as connection, pytest.raises(FiledMeanwhile) as told:
        returns.file_returns(connection, [new_return("1.0", total("A-1", 8))], country=XLAND, seen={key: None})
    assert told.value.values == {"receipt": first.receipt, "moment": "2026-10-12 08:30 UTC"}
    with engine.writing(store) as connection:
        withdraw(connection, first.receipt)
    with engine.writing(store) as connection, pytest.raises(WithdrawnMeanwhile):
        returns.file_returns(connection, [new_return("1.0", total("A-1", 8))], country=XLAND, seen={key: first.receipt})
    with engine.reading(store) as connection:
        assert connection.execute(sa.select(sa.func.count()).select_from(tables.returns)).scalar() == 1


def test_of_two_who_file_at_once_one_wins_and_the_other_is_told(store: Engine) -> None:
    key, start = ("1.0", str(QUARTER)), threading.Barrier(2)

    def send(number: int) -> returns.Receipt | FiledMeanwhile:
        start.wait()
        new = new_return("1.0", total("A-1", number), content=b"%d" % number)
        try:
            with engine.writing(store) as connection:
                return returns.file_returns(connection, [new], country=XLAND, seen={key: None})[0]
        except FiledMeanwhile as told:
            return told

    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(send, (7, 8)))
    [won] = [each for each in done if isinstance(each, returns.Receipt)]
    [lost] = [each for each in done if isinstance(each, FiledMeanwhile)]
    assert lost.values["receipt"] == won.receipt
    with engine.reading(store) as connection:
        assert connection.execute(sa.select(tables.returns.c.receipt)).scalars().all() == [won.receipt]
        assert audit.first_broken(connection) is None


def test_two_districts_file_at_once_and_both_are_filed(store: Engine) -> None:
    start = threading.Barrier(2)

    def send(place: str) -> returns.Receipt:
        start.wait()
        return file(store, new_return(place, total("A-1", 1)))[0]

    with ThreadPoolExecutor(2) as pool:
        done = list(pool.map(send, ("1.0", "1.1")))
    assert {receipt.place for receipt in done} == {"1.0", "1.1"}
    assert sums(store, "A-1", "1")["numerator"] == 2


def test_a_return_is_filed_whole_or_not_at_all(store: Engine) -> None:
    broken = new_return("1.0", total("A-1", 7), facility_rows=[facility_row(beds=-1)])
    with pytest.raises(IntegrityError, match="beds_not_negative"):
        file(store, broken)
    with engine.reading(store) as connection:
        for table in (tables.returns, tables.observations, tables.audit, tables.facilities):
            assert connection.execute(sa.select(sa.func.count()).select_from(table)).scalar() == 0


def test_sums_tell_reported_nil_and_not_applicable_apart(store: Engine) -> None:
    file(
        store,
        new_return("1.0", total("A-1", 7)),
        new_return("1.1", total("A-1", 0, Status.NIL)),
        new_return("1.2", total("A-1", None, Status.NOT_EXPECTED)),
        new_return("2.0", total("A-1", 3)),
    )
    province, nation = sums(store, "A-1", "1"), sums(store, "A-1", "XXX")
    assert [province[c] for c in ("numerator", "reporting", "nil", "not_applicable")] == [7, 2, 1, 1]
    assert [nation[c] for c in ("numerator", "reporting", "nil", "not_applicable")] == [10, 3, 1, 1]


def test_a_ratio_counts_only_where_both_parts_are_known(store: Engine) -> None:
    file(
        store,
        new_return("1.0", total("R-1a", 1), total("R-1b", 4)),
        new_return("1.1", total("R-1a", 2)),
        new_return("1.2", total("R-1a", 3), total("R-1b", 4)),
    )
    ratio = sums(store, "R-1", "1")
    assert (ratio["numerator"], ratio["denominator"], ratio["reporting"]) == (4, 8, 2)


def test_a_country_without_provinces_sums_its_districts(store: Engine) -> None:
    flat = country(provinces=0)
    file(store, new_return("1.0", total("A-1", 7)), new_return("1.1", total("A-1", 3)), of=flat)
    assert sums(store, "A-1", "XXX")["numerator"] == 10


def test_a_new_centre_gets_a_code_that_stays(store: Engine) -> None:
    line = {
        "row": 9,
        "facility": "Centre",
        "source": "Foundation",
        "source_kind": "donor",
        "status": "signed",
        "amount": 500,
        "currency": "XXX",
        "signed_on": None,
        "due_on": dt.date(2026, 12, 1),
        "received_on": None,
        "until": None,
        "sheet": "Funding",
    }
    file(store, new_return("1.0", facility_rows=[facility_row()], funding_rows=[line]))
    file(store, new_return("1.0", facility_rows=[facility_row(beds=12)], quarter=QUARTER + 1, funding_rows=[line]))
    with engine.reading(store) as connection:
        register = frames.facility_register(connection)
        sheets = frames.facility_sheets(connection, until=QUARTER + 1)
        earlier = frames.facility_sheets(connection, until=QUARTER)
        money = frames.funding(connection, until=QUARTER + 1)
    assert register["code"].tolist() == ["1.0-C1"]
    assert (sheets["beds"].tolist(), earlier["beds"].tolist()) == ([12.0], [10.0])
    assert money[["facility", "quarter"]].values.tolist() == [["1.0-C1", "2026-Q4"]]


def test_the_audit_log_shows_a_changed_and_a_missing_entry(store: Engine) -> None:
    file(store, *(new_return(place, total("A-1", 1)) for place in ("1.0", "1.1", "1.2", "2.0")))
    with engine.reading(store) as connection:
        assert audit.first_broken(connection) is None
        assert engine.data_version(connection) == 4
    with engine.writing(store) as connection:
        connection.execute(sa.update(tables.audit).where(tables.audit.c.id == 3).values(actor="someone else"))
    with engine.reading(store) as connection:
        assert audit.first_broken(connection) == 3
    with engine.writing(store) as connection:
        connection.execute(sa.delete(tables.audit).where(tables.audit.c.id == 2))
    with engine.reading(store) as connection:
        assert audit.first_broken(connection) == 2


@pytest.mark.parametrize(
    ("observation", "constraint"),
    [
        (total("A-1", None), "value_unless_not_expected"),
        (total("A-1", 3, Status.NIL), "nil_is_zero"),
        (total("A-1", 3, Status.MISSING), "status_known"),
    ],
)
def test_the_database_refuses_what_has_no_meaning(store: Engine, observation: object, constraint: str) -> None:
    with pytest.raises(IntegrityError, match=constraint):
        file(store, new_return("1.0", observation))  # type: ignore[arg-type]


def kept(store: Engine) -> tuple[list[list[object]], ...]:
    """Everything a return leaves behind, but for the audit's own numbers."""
    with engine.reading(store) as connection:
        read = [
            pd.DataFrame(connection.execute(sa.select(table)).mappings().all())
            for table in (tables.returns, tables.observations, tables.district_values, tables.rollups)
        ]
    return tuple(frame.sort_values(list(frame.columns)[:4]).astype(str).values.tolist() for frame in read)


filings = st.lists(
    st.tuples(
        st.sampled_from(["1.0", "1.1", "1.2", "2.0", "2.1"]),
        st.sampled_from([Quarter(2026, 2), Quarter(2026, 3)]),
        st.integers(0, 9),
        st.sampled_from([Status.REPORTED, Status.NIL, Status.NOT_EXPECTED]),
    ),
    min_size=1,
    max_size=8,
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(filings=filings)
def test_filing_many_at_once_equals_filing_one_by_one(filings: list[tuple[object, ...]]) -> None:
    news = []
    for place, quarter, value, status in filings:
        number = {Status.REPORTED: value, Status.NIL: 0, Status.NOT_EXPECTED: None}[status]  # type: ignore[index]
        news.append(new_return(place, total("A-1", number, status), total("R-1a", 1), quarter=quarter))  # type: ignore[arg-type]
    stores = [engine.connect("sqlite://") for _ in range(2)]
    for opened in stores:
        engine.create(opened, country="XXX", world="demo")
    file(stores[0], *news)
    for new in news:
        file(stores[1], new)
    assert kept(stores[0]) == kept(stores[1])
    for opened in stores:
        opened.dispose()
