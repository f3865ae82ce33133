"""A centre's money where a district's sheet tells a payment in another currency than the centre's own."""

from __future__ import annotations

import dataclasses
import datetime as dt
from pathlib import Path

import pytest

from data.funding.vocabulary import ExchangeRate
from data.model import Role, Visitor
from data.settings import read_settings
from data.store import ledger
from data.store.engine import writing
from data.store.house import open_house
from metrics.centre import Reason, Risk
from pages.parts import released_centres
from tests.pages import small_world
from tests.pages.small_world import MISLEADING, NEWEST, payment

REVIEWER = Visitor("reviewer@example.org", Role.REVIEWER)
AT = dt.datetime(2026, 11, 1, tzinfo=dt.UTC)
RATE = ExchangeRate(currency="EUR", in_currency="USD", dated=NEWEST.last_day, rate=2.0, source="Bank")


def test_a_payment_in_another_currency_is_told_at_a_dated_rate_or_said_not_to_count(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    signed = payment(MISLEADING, 180_000, dt.date(2026, 12, 1), row=8, currency="EUR")
    monkeypatch.setitem(small_world.PAYMENTS, "TL01", [signed])
    small_world.make(small_world.settings(tmp_path))
    house = open_house(read_settings(small_world.settings(tmp_path)))

    def found() -> released_centres.Centre:
        every = released_centres.centres(house, REVIEWER, quarter=NEWEST)
        return next(each for each in every if each.name == MISLEADING)

    def keep(rate: ExchangeRate) -> None:
        with writing(house.engine) as connection:
            ledger.keep_rates(connection, [rate], by=REVIEWER, at=AT)

    keep(dataclasses.replace(RATE, dated=NEWEST.last_day + dt.timedelta(days=1)))
    without = found()
    assert (without.payments, without.ahead.risk, without.ahead.cash_out_months) == ((), Risk.AT_RISK, 3.0)
    assert Reason.NO_RATE in without.ahead.reasons
    keep(RATE)
    told = found()
    assert [(each.amount, each.told_from) for each in told.payments] == [
        (360_000.0, (180_000.0, "EUR", NEWEST.last_day))
    ]
    assert (told.ahead.cash_out_months, Reason.CONVERTED in told.ahead.reasons) == (15.0, True)
    assert not told.from_ledger
    house.engine.dispose()
