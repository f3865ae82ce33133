"""What a release tells of the funding ledger: public agreements alone, frozen, and of a confidential centre no name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

import pytest
import sqlalchemy as sa

from data.funding.vocabulary import AgreedTranche, Agreement, ExchangeRate, FacilityFacts, Instrument, SourceKind
from data.store import engine, ledger, published, published_ledger, publishing
from data.store.confidential import CODES, Confidential
from data.store.house import House
from data.store.published_tables import by_name
from tests.data.store import release_world as world
from tests.data.store.release_world import PUBLISHED, REVIEWER, SHOWN
from tests.data.store.world import QUARTER, XLAND

ENTERED = PUBLISHED - dt.timedelta(days=2)
LATER = PUBLISHED + dt.timedelta(days=3)
DAY = dt.date(2026, 6, 1)
SHELTER, CENTRE = "1.0-C1", "2.0-C1"


def agreed(code: str, facility: str | None = CENTRE, **more: object) -> Agreement:
    """An agreement that is full of what must not be read of a confidential centre, and of who keeps the ledger."""
    said: dict[str, object] = {
        "source": "Planted Foundation",
        "source_kind": SourceKind.FOUNDATION,
        "instrument": Instrument.GRANT,
        "currency": "XXX",
        "facility": facility,
        "committed": 100.0,
        "signed_on": DAY,
        "public": True,
        "donor": "planted@example.org",
        "evidence": "Planted letter",
        "evidence_on": DAY,
        "link": "https://planted.example.org",
        "tranches": (AgreedTranche(amount=60.0, due_on=DAY, condition="Planted condition"),),
    }
    return Agreement(code=code, **said | more)  # type: ignore[arg-type]


@pytest.fixture
def house(store_url: str) -> Iterator[House]:
    """A shelter and two recovery centres; the ledger is entered by each test."""
    found = world.house_of(store_url, RELEASED_DATABASE_URL=world.role_of(store_url))
    with engine.writing(found.engine) as connection:
        kinds = {place: "shelter" if place == "1.0" else "recovery_centre" for place in SHOWN}
        world.accept(connection, [world.filed(place, kind=kind) for place, kind in kinds.items()])
        world.close(connection, QUARTER)
    yield found
    if found.settings.released_url:
        published.engine_of_role(found.settings.released_url).dispose()
    elif shown := found.released():
        shown.engine.dispose()
    found.engine.dispose()


def keep(house: House, *agreements: Agreement, at: dt.datetime = ENTERED) -> None:
    with engine.writing(house.engine) as connection:
        for each in agreements:
            ledger.keep(connection, each, reason="Planted reason", by=REVIEWER, at=at, country=XLAND)


def told(house: House, as_of: dt.datetime | None = None) -> dict[str, Agreement]:
    shown = house.released()
    assert shown is not None
    with replace(shown, as_of=as_of).reading() as connection:
        return {each.agreement.code: each.agreement for each in published_ledger.readable(connection)}


def centres(house: House) -> set[str | None]:
    shown = house.released()
    assert shown is not None
    with shown.reading() as connection:
        return {each.facility for each in published_ledger.for_centres(connection)}


def everything(house: House) -> str:
    """Every row of the published store, of whatever table, in one order."""
    shown = house.released()
    assert shown is not None
    with engine.reading(shown.engine) as connection:
        tables = by_name().values()
        return "\n".join(sorted(repr(tuple(row)) for each in tables for row in connection.execute(sa.select(each))))


def test_public_agreements_are_told_as_they_stood_at_the_publication_and_by_then(house: House) -> None:
    first = agreed("G-1")
    keep(house, first, agreed("G-2"), agreed("SECRET-3", None, public=False), agreed("G-4", None, parent="SECRET-3"))
    world.publish(house, SHOWN)
    keep(house, replace(first, committed=120.0), replace(agreed("G-2"), public=False), agreed("G-5"), at=LATER)
    publishing.make_anew(house.store)
    before = {"G-1": 100.0, "G-2": 100.0, "G-4": 100.0}
    assert {code: each.committed for code, each in told(house).items()} == before  # frozen until the next
    world.publish(house, SHOWN, at=LATER)
    after = {"G-1": 120.0, "G-4": 100.0, "G-5": 100.0}
    text = everything(house)
    for _ in range(2):
        assert {code: each.committed for code, each in told(house).items()} == after
        assert {code: each.committed for code, each in told(house, PUBLISHED).items()} == before
        assert told(house, PUBLISHED - dt.timedelta(seconds=1)) == {}
        publishing.make_anew(house.store)
    assert everything(house) == text
    assert [word for word in ("SECRET", "@", "reason") if word in text] == []
    assert told(house)["G-1"] == replace(first, committed=120.0, donor="")
    assert told(house)["G-4"].parent is None


def test_an_agreement_for_a_confidential_centre_is_told_by_kind_of_source_code_and_province(house: House) -> None:
    keep(
        house,
        agreed("Planted-1", SHELTER, place="1.0"),
        agreed("G-2", None, evidence="Letter on the house of 1.0", link=""),
        agreed("For House of 1.0", None),
    )
    world.publish(house, SHOWN)
    code = house.hidden.agreement_code("Planted-1", "1.0")
    found = told(house)
    assert set(found) == {code, "G-2"}
    secret = found[code]
    assert (secret.facility, secret.place) == (house.hidden.code_of(SHELTER, "1.0"), "1")
    assert (secret.source, secret.evidence, secret.link, secret.donor) == ("foundation", "", "", "")
    assert secret.tranches == (AgreedTranche(amount=60.0, due_on=DAY),)
    assert found["G-2"].evidence == ""
    ledgers = ("agreements", "told_agreements", "tranches", "whole_centres", "told_whole_centres")
    shown = house.released()
    assert shown is not None
    with engine.reading(shown.engine) as connection:
        rows = [row for name in ledgers for row in connection.execute(sa.select(by_name()[name]))]
    of_it = [repr(tuple(row)) for row in rows if {code, secret.facility} & set(row)]
    assert len(of_it) == 5
    assert [word for word in ("Planted", "planted", "'1.0", "House") if any(word in row for row in of_it)] == []
    assert SHELTER not in everything(house)


def test_two_agreements_never_have_one_code_and_what_was_released_keeps_its_own(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = Confidential._number

    def one_of_few(self: Confidential, said: str) -> int:
        """So few that several agreements come to the same number."""
        return usual(self, said) % (12 if "agreement" in said else CODES)

    monkeypatch.setattr(Confidential, "_number", one_of_few)
    first, later = ([f"{name}-{number}" for number in range(5)] for name in ("Z", "A"))
    keep(house, *(agreed(code, SHELTER) for code in first))
    world.publish(house, SHOWN)
    released = set(told(house))
    assert len(released) == 5
    assert house.hidden.agreement_code("Z-0", "1.0") in released

    keep(house, *(agreed(code, SHELTER, committed=70.0) for code in later), at=LATER)
    world.publish(house, SHOWN, at=LATER)
    found = told(house)
    assert len(found) == 10
    assert {code for code, each in found.items() if each.committed != 70.0} == released
    publishing.make_anew(house.store)
    assert told(house) == found


def test_a_centre_is_reckoned_from_the_ledger_where_all_of_it_is_told(house: House) -> None:
    keep(house, agreed("G-1"), agreed("G-2", "1.1-C1"), agreed("G-3", "1.1-C1", public=False))
    keep(house, agreed("G-4", SHELTER), agreed("G-5", None), agreed("G-6", SHELTER, parent="G-5"))
    world.publish(house, SHOWN)
    assert centres(house) == {CENTRE, None}
    assert "G-5" in told(house)  # all of it is counted there: its part is a secret, and not told
    keep(house, replace(agreed("G-3", "1.1-C1")), replace(agreed("G-6", None, public=False)), at=LATER)
    world.publish(house, SHOWN, at=LATER)
    assert centres(house) == {CENTRE, "1.1-C1", house.hidden.code_of(SHELTER, "1.0"), None}


def test_what_is_told_of_a_named_centre_names_no_confidential_one(house: House) -> None:
    facts = FacilityFacts(facility=CENTRE, serves=("men",), opened_on=DAY, evidence=f"Visit, with {SHELTER}")
    rate = ExchangeRate(currency="EUR", in_currency="XXX", dated=DAY, rate=1.1, source=f"Books of {SHELTER}")
    with engine.writing(house.engine) as connection:
        ledger.keep_facts(connection, [facts], by=REVIEWER, at=ENTERED)
        ledger.keep_rates(connection, [rate], by=REVIEWER, at=ENTERED)
    world.publish(house, SHOWN)
    assert SHELTER not in everything(house)
    shown = house.released()
    assert shown is not None
    with shown.reading() as connection:
        assert (ledger.facts(connection)[CENTRE].serves, ledger.exchange(connection)[0].rate) == (("men",), 1.1)


def test_rates_and_whom_a_named_centre_takes_go_with_it_and_no_line_of_cost(house: House) -> None:
    rate = ExchangeRate(currency="EUR", in_currency="XXX", dated=DAY, rate=1.1, source="Bank")
    facts = [FacilityFacts(facility=each, serves=("men",), opened_on=DAY, evidence="Law") for each in (SHELTER, CENTRE)]
    with engine.writing(house.engine) as connection:
        ledger.keep_rates(connection, [rate], by=REVIEWER, at=ENTERED)
    world.publish(house, SHOWN)
    with engine.writing(house.engine) as connection:
        ledger.keep_rates(connection, [replace(rate, rate=1.2)], by=REVIEWER, at=LATER)
        ledger.keep_facts(connection, facts, by=REVIEWER, at=LATER)
    world.publish(house, SHOWN, at=LATER)
    shown = house.released()
    assert shown is not None
    for moment, rates, known in ((None, [1.2], {CENTRE}), (PUBLISHED, [1.1], set())):
        with replace(shown, as_of=moment).reading() as connection:
            assert [each.rate for each in ledger.exchange(connection)] == rates
            assert set(ledger.facts(connection)) == known
            assert ledger.costs(connection) == []
