"""Releases from the exact figures to what a donor reads: made, audited, published, corrected, looked back at."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from data.errors import NotAllowed, NothingReleased, ReleaseFailed
from data.model import Quarter, Role, Status, Visitor
from data.store import engine, frames, published, releases
from data.store.house import House
from data.store.new_return import Observation
from pages.parts import release_figures, release_making, releasing
from tests.data.store import release_world as world
from tests.data.store.release_world import PUBLISHED, REVIEWER
from tests.data.store.world import QUARTER, XLAND, new_return, total

ASSISTED = "PRT-04"
TRUE = {"1.0": 3, "1.1": 0, "1.2": 7, "2.0": 12, "2.1": 4}
"""One district of six has not reported."""
LEADER = Visitor("leader@example.org", Role.LEADERSHIP)
LATER = PUBLISHED + dt.timedelta(days=3)


def told(place: str, count: int, quarter: Quarter = QUARTER) -> Observation:
    """A return that tells how many were assisted, and of what sex and age."""
    return new_return(
        place,
        Observation(ASSISTED, "total", "", count, Status.REPORTED, "Sheet", "C3"),
        *(
            Observation(ASSISTED, "sex_age", item, part, Status.REPORTED, "Sheet", "C4")
            for item, part in (("F.child", count // 2), ("F.adult", count - count // 2))
        ),
        quarter=quarter,
        ratios={},
    )


def filed(house: House, counts: Mapping[str, int], quarter: Quarter = QUARTER) -> None:
    with engine.writing(house.engine) as connection:
        world.accept(connection, [told(place, count, quarter) for place, count in counts.items()])


@pytest.fixture
def house(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[House]:
    """A closed quarter of five accepted returns; on SQLite, where a test does not ask for another."""
    on_postgres = getattr(request, "param", "sqlite") == "postgres"
    url = request.getfixturevalue("postgres_url") if on_postgres else f"sqlite:///{tmp_path / 'lima.db'}"
    found = world.house_of(url, RELEASED_DATABASE_URL=world.role_of(url))
    filed(found, TRUE)
    with engine.writing(found.engine) as connection:
        world.close(connection)
    yield found
    if on_postgres:
        published.engine_of_role(found.settings.released_url).dispose()
    found.engine.dispose()


on_both = pytest.mark.parametrize(
    "house", ["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)], indirect=True
)


def shown(house: House) -> dict[str, float]:
    """What a donor reads."""
    found = house.released()
    assert found is not None
    with found.reading() as connection:
        values = frames.values(connection, measures=[ASSISTED], quarters=[QUARTER])
        sums = frames.sums(connection, measures=[ASSISTED], places=["1", "2", "XXX"])
    return {row.place: row.numerator for row in (*values.itertuples(), *sums.itertuples())}


def test_a_release_is_made_and_read_after_it_was_published(house: House) -> None:
    steps = []
    made = releasing.make(house, REVIEWER, QUARTER, at=PUBLISHED, progress=lambda *step: steps.append(step))
    assert (made.passed, made.published, made.base, made.draw) == (True, False, 5, 0)
    assert {what for what, done, of in steps if 0 <= done <= of} == {"rounding", "audit"}
    assert house.released() is None
    again = releasing.audit(house, REVIEWER, made.id)
    assert {**again, "seconds": 0} == {**made.verdict, "seconds": 0}
    releasing.publish(house, REVIEWER, made.id, at=PUBLISHED)
    found = shown(house)
    assert all(abs(found[place] - true) < 5 and found[place] % 5 == 0 for place, true in TRUE.items())
    assert found["1"] == sum(found[place] for place in TRUE if place.startswith("1."))
    assert found["XXX"] == found["1"] + found["2"]
    assert "2.2" not in found
    assert releasing.audit(house, REVIEWER, made.id)["passed"] is True


@on_both
def test_a_correction_moves_its_own_figure_and_no_other(house: House) -> None:
    first = releasing.make(house, REVIEWER, QUARTER, at=PUBLISHED)
    releasing.publish(house, REVIEWER, first.id, at=PUBLISHED)
    before = shown(house)
    world.reopen(house, "2.0")
    filed(house, {"2.0": 31})
    assert releasing.overview(house, LEADER).waiting == (QUARTER,)
    second = releasing.make(house, REVIEWER, QUARTER, at=LATER)
    changed = releasing.changes(house, LEADER, second.id)
    assert set(changed["place"]) == {"2.0", "2", "XXX"}
    assert releasing.changes(house, LEADER, first.id).empty
    releasing.publish(house, REVIEWER, second.id, at=LATER)
    after = shown(house)
    assert {place for place in TRUE if after[place] != before[place]} == {"2.0"}
    assert after["2.0"] in (30, 35)
    moved = release_figures.history(house, LEADER, measure=ASSISTED, place=XLAND.places["2.0"], quarter=QUARTER)
    released = [(each.number, each.value) for each in moved if each.event is None]
    assert released == [(1, before["2.0"]), (2, after["2.0"])]
    found = releasing.overview(house, LEADER)
    assert ([each.number for each in found.releases], found.waiting, found.apart) == ([1, 2], (), True)


def test_released_figures_keep_over_quarters_the_rules_that_true_ones_keep(house: House) -> None:
    """To the brim: all that was pending or came new is decided, and everybody reintegrated so far got a livelihood.

    That nobody was acquitted counts as much as that somebody was.
    """
    places = sorted(XLAND.within("XXX"))
    pending = {place: 3 + 2 * number for number, place in enumerate(places)}
    first = {place: {"PRO-10": count, "PRT-10": 5, "PRT-11": 3} for place, count in pending.items()}
    then = {
        place: {**dict.fromkeys(("PRO-08", "PRO-09", "PRO-10"), 0), "PRO-05": 2, "PRO-07": count + 2}
        | {"PRT-10": 1, "PRT-11": 3}
        for place, count in pending.items()
    }
    shown = {}
    for quarter, counts in ((QUARTER - 3, first), (QUARTER - 2, then)):
        with engine.writing(house.engine) as connection:
            news = [
                new_return(place, *(total(*each) for each in told.items()), quarter=quarter, ratios={})
                for place, told in counts.items()
            ]
            world.accept(connection, news)
            world.close(connection, quarter)
        made = releasing.make(house, REVIEWER, quarter)
        assert (made.passed, made.verdict["rules_broken"]) == (True, 0)
        releasing.publish(house, REVIEWER, made.id)
        with engine.reading(house.engine) as connection:
            cells = releases.cells(connection, made.id)
        for row in cells[cells["place"].isin(places)].itertuples():
            shown[row.measure, row.place, quarter == QUARTER - 2] = row.value
    for place in places:
        before, now = ({m: shown.get((m, place, later), 0) for m in then[place]} for later in (False, True))
        assert now["PRO-07"] + now["PRO-08"] + now["PRO-09"] <= before["PRO-10"] + now["PRO-05"], place
        assert before["PRT-11"] + now["PRT-11"] <= before["PRT-10"] + now["PRT-10"], place


@pytest.mark.parametrize(("passes", "draw"), [(1, 1), (9, 2)])
def test_what_fails_the_audit_is_drawn_again_and_not_published(
    house: House, monkeypatch: pytest.MonkeyPatch, passes: int, draw: int
) -> None:
    asked = []
    audited = release_making.audited

    def strict(*frames: object, **more: object) -> object:
        verdict = audited(*frames, **more)  # type: ignore[arg-type]
        asked.append(frames[0])
        return verdict if len(asked) > passes else type("Failed", (), {"passed": False, "as_json": lambda _: FAILED})()

    monkeypatch.setattr(release_making, "audited", strict)
    made = releasing.make(house, REVIEWER, QUARTER, at=PUBLISHED)
    assert (made.draw, made.passed, len(asked)) == (draw, passes == 1, draw + 1)
    with engine.reading(house.engine) as connection:
        assert len(releases.every(connection)) == 1
    if not made.passed:
        with pytest.raises(ReleaseFailed):
            releasing.publish(house, REVIEWER, made.id)
        assert house.released() is None


FAILED = {"passed": False}


def test_who_may_not_release_learns_and_changes_nothing(house: House) -> None:
    officer = Visitor("officer@example.org", Role.TASKFORCE, frozenset({"1.0"}))
    made = releasing.make(house, REVIEWER, QUARTER)
    place = XLAND.places["1.0"]
    for who in (officer, Visitor("", Role.PUBLIC)):
        for refused in (
            lambda who=who: releasing.overview(house, who),
            lambda who=who: releasing.make(house, who, QUARTER),
            lambda who=who: releasing.audit(house, who, made.id),
            lambda who=who: releasing.publish(house, who, made.id),
            lambda who=who: releasing.changes(house, who, made.id),
            lambda who=who: release_figures.history(house, who, measure=ASSISTED, place=place, quarter=QUARTER),
            lambda who=who: releasing.let_in(house, who, Role.DONOR, let=True),
        ):
            with pytest.raises(NotAllowed):
                refused()
    with pytest.raises(NothingReleased):
        releasing.let_in(house, REVIEWER, Role.DONOR, let=True)
    releasing.publish(house, REVIEWER, made.id)
    releasing.let_in(house, REVIEWER, Role.DONOR, let=True)
    assert releasing.overview(house, LEADER).let_in == {Role.DONOR}
