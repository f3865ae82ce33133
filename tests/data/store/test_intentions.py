"""A donor records what they intend to give; the ministry alone confirms or declines it; nothing counts before that."""

from __future__ import annotations

import dataclasses
import datetime as dt
from typing import Any

import pytest

from data.errors import AlreadyAnswered, BadAgreement, NotAllowed, NothingSaid
from data.funding.intentions import Answer, Intention
from data.funding.vocabulary import Instrument, SourceKind
from data.model import Role, Visitor
from data.store import audit, intentions, ledger
from data.store.engine import writing
from data.store.house import House
from tests.data.store.test_ledger import AT, CENTRE, GRANT, REVIEWER, house, keep

__all__ = ["house"]  # a fixture

DONOR = Visitor("donor@example.org", Role.DONOR)
OTHER = Visitor("other@example.org", Role.DONOR)
INTENTION = Intention(
    amount=250_000.0,
    currency="USD",
    starts_on=dt.date(2027, 1, 1),
    ends_on=dt.date(2027, 12, 31),
    pillar="protection",
    note="For centres that take girls",
)
SAID: dict[str, Any] = {
    "code": "D-1",
    "source": "Partner D",
    "source_kind": SourceKind.DONOR,
    "instrument": Instrument.GRANT,
    "evidence": "Letter 7",
    "evidence_on": dt.date(2026, 11, 20),
}


def record(house: House, intention: Intention = INTENTION, by: Visitor = DONOR) -> int:
    with writing(house.engine) as connection:
        return intentions.record(connection, intention, by=by, at=AT, country=house.country)


def read(house: House, by: Visitor = DONOR) -> list[tuple[int, Answer | None]]:
    with house.reading() as connection:
        return [(each.id, each.answer) for each in intentions.own(connection, by=by)]


def test_an_intention_is_confirmed_as_a_pledge_with_its_evidence_and_once(house: House) -> None:
    number = record(house, dataclasses.replace(INTENTION, facility=CENTRE))
    with house.reading() as connection:
        [recorded] = intentions.every(connection, by=REVIEWER)
        assert ledger.of_donor(connection, by=DONOR) == []
    pledge = intentions.as_pledge(recorded, **SAID)
    wrong = dataclasses.replace(pledge, evidence=" ")
    with writing(house.engine) as connection, pytest.raises(BadAgreement) as refused:
        intentions.confirm(connection, number, wrong, by=REVIEWER, at=AT, country=house.country)
    assert [each.field for each in refused.value.faults] == ["evidence"]
    with writing(house.engine) as connection:
        intentions.confirm(connection, number, pledge, by=REVIEWER, at=AT, country=house.country)
    with house.reading() as connection:
        [agreed] = [each.agreement for each in ledger.of_donor(connection, by=DONOR)]
        assert ledger.of_donor(connection, by=OTHER) == []
        assert audit.examine(connection).whole
    assert (agreed.pledged, agreed.pledged_on, agreed.committed, agreed.public) == (250_000, AT.date(), None, False)
    assert (agreed.facility, agreed.donor) == (CENTRE, DONOR.email)
    assert read(house) == [(number, Answer.CONFIRMED)]
    again = dataclasses.replace(pledge, code="D-2")
    with writing(house.engine) as connection, pytest.raises(AlreadyAnswered):
        intentions.confirm(connection, number, again, by=REVIEWER, at=AT, country=house.country)
    with house.reading() as connection:
        assert ledger.newest(connection, code="D-2") is None


def test_no_agreement_is_overwritten_by_a_confirmation(house: House) -> None:
    keep(house, GRANT)
    number = record(house)
    with house.reading() as connection:
        [recorded] = intentions.every(connection, by=REVIEWER)
    pledge = intentions.as_pledge(recorded, **SAID | {"code": GRANT.code})
    with writing(house.engine) as connection, pytest.raises(BadAgreement, match="known_code"):
        intentions.confirm(connection, number, pledge, by=REVIEWER, at=AT, country=house.country)
    assert read(house) == [(number, None)]


def test_it_is_declined_with_a_reason_or_withdrawn_by_its_donor(house: House) -> None:
    first, second = record(house), record(house)
    with writing(house.engine) as connection:
        with pytest.raises(NothingSaid):
            intentions.decline(connection, first, reason=" ", by=REVIEWER, at=AT)
        intentions.decline(connection, first, reason="The centre closes.", by=REVIEWER, at=AT)
        with pytest.raises(NotAllowed):
            intentions.withdraw(connection, second, by=OTHER, at=AT)
        intentions.withdraw(connection, second, by=DONOR, at=AT)
        with pytest.raises(AlreadyAnswered):
            intentions.withdraw(connection, second, by=DONOR, at=AT)
    assert read(house) == [(second, Answer.WITHDRAWN), (first, Answer.DECLINED)]
    assert read(house, OTHER) == []


@pytest.mark.parametrize("role", Role)
def test_donors_alone_record_and_the_ministry_alone_answers(house: House, role: Role) -> None:
    who, number = Visitor("somebody@example.org", role), record(house)
    if role is not Role.DONOR:
        with pytest.raises(NotAllowed):
            record(house, by=who)
    with pytest.raises(NotAllowed):
        record(house, by=dataclasses.replace(who, role=Role.DONOR, previews=True))
    with writing(house.engine) as connection:
        if role not in (Role.REVIEWER, Role.LEADERSHIP):
            with pytest.raises(NotAllowed):
                intentions.every(connection, by=who)
        if role is not Role.REVIEWER:
            with pytest.raises(NotAllowed):
                intentions.decline(connection, number, reason="No", by=who, at=AT)


@pytest.mark.parametrize(
    ("key", "wrong"),
    [
        ("no_money_at_all", {"amount": 0.0}),
        ("no_money_at_all", {"amount": float("nan")}),
        ("no_money_at_all", {"amount": 1e18}),
        ("no_currency", {"currency": "Dollar"}),
        ("no_currency", {"currency": "US1"}),
        ("missing", {"ends_on": None}),
        ("ends_before_start", {"ends_on": dt.date(2026, 1, 1)}),
        ("unknown_pillar", {"pillar": "pillar"}),
        ("unknown_facility", {"facility": "TL06-C9"}),
        ("unknown_place", {"place": "XX"}),
        ("too_long", {"note": "a" * 501}),
    ],
)
def test_what_cannot_be_so_is_not_recorded(house: House, key: str, wrong: dict[str, Any]) -> None:
    with pytest.raises(BadAgreement) as refused:
        record(house, dataclasses.replace(INTENTION, **wrong))
    assert [fault.key for fault in refused.value.faults] == [key]
    assert read(house) == []
