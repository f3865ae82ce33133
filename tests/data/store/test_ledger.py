"""The funding ledger is kept by those alone who may, whole, with who said what and why; nothing is lost."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from data.errors import AgreementChanged, BadAgreement, NotAllowed, NothingSaid
from data.funding.faults import faults
from data.funding.vocabulary import (
    AgreedTranche,
    Agreement,
    CostKind,
    CostLine,
    Earmark,
    ExchangeRate,
    Instrument,
    SourceKind,
)
from data.model import Quarter, Role, Visitor
from data.settings import read_settings
from data.store import audit, ledger
from data.store.engine import data_version, reading, writing
from data.store.house import House, open_house
from data.store.tables import facilities

AT = dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC)
REVIEWER = Visitor("reviewer@example.org", Role.REVIEWER)
DAY, LATER = dt.date(2026, 6, 1), dt.date(2026, 12, 1)
CENTRE = "TL06-C1"
GRANT = Agreement(
    code="A-1",
    source="Partner A",
    source_kind=SourceKind.DONOR,
    instrument=Instrument.GRANT,
    currency="USD",
    facility=CENTRE,
    earmark=Earmark.FACILITY,
    pledged=120.0,
    pledged_on=DAY,
    committed=100.0,
    signed_on=DAY,
    evidence="Grant letter 12",
    evidence_on=DAY,
    link="https://example.org/grant.pdf",
    tranches=(
        AgreedTranche(amount=60.0, due_on=DAY, received=60.0, received_on=DAY),
        AgreedTranche(amount=40.0, due_on=LATER, condition="Report of the first half"),
    ),
)
RATE = ExchangeRate(currency="EUR", in_currency="USD", dated=DAY, rate=1.1, source="Central bank")
COST = CostLine(
    facility=CENTRE,
    quarter=Quarter(2026, 3),
    kind=CostKind.STAFF,
    fixed=True,
    amount=900.0,
    currency="USD",
    evidence="Accounts of the third quarter",
)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    found = open_house(read_settings({"LIMA_VAR": str(tmp_path), "COUNTRY": "TLS"}))
    row = {"code": CENTRE, "place": "TL06", "name": "Centre", "kind": "shelter", "operator": "ngo"}
    with writing(found.engine) as connection:
        connection.execute(facilities.insert(), [row])
    yield found
    found.engine.dispose()


def keep(
    house: House,
    agreement: Agreement,
    *,
    reason: str = "",
    by: Visitor = REVIEWER,
    at: dt.datetime = AT,
    seen: int | None = None,
) -> int:
    with writing(house.engine) as connection:
        return ledger.keep(connection, agreement, reason=reason, by=by, at=at, country=house.country, seen=seen)


def there(house: House, by: Visitor = REVIEWER) -> list[Agreement]:
    with house.reading() as connection:
        return [each.agreement for each in ledger.readable(connection, by=by)]


def test_an_agreement_is_kept_as_it_was_said_and_changed_with_a_reason(house: House) -> None:
    assert keep(house, GRANT) == 1
    assert there(house) == [GRANT]
    assert keep(house, GRANT) == 0
    more = dataclasses.replace(GRANT, committed=150.0)
    with pytest.raises(NothingSaid):
        keep(house, more, reason=" ")
    assert keep(house, more, reason="A second part was signed.", at=AT + dt.timedelta(days=1)) == 2
    with house.reading() as connection:
        told = ledger.history(connection, code="A-1", by=REVIEWER)
        assert audit.examine(connection).whole
    assert [(each.number, each.agreement, each.reason, each.by) for each in told] == [
        (1, GRANT, "", REVIEWER.email),
        (2, more, "A second part was signed.", REVIEWER.email),
    ]
    assert there(house.at_the_end_of(AT.date())) == [GRANT]
    assert there(house.at_the_end_of(AT.date() - dt.timedelta(days=1))) == []


def test_what_somebody_else_kept_meanwhile_is_not_overwritten(house: House) -> None:
    first, second = (dataclasses.replace(GRANT, committed=amount) for amount in (110.0, 115.0))
    assert keep(house, GRANT, seen=0) == 1
    with pytest.raises(BadAgreement) as refused:
        keep(house, first, reason="Entered anew.", seen=0)
    assert [each.key for each in refused.value.faults] == ["known_code"]
    assert keep(house, first, reason="The first of two.", seen=1) == 2
    with pytest.raises(AgreementChanged):
        keep(house, second, reason="The second, who saw the first revision.", seen=1)
    assert there(house) == [first]
    assert keep(house, second, reason="Looked again.", seen=2) == 3


def test_what_is_kept_is_on_every_page_at_once_and_what_is_the_same_changes_nothing(house: House) -> None:
    def version() -> int:
        with reading(house.engine) as connection:
            return data_version(connection)

    before = version()
    keep(house, GRANT)
    assert version() == before + 1
    keep(house, GRANT)
    assert version() == before + 1


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.REVIEWER])
def test_nobody_else_keeps_anything(house: House, role: Role) -> None:
    who = Visitor("somebody@example.org", role, frozenset({"TL06"}))
    with pytest.raises(NotAllowed):
        keep(house, GRANT, by=who)
    with writing(house.engine) as connection, pytest.raises(NotAllowed):
        ledger.keep_rates(connection, [RATE], by=who, at=AT)
    with writing(house.engine) as connection, pytest.raises(NotAllowed):
        ledger.keep_costs(connection, [COST], by=who, at=AT)


def test_agreements_that_are_not_public_are_for_the_ministry_and_their_donor(house: House) -> None:
    theirs = dataclasses.replace(GRANT, code="D", donor="donor@example.org")
    for each in (GRANT, theirs, dataclasses.replace(GRANT, code="P", public=True)):
        keep(house, each)
    read = {role: [each.code for each in there(house, Visitor("Donor@example.org", role))] for role in Role}
    assert read == {
        Role.REVIEWER: ["A-1", "D", "P"],
        Role.LEADERSHIP: ["A-1", "D", "P"],
        Role.DONOR: ["D"],
        Role.TASKFORCE: ["P"],
        Role.PROVINCE: ["P"],
        Role.ADMINISTRATOR: [],
        Role.PUBLIC: [],
    }
    officer = Visitor("officer@example.org", Role.TASKFORCE, frozenset({"TL06"}))
    with house.reading() as connection:
        assert ledger.history(connection, code="A-1", by=Visitor("donor@example.org", Role.DONOR)) == []
        assert len(ledger.for_centres(connection, by=REVIEWER)) == 3
        assert ledger.for_centres(connection, by=officer) == []
    for each in (GRANT, theirs):
        keep(house, dataclasses.replace(each, public=True), reason="It was printed in the budget.")
    with house.reading() as connection:
        assert len(ledger.for_centres(connection, by=officer)) == 3


def test_a_centre_whose_money_goes_on_unseen_is_not_reckoned_by(house: House) -> None:
    keep(house, dataclasses.replace(GRANT, public=True))
    part = dataclasses.replace(GRANT, code="A-2", parent="A-1", facility=None, earmark=Earmark.NONE)
    officer = Visitor("officer@example.org", Role.TASKFORCE, frozenset({"TL06"}))
    with house.reading() as connection:
        assert [each.code for each in ledger.for_centres(connection, by=officer)] == ["A-1"]
    keep(house, part)
    with house.reading() as connection:
        assert ledger.for_centres(connection, by=officer) == []


def test_fixed_and_varying_costs_of_a_kind_stand_side_by_side_and_come_once(house: House) -> None:
    lines = [COST, dataclasses.replace(COST, fixed=False, amount=100.0)]
    with writing(house.engine) as connection:
        assert [ledger.keep_costs(connection, lines, by=REVIEWER, at=AT) for _ in range(2)] == [2, 0]
        assert len(ledger.costs(connection)) == 2


@pytest.mark.parametrize("fault", ["too_long", "missing"])
def test_the_evidence_of_a_cost_is_held_to_what_can_be_kept(house: House, fault: str) -> None:
    said = {"too_long": "A" * 301, "missing": " "}[fault]
    with writing(house.engine) as connection, pytest.raises(BadAgreement) as refused:
        ledger.keep_costs(connection, [dataclasses.replace(COST, evidence=said)], by=REVIEWER, at=AT)
    assert [each.key for each in refused.value.faults] == [fault]


WRONG: list[tuple[str, dict[str, Any]]] = [
    ("missing", {"source": " "}),
    ("missing", {"evidence": ""}),
    ("missing", {"evidence_on": None}),
    ("too_long", {"code": "A" * 41}),
    ("no_currency", {"currency": "usd"}),
    ("no_link", {"link": "javascript:alert(1)"}),
    ("no_email", {"donor": "somebody"}),
    ("no_amount", {"pledged": None, "pledged_on": None, "committed": None, "signed_on": None, "tranches": ()}),
    ("no_money", {"planned": -1.0, "planned_on": DAY}),
    ("no_money", {"committed": float("nan")}),
    ("no_money", {"spent": float("inf"), "spent_on": DAY}),
    ("amount_and_day", {"spent": 5.0}),
    ("amount_and_day", {"spent_on": DAY}),
    ("ends_before_start", {"starts_on": LATER, "ends_on": DAY}),
    ("earmark_without_centre", {"facility": None}),
    ("earmark_without_line", {"earmark": Earmark.LINE}),
    ("earmark_without_line", {"cost_kind": CostKind.STAFF}),
    ("earmark_without_pillar", {"earmark": Earmark.PILLAR}),
    ("unknown_pillar", {"pillar": "pillar"}),
    ("own_parent", {"parent": "A-1"}),
    ("unknown_facility", {"facility": "TL06-C9"}),
    ("unknown_place", {"place": "XX"}),
    ("unknown_parent", {"parent": "A-9"}),
    ("tranches_over_agreed", {"committed": 99.0}),
    ("tranches_of_nothing", {"committed": None, "signed_on": None, "pledged": None, "pledged_on": None}),
    ("no_money", {"tranches": (AgreedTranche(amount=-1.0),)}),
    ("amount_and_day", {"tranches": (AgreedTranche(amount=1.0, received=1.0),)}),
]


@pytest.mark.parametrize(("key", "wrong"), WRONG, ids=lambda each: each if isinstance(each, str) else ",".join(each))
def test_what_cannot_be_so_is_not_kept(house: House, key: str, wrong: dict[str, Any]) -> None:
    with pytest.raises(BadAgreement) as refused:
        keep(house, dataclasses.replace(GRANT, **wrong))
    assert key in [fault.key for fault in refused.value.faults]
    assert there(house) == []


def test_what_can_be_so_has_no_fault() -> None:
    assert list(faults(GRANT)) == []


def test_money_is_not_passed_on_in_a_circle(house: House) -> None:
    keep(house, GRANT)
    keep(house, dataclasses.replace(GRANT, code="B", parent="A-1"))
    with pytest.raises(BadAgreement) as refused:
        keep(house, dataclasses.replace(GRANT, parent="B"), reason="It came back.")
    assert [fault.key for fault in refused.value.faults] == ["parent_circle"]


def test_rates_and_costs_are_kept_once_and_the_last_said_holds(house: House) -> None:
    corrected = dataclasses.replace(RATE, rate=1.2)
    dearer = dataclasses.replace(COST, amount=950.0)
    with writing(house.engine) as connection:
        assert ledger.keep_rates(connection, [RATE, RATE], by=REVIEWER, at=AT) == 1
        assert ledger.keep_rates(connection, [RATE], by=REVIEWER, at=AT) == 0
        assert ledger.keep_rates(connection, [corrected], by=REVIEWER, at=AT) == 1
        assert ledger.exchange(connection) == [corrected]
        assert ledger.keep_costs(connection, [COST], by=REVIEWER, at=AT) == 1
        assert ledger.keep_costs(connection, [COST, dearer], by=REVIEWER, at=AT) == 1
        assert ledger.costs(connection) == [dearer]
        for key, wrong in (("no_rate", {"rate": 0.0}), ("same_currency", {"in_currency": "EUR"})):
            with pytest.raises(BadAgreement) as refused:
                ledger.keep_rates(connection, [dataclasses.replace(RATE, **wrong)], by=REVIEWER, at=AT)
            assert refused.value.faults[0].key == key
        with pytest.raises(BadAgreement):
            ledger.keep_costs(connection, [dataclasses.replace(COST, facility="XX")], by=REVIEWER, at=AT)


@pytest.mark.parametrize(
    ("constraint", "wrong"),
    [
        ("revision_from_one", {"revision": 0, "reason": "x"}),
        ("change_has_reason", {"revision": 2, "reason": " "}),
        ("source_kind_known", {"source_kind": "bank"}),
        ("instrument_known", {"instrument": "loan"}),
        ("earmark_known", {"earmark": "tight"}),
        ("evidence_given", {"evidence": " "}),
        ("not_its_own_parent", {"parent": "A-1"}),
        ("committed_not_negative", {"committed": -1}),
        ("spent_has_its_day", {"spent": 1}),
    ],
)
def test_the_store_itself_refuses_what_cannot_be(house: House, constraint: str, wrong: dict[str, Any]) -> None:
    row = ledger._row(GRANT, number=1, at=AT, by="x", reason="") | wrong
    with pytest.raises(sa.exc.IntegrityError, match=constraint), writing(house.engine) as connection:
        connection.execute(ledger.agreements.insert(), [row])
