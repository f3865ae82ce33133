"""Confidential centres: what the published store tells of them, which code they have, and what may not lead to them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
import sqlalchemy as sa

from data.disclosure import load_disclosure
from data.model import Quarter
from data.store import confidential, engine, frames, published, publishing
from data.store.confidential import Confidential
from data.store.house import House
from data.store.published_tables import by_name
from data.store.tables import facilities
from tests.data.store import release_world as world
from tests.data.store.release_world import NIGHTS, PUBLISHED, RESIDENTS, SHOWN
from tests.data.store.world import QUARTER, XLAND

EARLIER = QUARTER - 1
SHELTERS = ("1.0", "1.1")
ABOVE = "1"
"""The province of both; the one centre of the other province is no secret."""
HIDDEN = Confidential(load_disclosure(), XLAND, "a secret")


@pytest.fixture
def house(store_url: str) -> Iterator[House]:
    """Two shelters and a recovery centre, each the only one of its district, in two quarters."""
    found = world.house_of(store_url, RELEASED_DATABASE_URL=world.role_of(store_url))
    with engine.writing(found.engine) as connection:
        for quarter in (EARLIER, QUARTER):
            kinds = {place: "shelter" if place in SHELTERS else "recovery_centre" for place in SHOWN}
            filed = [world.filed(place, 7907, quarter=quarter, kind=kind) for place, kind in kinds.items()]
            world.accept(connection, filed)
        world.close(connection, EARLIER, QUARTER)
    yield found
    if found.settings.released_url:
        published.engine_of_role(found.settings.released_url).dispose()
    elif shown := found.released():
        shown.engine.dispose()
    found.engine.dispose()


def told(house: House) -> House:
    shown = house.released()
    assert shown is not None
    return shown


def codes(house: House, places: tuple[str, ...] = SHELTERS) -> dict[str, str]:
    return {place: house.hidden.code_of(f"{place}-C1", place) for place in places}


def rows(house: House, table: str) -> list[tuple[object, ...]]:
    with engine.reading(house.engine) as connection:
        return [tuple(row) for row in connection.execute(sa.select(by_name()[table]))]


def sheets(house: House, quarter: Quarter) -> pd.DataFrame:
    with house.reading() as connection:
        return frames.facility_sheets(connection, until=quarter).set_index("facility")


def test_its_code_says_the_province_and_is_the_same_as_long_as_the_secret_is() -> None:
    code = HIDDEN.code_of("1.0-C1", "1.0")
    assert code == replace(HIDDEN).code_of("1.0-C1", "1.0")
    assert code.startswith("1-")
    assert len(code) == len("1-00000000")
    others = {
        HIDDEN.code_of("1.1-C1", "1.1"),
        HIDDEN.code_of("1.0-C2", "1.0"),
        Confidential(load_disclosure(), XLAND, "another").code_of("1.0-C1", "1.0"),
    }
    assert code not in others
    assert len(others) == 3


def test_several_sources_of_one_kind_are_told_apart_and_not_named() -> None:
    lines = [
        {"source": name, "source_kind": kind} for name, kind in (("A", "donor"), ("B", "donor"), ("C", "district"))
    ]
    found = HIDDEN.sources("1.0-C1", lines)
    assert sorted(found.values()) == ["district", "donor", "donor 2"]
    assert found["C"] == "district"


def test_it_is_told_by_kind_province_and_code_with_its_money_and_no_name(house: House) -> None:
    world.publish(house, SHOWN)
    shown = told(house)
    with shown.reading() as connection:
        register = frames.facility_register(connection).set_index("code")
        money = frames.funding(connection, until=QUARTER).set_index("facility")
    mine = codes(house)
    assert set(register.index) == {*mine.values(), "2.0-C1"}
    assert set(register.loc["2.0-C1", ["place", "name", "operator"]]) == {"2.0", "House of 2.0", "ngo"}
    assert register.loc[
        list(mine.values()), ["place", "name", "kind", "operator"]
    ].drop_duplicates().values.tolist() == [[ABOVE, "", "shelter", ""]]
    found = sheets(shown, QUARTER)
    assert found.loc[mine["1.0"], ["residents", "bed_nights", "cash"]].tolist() == [5, 5, 1000]
    assert found.loc[mine["1.1"], ["residents", "bed_nights", "cash"]].tolist() == [0, 0, 1000]
    assert set(money.loc[list(mine.values()), "source"]) == {"foundation"}
    assert money.loc["2.0-C1", "source"] == "Foundation"


def test_a_centre_with_a_name_beside_it_leaves_no_gap_in_the_numbers(house: House) -> None:
    with engine.writing(house.engine) as connection:
        connection.execute(
            facilities.insert(),
            [
                {"code": f"1.0-C{number}", "place": "1.0", "name": f"More {number}", "kind": kind, "operator": "ngo"}
                for number, kind in ((2, "hospital"), (3, "shelter"), (10, "other"))
            ],
        )
        found = confidential.told_otherwise(connection, house.hidden)
    assert {code: told.code for code, told in found.items() if told.named} == {"1.0-C2": "1.0-C1", "1.0-C10": "1.0-C2"}
    assert {code for code, told in found.items() if not told.named} == {"1.0-C1", "1.1-C1", "1.0-C3"}
    assert "2.0-C1" not in found


def test_nothing_joins_it_to_its_district(house: House) -> None:
    world.publish(house, SHOWN)
    shown = told(house)
    everything = "\n".join(repr(row) for name in by_name() for row in rows(shown, name))
    for place in SHELTERS:
        assert f"House of {place}" not in everything
        assert f"{place}-C1" not in everything
    for name in by_name():
        for row in rows(shown, name):
            assert not ({*codes(house).values()} & set(row) and {*SHELTERS} & set(row)), (name, row)
    if (file := house.engine.url.database) and house.engine.dialect.name == "sqlite":
        raw = Path(file).with_name("lima-released.db").read_bytes()
        assert [
            place for place in SHELTERS if f"{place}-C1".encode() in raw or f"House of {place}".encode() in raw
        ] == []


def test_sums_of_centres_are_told_of_no_district_and_the_province_is_their_sum(house: House) -> None:
    world.publish(house, SHOWN)
    shown = told(house)
    with shown.reading() as connection:
        of_districts = frames.values(connection, measures=[RESIDENTS, NIGHTS], quarters=[QUARTER])
        sums = frames.sums(connection, measures=[RESIDENTS], places=list(XLAND.places)).set_index("place")
    assert of_districts.empty
    assert sums["numerator"].to_dict() == {"1": 5, "2": 15, "XXX": 20}
    assert sums["reporting"].to_dict() == {"1": 2, "2": 1, "XXX": 3}
    assert sums["nil"].sum() == 0
    cells = [row for row in rows(shown, "release_cells") if row[1] in (RESIDENTS, NIGHTS) and row[2] == "total"]
    assert {row[4] for row in cells} == {"1", "2", "XXX"}


def test_a_return_of_its_own_does_not_count_as_one_of_a_district(house: House) -> None:
    world.publish(house, SHOWN)
    assert world.read(told(house)) == world.as_read(SHOWN)
    with told(house).reading() as connection:
        filed = frames.counting(connection, quarter=QUARTER)
    of_centres = filed[filed["place"].isin(codes(house).values())]
    assert set(filed["place"]) - set(of_centres["place"]) == set(SHOWN)
    assert set(of_centres["first_filed_at"].astype(str)) == {str(pd.Timestamp(PUBLISHED))}


def test_it_keeps_its_code_and_its_payments_where_its_district_is_silent_later(house: House) -> None:
    world.publish(house, SHOWN, quarter=EARLIER)
    world.reopen(house, "1.1")
    world.publish(house, {place: SHOWN[place] for place in ("1.0", "2.0")})
    shown, mine = told(house), codes(house)
    found = sheets(shown, QUARTER)["quarter"].to_dict()
    assert found == {mine["1.0"]: str(QUARTER), mine["1.1"]: str(EARLIER), "2.0-C1": str(QUARTER)}
    with shown.reading() as connection:
        assert set(frames.funding(connection, until=QUARTER)["facility"]) == set(found)


def test_what_was_published_with_the_district_is_written_anew_and_stays_as_it_is_stored(house: House) -> None:
    open_kinds = replace(house.hidden.disclosure, confidential=frozenset(), province_only=frozenset())
    before = replace(house.store, hidden=replace(house.hidden, disclosure=open_kinds))
    made = world.make(house, SHOWN)
    publishing.publish(before, made.id, by=world.REVIEWER, at=PUBLISHED)
    assert house.released() is None  # it would tell what may not be told any more
    with engine.reading(house.engine) as connection:
        stored = connection.execute(sa.text("SELECT code, place FROM release_centres ORDER BY code")).all()
    assert published.keep_up(house.store)
    assert not published.keep_up(house.store)
    assert {row[1] for row in rows(told(house), "release_centres")} == {*codes(house).values(), "2.0-C1"}
    with engine.reading(house.engine) as connection:
        assert connection.execute(sa.text("SELECT code, place FROM release_centres ORDER BY code")).all() == stored
    assert ("1.0-C1", "1.0") in [tuple(row) for row in stored]


def test_as_of_an_earlier_moment_it_is_told_no_better(house: House) -> None:
    world.publish(house, SHOWN)
    world.correct(house, "1.1", 7919)
    later = PUBLISHED.replace(day=9)
    world.publish(house, SHOWN | {"1.0": 10.0}, at=later)
    then = replace(told(house), as_of=PUBLISHED)
    found = sheets(then, QUARTER)
    assert set(found.index) == {*codes(house).values(), "2.0-C1"}
    assert found.loc[codes(house)["1.0"], "residents"] == 5
    with then.reading() as connection:
        sums = frames.sums(connection, measures=[RESIDENTS], places=list(XLAND.places)).set_index("place")
    assert sums["numerator"].to_dict() == {"1": 5, "2": 15, "XXX": 20}
