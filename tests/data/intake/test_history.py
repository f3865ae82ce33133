"""What a return is compared with: the district's own earlier quarters, its peers where these are few, agreements."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

import pytest

from data.intake.history import FEW_PEERS, History, history, peers_of
from data.model import Level, Role, Status, Visitor
from data.store import review
from data.store.engine import reading, writing
from data.store.house import House
from data.store.new_return import NewReturn, Observation, Receipt
from data.store.returns import file_returns
from tests.data.intake import forms

BEFORE = forms.QUARTER - 1
REVIEWER = Visitor("reviewer@demo.invalid", Role.REVIEWER)
NOON = dt.datetime(2026, 7, 20, 12, tzinfo=dt.UTC)


def new_return(place: str, value: float, *, ago: int = 1, funding: tuple[dict[str, object], ...] = ()) -> NewReturn:
    """A return that says one number of people screened."""
    return NewReturn(
        place=place,
        quarter=forms.QUARTER - ago,
        by="office@demo.invalid",
        office="office",
        at=dt.datetime(2026, 7, 10, tzinfo=dt.UTC) + dt.timedelta(seconds=ago),
        template_version="2",
        catalogue_version="0",
        language="en",
        observations=(Observation("PRT-01", "total", "", value, Status.REPORTED, "3 Protection", "C9"),),
        ratios={},
        facility_rows=(),
        funding_rows=funding,
        answers={},
        content=None,
    )


def payment(status: str, amount: float, **more: object) -> dict[str, object]:
    """A row of the funding sheet as it is stored."""
    empty = {"facility": None, "due_on": None, "received_on": None, "until": None}
    own = {"source": "A  Foundation", "source_kind": "foundation", "status": status, "amount": amount}
    where = {"currency": "IDR", "signed_on": dt.date(2026, 1, 15), "sheet": "Funding", "row": 7}
    return empty | own | where | more


def file_and_accept(house: House, news: Sequence[NewReturn], *, waiting: Sequence[NewReturn] = ()) -> list[Receipt]:
    """File returns and let the ministry accept them, beside others that wait; gives those of the accepted."""
    one_step = replace(house.country, review=(Level.COUNTRY,))
    with writing(house.engine) as connection:
        given = file_returns(connection, news, country=house.country)
        review.accept(connection, [each.receipt for each in given], by=REVIEWER, at=NOON, country=one_step)
        if waiting:
            file_returns(connection, waiting, country=house.country)
    return given


def past_of(house: House) -> History:
    """What is known of the district of the tests."""
    with reading(house.engine) as connection:
        return history(
            connection,
            catalogue=house.catalogue,
            country=house.country,
            place=house.country.places[forms.PLACE],
            quarter=forms.QUARTER,
        )


def test_the_peers_of_a_district_have_half_to_twice_its_people(own_house: House) -> None:
    country = own_house.country
    place = country.places[forms.PLACE]
    own = place.population_in(forms.QUARTER.year)
    peers = [country.places[code].population_in(forms.QUARTER.year) for code in peers_of(country, place, BEFORE)]
    assert own
    assert len(peers) >= FEW_PEERS
    assert all(people and own / 2 <= people <= own * 2 for people in peers)
    alone = replace(place, population={2026: 10**9})
    everybody = {each.code for each in country.districts(BEFORE)} - {place.code}
    assert set(peers_of(country, alone, BEFORE)) == everybody


@pytest.mark.parametrize(("own", "asked"), [(2, True), (3, False)])
def test_peers_are_looked_at_only_where_a_series_of_one_s_own_is_short(own_house: House, own: int, asked: bool) -> None:
    place = own_house.country.places[forms.PLACE]
    others = sorted(peers_of(own_house.country, place, forms.QUARTER))[:3]
    news = [new_return(code, 7) for code in others] + [new_return(others[0], 99, ago=5)]
    news += [new_return(place.code, 1, ago=ago) for ago in range(1, own + 1)]
    file_and_accept(own_house, news)
    past = past_of(own_house)
    assert len(past.usual["PRT-01"]) == own
    assert past.peers.get("PRT-01") == ([7.0, 7.0, 7.0] if asked else None)


def test_what_is_usual_is_told_by_accepted_returns_and_sums_by_those_that_count(own_house: House) -> None:
    place = own_house.country.places[forms.PLACE]
    others = sorted(peers_of(own_house.country, place, forms.QUARTER))[:3]
    accepted = [new_return(place.code, 1, ago=3), new_return(others[0], 7)]
    waiting = [new_return(place.code, 900, ago=1), new_return(place.code, 900, ago=2), new_return(others[1], 900)]
    given = file_and_accept(own_house, accepted, waiting=waiting)
    past = past_of(own_house)
    assert past.usual["PRT-01"] == {forms.QUARTER - 3: 1.0}
    assert past.peers["PRT-01"] == [7.0]
    assert not past.is_unknown
    assert past.before("PRT-01", forms.QUARTER) == 900.0
    assert past.so_far("PRT-01", forms.QUARTER) == (1801.0, True)
    with writing(own_house.engine) as connection:
        for each in given:
            about = {"place": each.place, "quarter": each.quarter, "reason": "mistyped"}
            review.reopen(connection, **about, by=REVIEWER, at=NOON, country=own_house.country)  # type: ignore[arg-type]
    assert past_of(own_house).usual["PRT-01"] == {}
    assert past_of(own_house).is_unknown


def test_of_a_district_of_which_nothing_is_accepted_nothing_is_usual(own_house: House) -> None:
    with writing(own_house.engine) as connection:
        news = [new_return(forms.PLACE, 20, ago=ago) for ago in range(1, 9)]
        file_returns(connection, news, country=own_house.country)
    past = past_of(own_house)
    assert len(past.totals["PRT-01"]) == 8
    assert past.is_unknown


def test_what_is_signed_is_summed_by_agreement(own_house: House) -> None:
    rows = (
        payment("signed", 60),
        payment("signed", 40, row=8, source="a foundation "),
        payment("received", 9, row=9),
        payment("signed", 5, row=10, signed_on=None),
    )
    with writing(own_house.engine) as connection:
        file_returns(connection, [new_return(forms.PLACE, 1, funding=rows)], country=own_house.country)
    assert past_of(own_house).signed == {("a foundation", "2026-01-15", "IDR"): 100.0}
