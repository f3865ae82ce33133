"""The life of returns, walked at random: what counts, what is locked, and that nothing accepted changes unnoticed.

The walk is held against a model of its own that knows nothing of tables: two districts of one province, two steps.
"""

from __future__ import annotations

import datetime as dt
import functools
from dataclasses import dataclass, field, replace

import sqlalchemy as sa
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from data.errors import Locked, NothingToChange, NotLocked, UserError
from data.model import Level, Role, Visitor
from data.store import audit, closing, engine, receipts, returns, review, schema, tables
from tests.data.store.world import QUARTER, XLAND, new_return, total, withdraw

PLACES = ("1.0", "1.1")
COUNTRY = replace(XLAND, review=(Level.PROVINCE, Level.COUNTRY))
REVIEWER = Visitor("reviewer@example.org", Role.REVIEWER)
PROVINCE = Visitor("province@example.org", Role.PROVINCE, frozenset({"1"}))
BEGIN = dt.datetime(2026, 11, 2, tzinfo=dt.UTC)
place_codes = st.sampled_from(PLACES)


@dataclass
class Filed:
    """A return as the model knows it."""

    receipt: str
    value: int
    state: str = "filed"
    was_accepted: bool = False


@dataclass
class District:
    """All returns of a district, oldest first, and whether it is let into a closed quarter."""

    filed: list[Filed] = field(default_factory=list)
    let_in: bool = False

    @property
    def counts(self) -> Filed | None:
        """The return that counts: written anew, from the newest to the oldest."""
        kept = [each for each in reversed(self.filed) if each.state != "withdrawn"]
        if kept and kept[0].state == "sent_back":
            kept = [each for each in kept if each.was_accepted]
        return next((each for each in kept if each.state != "sent_back"), None)


@functools.cache
def empty_database() -> bytes:
    """A database with all tables, as a file: made once for all walks."""
    store = engine.connect("sqlite://")
    with engine.writing(store) as connection:
        schema.metadata.create_all(connection)
    with store.connect() as connection:
        content: bytes = connection.connection.dbapi_connection.serialize()  # type: ignore[union-attr]
    store.dispose()
    return content


class Lives(RuleBasedStateMachine):
    """Everything that can happen, in any order."""

    @initialize()
    def begin(self) -> None:
        self.store = engine.connect("sqlite://")
        with self.store.connect() as connection:
            connection.connection.dbapi_connection.deserialize(empty_database())  # type: ignore[union-attr]
        self.districts = {place: District() for place in PLACES}
        self.closed = False
        self.number = 0

    def teardown(self) -> None:
        if hasattr(self, "store"):
            self.store.dispose()

    def locked(self, district: District) -> bool:
        counts = district.counts
        accepted = counts is not None and counts.state == "accepted"
        return accepted or (self.closed and not district.let_in)

    def attempt(self, what: object, **more: object) -> type[UserError] | None:
        """Do it in a transaction; gives what refused it."""
        self.number += 1
        at = BEGIN + dt.timedelta(minutes=self.number)
        try:
            with engine.writing(self.store) as connection:
                what(connection, at=at, **more)  # type: ignore[operator]
        except UserError as error:
            return type(error)
        return None

    @rule(place=place_codes)
    def file(self, place: str) -> None:
        district, value = self.districts[place], self.number
        given: list[str] = []

        def do(connection: sa.Connection, at: dt.datetime) -> None:
            new = new_return(place, total("A-1", value), at=at, content=b"%d" % value)
            given.extend(r.receipt for r in returns.file_returns(connection, [new], country=COUNTRY))

        refused = self.attempt(do)
        assert (refused is not None) == self.locked(district)
        assert refused is None or issubclass(refused, Locked)
        if refused is None:
            district.filed.append(Filed(given[0], value))

    @rule(place=place_codes, which=st.integers(0, 3))
    def withdraw(self, place: str, which: int) -> None:
        district = self.districts[place]
        if not district.filed:
            return
        chosen = district.filed[-1 - which % len(district.filed)]
        more = {"receipt": chosen.receipt, "country": COUNTRY}
        refused = self.attempt(lambda connection, at, receipt, **m: withdraw(connection, receipt, at=at, **m), **more)
        allowed = chosen is district.counts and not self.locked(district)
        assert (refused is None) == allowed
        if allowed:
            chosen.state = "withdrawn"

    @rule(place=place_codes, which=st.integers(0, 3), what=st.sampled_from(["forward", "accept", "send_back"]))
    def look_at(self, place: str, which: int, what: str) -> None:
        district = self.districts[place]
        if not district.filed:
            return
        chosen = district.filed[-1 - which % len(district.filed)]
        was, counts = chosen.state, chosen is district.counts
        if what == "send_back":
            more = {"note": "Please mend.", "cells": (), "country": COUNTRY, "ratios": {}, "by": REVIEWER}
            refused = self.attempt(lambda c, at, **m: review.send_back(c, chosen.receipt, at=at, **m), **more)
            allowed = counts and was != "accepted"
        elif what == "forward":
            more = {"by": PROVINCE, "country": COUNTRY}
            refused = self.attempt(lambda c, at, **m: review.forward(c, [chosen.receipt], at=at, **m), **more)
            allowed = counts and was == "filed"
        else:
            more = {"by": REVIEWER, "country": COUNTRY}
            refused = self.attempt(lambda c, at, **m: review.accept(c, [chosen.receipt], at=at, **m), **more)
            allowed = counts and was in ("forwarded", "reopened")
        assert (refused is None) == allowed
        if not allowed:
            return
        chosen.state = {"send_back": "sent_back", "forward": "forwarded", "accept": "accepted"}[what]
        chosen.was_accepted |= what == "accept"
        district.let_in |= what == "send_back" and self.closed

    @rule(place=place_codes)
    def reopen(self, place: str) -> None:
        district = self.districts[place]
        was_locked, counts = self.locked(district), district.counts
        more = {"place": place, "quarter": QUARTER, "by": REVIEWER, "reason": "Because.", "country": COUNTRY}
        refused = self.attempt(review.reopen, **more)
        assert refused is (None if was_locked else NotLocked)
        if was_locked:
            district.let_in = True
            if counts is not None and counts.state == "accepted":
                counts.state = "reopened"

    @rule()
    def close(self) -> None:
        refused = self.attempt(lambda c, at: closing.close(c, QUARTER, by=REVIEWER, at=at))
        # Whoever was let in before the first closing is let out by it too.
        again = not self.closed or any(each.let_in for each in self.districts.values())
        assert refused is (None if again else NothingToChange)
        if again:
            self.closed = True
            for each in self.districts.values():
                each.let_in = False

    @rule()
    def open_again(self) -> None:
        refused = self.attempt(lambda c, at: closing.open_again(c, QUARTER, by=REVIEWER, at=at, reason="Because."))
        assert refused is (None if self.closed else NothingToChange)
        self.closed = False
        for each in self.districts.values():
            each.let_in = False

    @invariant()
    def what_counts_is_what_is_kept_for_reading(self) -> None:
        if not hasattr(self, "store"):
            return
        counting = {place: each.counts for place, each in self.districts.items()}
        with engine.reading(self.store) as connection:
            kept = connection.execute(
                sa.select(tables.counting_returns.c.place, tables.returns.c.receipt).join(tables.returns)
            ).all()
            values = dict(
                connection.execute(sa.select(tables.district_values.c.place, tables.district_values.c.numerator)).all()
            )
            sums = dict(connection.execute(sa.select(tables.rollups.c.place, tables.rollups.c.numerator)).all())
            filed = receipts.of_places(connection, PLACES)
            assert audit.first_broken(connection) is None
        assert dict(map(tuple, kept)) == {place: each.receipt for place, each in counting.items() if each}
        assert values == {place: each.value for place, each in counting.items() if each}
        total_of_all = sum(each.value for each in counting.values() if each)
        assert sums == ({"1": total_of_all, "XXX": total_of_all} if values else {})
        states = {each.receipt: each.state for district in self.districts.values() for each in district.filed}
        assert {each.receipt.receipt: each.last.value for each in filed} == states

    @invariant()
    def nothing_accepted_changes_without_a_reopening_that_is_logged(self) -> None:
        if not hasattr(self, "store"):
            return
        log = tables.audit.c
        with engine.reading(self.store) as connection:
            entries = connection.execute(sa.select(log.action, log.subject).order_by(log.id)).all()
        for place in PLACES:
            accepted = False
            for action, subject in entries:
                if not subject.startswith(place):
                    continue
                if action == "accept_return":
                    accepted = True
                elif action == "reopen_return":
                    accepted = False
                assert not (accepted and action in ("file_return", "withdraw_return", "send_back_return"))


TestLives = Lives.TestCase
TestLives.settings = settings(
    max_examples=40, stateful_step_count=25, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
