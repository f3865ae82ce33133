"""Reviewing and closing, on SQLite and on PostgreSQL: what happens, who may, what counts, and what is locked."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from data.errors import (
    LimaError,
    NoCell,
    NotAllowed,
    NothingSaid,
    NothingToChange,
    NotLocked,
    NotPassedOn,
    NotWaiting,
    OwnReturn,
    QuarterClosed,
    QuarterNotEnded,
    ReturnAccepted,
    StillOpen,
    UnknownPlace,
    UnknownReceipt,
)
from data.model import Event, Level, Role, Visitor
from data.store import (
    audit,
    closing,
    decisions,
    engine,
    frames,
    locks,
    receipts,
    returns,
    review,
    review_lists,
    tables,
)
from data.store.new_return import NewReturn, Receipt
from data.store.receipts import CellNote, Standing
from tests.data.store.world import QUARTER, XLAND, new_return, total, withdraw

AT = dt.datetime(2026, 11, 2, 9, 30, tzinfo=dt.UTC)
RATIOS = {"R-1": ("R-1a", "R-1b")}
TWO_STEPS = replace(XLAND, review=(Level.PROVINCE, Level.COUNTRY))
REVIEWER = Visitor("reviewer@example.org", Role.REVIEWER)
PROVINCE = Visitor("province@example.org", Role.PROVINCE, frozenset({"1"}))
OFFICER = Visitor("officer@example.org", Role.TASKFORCE, frozenset({"1.0"}))
NOTE = CellNote("Sheet", "C3", "Is this a person or a case?")


@pytest.fixture
def store(store_url: str) -> Iterator[Engine]:
    opened = engine.connect(store_url)
    engine.create(opened, country="XXX", world="demo")
    yield opened
    opened.dispose()


def file(store: Engine, *news: NewReturn) -> list[Receipt]:
    with engine.writing(store) as connection:
        return returns.file_returns(connection, news, country=XLAND)


def accept(store: Engine, *codes: str, by: Visitor = REVIEWER, country: object = XLAND) -> None:
    with engine.writing(store) as connection:
        review.accept(connection, codes, by=by, at=AT, country=country)  # type: ignore[arg-type]


def forward(store: Engine, *codes: str, by: Visitor = PROVINCE, country: object = TWO_STEPS) -> None:
    with engine.writing(store) as connection:
        review.forward(connection, codes, by=by, at=AT, country=country)  # type: ignore[arg-type]


def send_back(store: Engine, code: str, *cells: CellNote, **more: object) -> str | None:
    usual: dict[str, object] = {"by": REVIEWER, "at": AT, "note": "Please look again.", "country": XLAND}
    with engine.writing(store) as connection:
        return review.send_back(connection, code, cells=cells, ratios=RATIOS, **(usual | more))  # type: ignore[arg-type]


def reopen(store: Engine, place: str = "1.0", **more: object) -> None:
    usual: dict[str, object] = {"by": REVIEWER, "at": AT, "reason": "A number was wrong.", "country": XLAND}
    with engine.writing(store) as connection:
        review.reopen(connection, place=place, quarter=QUARTER, **(usual | more))  # type: ignore[arg-type]


def decide(store: Engine, what: Callable[..., None], *args: object, **more: object) -> None:
    with engine.writing(store) as connection:
        what(connection, *args, **({"by": REVIEWER, "at": AT} | more))


def close(store: Engine, **more: object) -> None:
    decide(store, closing.close, QUARTER, **more)


def standing(store: Engine, place: str = "1.0") -> list[tuple[int, Standing, Event]]:
    with engine.reading(store) as connection:
        filed = receipts.of_places(connection, [place])
    return [(each.receipt.revision, each.standing, each.last) for each in filed]


def value(store: Engine, place: str = "XXX") -> float | None:
    """The kept sum of a measure for the country, or None."""
    with engine.reading(store) as connection:
        sums = frames.sums(connection, measures=["A-1"], places=[place], quarters=[QUARTER])
    return float(sums["numerator"].iloc[0]) if len(sums) else None


def everything(store: Engine) -> list[list[tuple[object, ...]]]:
    """All that the database holds of returns, decisions and the log."""
    with engine.reading(store) as connection:
        return [sorted(map(tuple, connection.execute(sa.select(t))), key=str) for t in tables.metadata.sorted_tables]


def logged(store: Engine) -> list[tuple[str, str, str, str]]:
    with engine.reading(store) as connection:
        assert audit.first_broken(connection) is None
        log = tables.audit.c
        chosen = sa.select(log.action, log.actor, log.subject, log.detail).order_by(log.id)
        return [tuple(row) for row in connection.execute(chosen)]


def test_an_accepted_return_is_changed_by_no_path_before_it_is_reopened(store: Engine) -> None:
    (first,) = file(store, new_return("1.0", total("A-1", 7), content=b"one"))
    accept(store, first.receipt)
    before = everything(store)
    with pytest.raises(ReturnAccepted) as refused:
        file(store, new_return("1.1", total("A-1", 1)), new_return("1.0", total("A-1", 8), content=b"two"))
    assert refused.value.values["receipt"] == first.receipt
    with engine.writing(store) as connection, pytest.raises(ReturnAccepted):
        withdraw(connection, first.receipt)
    for refuse in (lambda: send_back(store, first.receipt), lambda: accept(store, first.receipt)):
        with pytest.raises(NotWaiting):
            refuse()
    assert everything(store) == before
    # The very same file is no change: it gets the receipt that it has.
    assert file(store, new_return("1.0", total("A-1", 7), content=b"one")) == [first]
    reopen(store)
    (second,) = file(store, new_return("1.0", total("A-1", 8), content=b"two"))
    assert second.replaces == first.receipt
    assert value(store) == 8
    accept(store, second.receipt)
    with pytest.raises(ReturnAccepted):
        file(store, new_return("1.0", total("A-1", 9)))


def test_what_is_sent_back_counts_no_more_and_a_mended_one_answers_it(store: Engine) -> None:
    early = dt.datetime(2026, 10, 12, 8, 30, tzinfo=dt.UTC)
    (first,) = file(store, new_return("1.0", total("A-1", 7), at=early))
    assert send_back(store, first.receipt, NOTE, CellNote("Sheet", "D4", "Blank?")) is None
    assert value(store) is None
    assert standing(store) == [(1, Standing.SENT_BACK, Event.SENT_BACK)]
    with engine.reading(store) as connection:
        [filed] = receipts.of_places(connection, ["1.0"])
    assert (filed.reason, filed.ended_by, filed.ended_at) == ("Please look again.", REVIEWER.email, AT)
    assert [each.cell for each in filed.life[-1].cells] == ["C3", "D4"]
    (second,) = file(store, new_return("1.0", total("A-1", 6), at=AT))
    assert standing(store)[0] == (2, Standing.COUNTS, Event.FILED)
    with engine.reading(store) as connection:
        [counts] = frames.counting(connection, quarter=QUARTER).to_dict("records")
    # It was punctual, and being sent back does not take that away.
    assert (counts["receipt"], counts["first_filed_at"]) == (second.receipt, early)


def test_a_bad_correction_leaves_the_accepted_figure_but_no_figure_that_was_never_accepted(store: Engine) -> None:
    (first,) = file(store, new_return("1.0", total("A-1", 7), total("R-1a", 1), total("R-1b", 4)))
    accept(store, first.receipt)
    kept = value(store)
    reopen(store)
    (second,) = file(store, new_return("1.0", total("A-1", 70)))
    assert send_back(store, second.receipt) == first.receipt
    assert value(store) == kept == 7
    assert standing(store) == [(2, Standing.SENT_BACK, Event.SENT_BACK), (1, Standing.COUNTS, Event.REOPENED)]
    (other,) = file(store, new_return("1.1", total("A-1", 1)))
    (again,) = file(store, new_return("1.1", total("A-1", 2)))
    assert send_back(store, again.receipt) is None
    (third,) = file(store, new_return("1.1", total("A-1", 3)))
    with engine.writing(store) as connection:
        assert withdraw(connection, third.receipt) is None
    assert [each[1] for each in standing(store, "1.1")] == [
        Standing.WITHDRAWN,
        Standing.SENT_BACK,
        Standing.REPLACED,
    ]
    assert other.receipt != again.receipt
    # The ministry may also let the accepted figure stand after all.
    accept(store, first.receipt)
    with pytest.raises(ReturnAccepted):
        file(store, new_return("1.0", total("A-1", 9)))


def test_what_waits_is_told_of_all_districts_or_of_one(store: Engine) -> None:
    file(store, new_return("1.0"), new_return("1.1", answers={"unusual_number": "So it was."}))
    with engine.reading(store) as connection:
        every = review_lists.waiting(connection, steps=(Event.FILED,))
        own = review_lists.waiting(connection, steps=(Event.FILED,), place="1.1")
    assert sorted(zip(every["place"], every["asked"], strict=True)) == [("1.0", False), ("1.1", True)]
    assert own["place"].tolist() == ["1.1"]


def test_a_country_with_two_steps_asks_the_province_first(store: Engine) -> None:
    one, two = (r.receipt for r in file(store, new_return("1.0", total("A-1", 7)), new_return("2.0", total("A-1", 1))))
    with pytest.raises(NotPassedOn):
        accept(store, one, country=TWO_STEPS)
    with pytest.raises(UnknownReceipt):
        forward(store, two)  # another province's
    forward(store, one)
    with pytest.raises(NotWaiting):
        forward(store, one)
    with pytest.raises(NotWaiting):
        send_back(store, one, by=PROVINCE, country=TWO_STEPS)
    with pytest.raises(NotAllowed):
        accept(store, one, by=PROVINCE, country=TWO_STEPS)
    accept(store, one, country=TWO_STEPS)
    forward(store, two, by=REVIEWER)
    send_back(store, two, country=TWO_STEPS)
    assert standing(store)[0][2] is Event.ACCEPTED
    # Where the country has one step, a province has none.
    (three,) = file(store, new_return("1.1", total("A-1", 7)))
    with pytest.raises(UnknownReceipt):
        send_back(store, three.receipt, by=PROVINCE, country=XLAND)
    send_back(store, three.receipt, by=PROVINCE, country=TWO_STEPS)


def test_several_are_accepted_at_once_only_where_nothing_is_open(store: Engine) -> None:
    codes = [
        receipt.receipt
        for receipt in file(
            store,
            new_return("1.0", total("A-1", 7)),
            new_return("1.1", total("A-1", 7), answers={"unusual_number": "A raid."}),
            new_return("1.2", total("A-1", 7)),
        )
    ]
    before = everything(store)
    with pytest.raises(StillOpen) as refused:
        accept(store, *codes)
    assert refused.value.values == {"receipt": codes[1]}
    assert everything(store) == before
    accept(store)
    assert everything(store) == before
    accept(store, codes[0], codes[2])
    accept(store, codes[1])
    assert [row[0] for row in logged(store)][-3:] == ["accept_return"] * 3


def test_nobody_reviews_what_they_filed_or_what_is_not_theirs(store: Engine) -> None:
    own = new_return("1.0", total("A-1", 7), by="Reviewer@example.org")
    (mine,) = file(store, own)
    (theirs,) = file(store, new_return("1.1", total("A-1", 7)))
    refused: list[tuple[Callable[[], object], type[LimaError]]] = [
        (lambda: accept(store, mine.receipt), OwnReturn),
        (lambda: send_back(store, mine.receipt), OwnReturn),
        (lambda: accept(store, "1.0-2026-Q3-R9-00000000"), UnknownReceipt),
        (lambda: send_back(store, theirs.receipt, note=" "), NothingSaid),
        (lambda: send_back(store, theirs.receipt, note="x" * 501), NothingSaid),
        (lambda: send_back(store, theirs.receipt, CellNote("Sheet", "3C", "?")), NoCell),
        (lambda: send_back(store, theirs.receipt, CellNote("", "C3", "?")), NoCell),
        (lambda: send_back(store, theirs.receipt, CellNote("Sheet", "C3", " ")), NoCell),
        (lambda: send_back(store, theirs.receipt, NOTE, NOTE), NoCell),
        (lambda: reopen(store), NotLocked),
        (lambda: reopen(store, reason=""), NothingSaid),
    ]
    refused += [
        (lambda role=role: accept(store, theirs.receipt, by=Visitor("x@example.org", role)), NotAllowed)
        for role in (Role.TASKFORCE, Role.LEADERSHIP, Role.DONOR, Role.ADMINISTRATOR, Role.PUBLIC, Role.PROVINCE)
    ]
    refused += [
        (lambda what=what: decide(store, what, QUARTER, by=PROVINCE), NotAllowed)
        for what in (closing.close, lambda *args, **more: closing.open_again(*args, **more, reason="x"))
    ]
    refused.append((lambda: reopen(store, by=PROVINCE), NotAllowed))
    before = everything(store)
    for attempt, error in refused:
        with pytest.raises(error):
            attempt()
    assert everything(store) == before


def test_a_closed_quarter_takes_nothing_until_a_district_is_let_in(store: Engine) -> None:
    (first,) = file(store, new_return("1.0", total("A-1", 7)))
    with pytest.raises(QuarterNotEnded):
        close(store, at=dt.datetime(2026, 9, 30, 12, tzinfo=dt.UTC))
    close(store)
    with pytest.raises(NothingToChange):
        close(store)
    before = everything(store)
    with pytest.raises(QuarterClosed):
        file(store, new_return("1.1", total("A-1", 1)))
    with engine.writing(store) as connection, pytest.raises(QuarterClosed):
        withdraw(connection, first.receipt)
    assert everything(store) == before
    reopen(store, "1.1")
    file(store, new_return("1.1", total("A-1", 1)))
    with pytest.raises(QuarterClosed):
        file(store, new_return("1.2", total("A-1", 1)))
    # Closing again ends what was let in; what was filed can still be reviewed, and sending back lets the office answer.
    close(store)
    with pytest.raises(QuarterClosed):
        file(store, new_return("1.1", total("A-1", 2)))
    send_back(store, first.receipt)
    file(store, new_return("1.0", total("A-1", 8)))
    decide(store, closing.open_again, QUARTER, reason="Half the country was under water.")
    file(store, new_return("1.2", total("A-1", 1)))
    with pytest.raises(NothingToChange):
        decide(store, closing.open_again, QUARTER, reason="Again.")


def test_an_officer_asks_to_correct_and_is_answered(store: Engine) -> None:
    (first,) = file(store, new_return("1.0", total("A-1", 7)))
    ask = {"place": "1.0", "quarter": QUARTER, "reason": "Two were counted twice.", "country": XLAND}
    with pytest.raises(NotLocked):
        decide(store, closing.ask_to_correct, **(ask | {"by": OFFICER}))
    accept(store, first.receipt)
    with pytest.raises(NotAllowed):
        decide(store, closing.ask_to_correct, **(ask | {"by": OFFICER, "place": "1.1"}))
    with pytest.raises(NothingToChange):
        decide(store, closing.decline, place="1.0", quarter=QUARTER, reason="No.")

    def asked() -> decisions.Decided:
        with engine.reading(store) as connection:
            return decisions.of_quarter(connection, str(QUARTER))

    decide(store, closing.ask_to_correct, **(ask | {"by": OFFICER}))
    assert asked().asked["1.0"].note == "Two were counted twice."
    decide(store, closing.decline, place="1.0", quarter=QUARTER, reason="The report went out.")
    assert (dict(asked().asked), asked().declined["1.0"].note) == ({}, "The report went out.")
    decide(store, closing.ask_to_correct, **(ask | {"by": OFFICER}))
    assert not asked().declined
    reopen(store)
    assert not asked().asked
    with engine.reading(store) as connection:
        assert locks.locked(connection, [("1.0", str(QUARTER))]) == {}


def test_a_district_is_excused_and_expected_again(store: Engine) -> None:
    excuse = {"quarter": QUARTER, "reason": "Its office was flooded.", "country": XLAND}
    with pytest.raises(UnknownPlace):
        decide(store, closing.exempt, ["1.0", "9.9"], **excuse)
    with pytest.raises(NotAllowed):
        decide(store, closing.exempt, ["1.0"], **(excuse | {"by": OFFICER}))
    decide(store, closing.exempt, ["1.0", "1.1"], **excuse)
    with pytest.raises(NothingToChange):
        decide(store, closing.exempt, ["1.0"], **excuse)
    decide(store, closing.end_exemption, place="1.0", quarter=QUARTER, reason="It has moved.")
    with engine.reading(store) as connection:
        assert list(decisions.of_quarter(connection, str(QUARTER)).exempt) == ["1.1"]
        assert list(decisions.of_all(connection)) == [str(QUARTER)]
    file(store, new_return("1.1", total("A-1", 4)))
    assert value(store) == 4


def test_the_log_tells_who_did_what_and_nothing_that_anybody_wrote(store: Engine) -> None:
    (first,) = file(store, new_return("1.0", total("A-1", 7)))
    send_back(store, first.receipt, NOTE, note="Secret words.")
    (second,) = file(store, new_return("1.0", total("A-1", 8)))
    forward(store, second.receipt)
    accept(store, second.receipt, country=TWO_STEPS)
    close(store)
    ask = {"place": "1.0", "quarter": QUARTER, "reason": "Secret words.", "country": XLAND, "by": OFFICER}
    decide(store, closing.ask_to_correct, **ask)
    reopen(store, reason="Secret words.")
    decide(store, closing.exempt, ["1.2"], quarter=QUARTER, reason="Secret words.", country=XLAND)
    told = logged(store)
    assert [(action, actor) for action, actor, _, _ in told] == [
        ("file_return", "officer@example.org"),
        ("send_back_return", REVIEWER.email),
        ("file_return", "officer@example.org"),
        ("forward_return", PROVINCE.email),
        ("accept_return", REVIEWER.email),
        ("close_quarter", REVIEWER.email),
        ("ask_correction", OFFICER.email),
        ("reopen_return", REVIEWER.email),
        ("exempt_place", REVIEWER.email),
    ]
    assert not any("Secret" in part or "person or a case" in part for row in told for part in row)
    assert '"cells": 1' in told[1][3]


DECIDE = "INSERT INTO decisions (quarter, place, kind, at, \"by\", note) VALUES ({}, :at, 'x', '')"


@pytest.mark.parametrize(
    "bad",
    [
        DECIDE.format("'2026-Q3', NULL, 'exempted'"),
        DECIDE.format("'2026-Q3', '1.0', 'closed'"),
        DECIDE.format("'2026', NULL, 'closed'"),
        DECIDE.format("'2026-Q3', NULL, 'x'"),
        "INSERT INTO cell_notes (event_id, sheet, cell, note) VALUES (1, 'S', 'C3', ' ')",
        "INSERT INTO cell_notes (event_id, sheet, cell, note) VALUES (99, 'S', 'C3', 'x')",
        "INSERT INTO events (return_id, kind, at, \"by\", note) VALUES (1, 'approved', :at, 'x', '')",
    ],
)
def test_the_tables_refuse_what_cannot_be(store: Engine, bad: str) -> None:
    file(store, new_return("1.0", total("A-1", 7)))

    def insert(connection: Connection) -> None:
        connection.execute(sa.text(bad), {"at": AT.replace(tzinfo=None)} if ":at" in bad else {})

    with pytest.raises(sa.exc.IntegrityError), engine.writing(store) as connection:
        insert(connection)
