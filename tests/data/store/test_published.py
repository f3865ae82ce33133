"""What the published store tells, what its connection can read, and what a publication leaves that is broken off."""

from __future__ import annotations

import datetime as dt
import itertools
import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from data.errors import DatabaseTrouble, NotAllowed, NothingReleased, NothingToChange
from data.model import Role, Visitor
from data.store import backup, engine, frames, published, publishing, release_writing, releases, restoring
from data.store.house import House
from data.store.published_tables import by_name
from tests.data.store import release_world as world
from tests.data.store.release_world import COUNTED, PUBLISHED, REVIEWER, SHOWN, as_read, correct, read
from tests.data.store.world import QUARTER

EARLIER = QUARTER - 1
LATER = PUBLISHED + dt.timedelta(days=3)


@pytest.fixture
def house(store_url: str) -> Iterator[House]:
    """A closed quarter with three accepted returns."""
    with world.opened(store_url) as found:
        yield found


def shown_by(house: House) -> House:
    found = house.released()
    assert found is not None
    return found


def everything(shown: House) -> str:
    """Every value of every table, as text."""
    with engine.reading(shown.engine) as connection:
        return "\n".join(
            repr(tuple(row)) for table in by_name().values() for row in connection.execute(sa.select(table))
        )


def test_nothing_in_it_leads_to_a_person_a_cell_or_a_true_count(house: House) -> None:
    world.publish(house, SHOWN)
    correct(house, "1.1", 7907)
    world.publish(house, SHOWN, at=LATER)
    told = everything(shown_by(house))
    with engine.reading(house.engine) as connection:
        receipts = list(frames.counting(connection, quarter=QUARTER)["receipt"])
        digests = connection.execute(sa.text("SELECT sha256 FROM files")).scalars().all()
        inputs = connection.execute(sa.text("SELECT input_hash FROM releases")).scalars().all()
    assert len(receipts) == len(SHOWN) < len(digests)
    planted = ("@", "Secret", "XY77", "7919", "7907", house.facts.secret, *receipts, *digests, *inputs)
    assert [each for each in planted if each in told] == []
    assert "House of 1.0" in told
    if (file := house.engine.url.database) and house.engine.dialect.name == "sqlite":
        raw = Path(file).with_name("lima-released.db").read_bytes()
        assert [each for each in planted[1:] if each.encode() in raw] == []
        assert not [path for path in Path(file).parent.iterdir() if path.name.startswith(".")]


def test_a_correction_that_is_not_published_yet_cannot_be_seen(house: House) -> None:
    world.publish(house, SHOWN)
    before = everything(shown_by(house))
    correct(house, "1.1", 7907)
    publishing.make_anew(house.store)
    assert everything(shown_by(house)) == before
    world.publish(house, SHOWN, at=LATER)
    after = everything(shown_by(house))
    # Nothing but the second release itself and the day of it: not which district was corrected.
    for told in (before, after):
        assert re.findall(r"\('1\.1', '2026-Q3', \d+, .*", told) == re.findall(r"\('1\.1', '2026-Q3', \d+, .*", before)


WRITING = (
    "INSERT INTO release_cells SELECT * FROM release_cells",
    "UPDATE district_values SET numerator = 1",
    "DELETE FROM releases",
    "DROP TABLE releases",
    "CREATE TABLE more (a int)",
)
OF_SQLITE = (
    "ATTACH DATABASE '{file}' AS raw",
    "ATTACH DATABASE 'file:{file}?mode=ro' AS raw",
    "VACUUM INTO '{file}-copy'",
    "SELECT load_extension('{file}')",
    "SELECT readfile('{file}')",
    "SELECT value FROM facts",
    "SELECT content FROM files",
    "SELECT email FROM people",
    "SELECT return_id FROM release_returns",
)
OF_POSTGRES = (
    "SELECT value FROM public.facts",
    "SELECT content FROM public.files",
    "SELECT email FROM public.people",
    "SELECT receipt FROM public.returns",
    "SELECT verdict FROM public.releases",
    "SELECT return_id FROM release_returns",
    "SELECT value FROM public.observations WHERE value = 7919",
    "SELECT measure FROM district_values WHERE false UNION SELECT measure FROM public.district_values",
    "SET ROLE postgres",
    "SELECT pg_read_file('/etc/hostname')",
    "COPY (SELECT 1) TO PROGRAM 'true'",
    "CREATE TABLE public.more (a int)",
    "SELECT query_to_xml('SELECT * FROM public.returns', true, true, '')",
    "SELECT stavalues1 FROM pg_catalog.pg_statistic",
)
REFUSED = (sa.exc.SQLAlchemyError, DatabaseTrouble)


def test_an_injected_statement_reads_no_exact_figure_and_changes_nothing(house: House) -> None:
    world.publish(house, SHOWN)
    shown = shown_by(house)
    before = everything(shown)
    sqlite = house.engine.dialect.name == "sqlite"
    for attack in (*WRITING, *(OF_SQLITE if sqlite else OF_POSTGRES)):
        with shown.engine.connect() as connection:
            if sqlite:  # a transaction would stand in the way of some
                connection.exec_driver_sql("COMMIT")
            with pytest.raises(REFUSED):
                connection.exec_driver_sql(attack.format(file=house.engine.url.database))
    assert everything(shown) == before
    with engine.reading(house.engine) as connection:
        query = "SELECT value FROM observations WHERE value = 7919"
        assert connection.exec_driver_sql(query).fetchall()
    with engine.reading(shown.engine) as connection:
        assert not connection.exec_driver_sql(query).fetchall()


class Killed(Exception):
    """What stands for the power going off."""


@pytest.mark.parametrize("first", [True, False], ids=["first", "second"])
def test_a_publication_that_is_broken_off_leaves_what_there_was(house: House, first: bool) -> None:
    if not first:
        world.publish(house, SHOWN)
    before = None if first else everything(shown_by(house))
    made = world.make(house, {"1.0": 10.0}, at=LATER)
    count = itertools.count()
    sa.event.listen(house.engine, "before_cursor_execute", counted := lambda *_: next(count))
    with pytest.raises(Killed):
        stopped_after(house, made.id, 10_000)
    sa.event.remove(house.engine, "before_cursor_execute", counted)
    in_all = next(count)
    assert in_all > 20
    for stop in sorted({1, 5, in_all // 2, in_all - 2}):
        with pytest.raises(Killed):
            stopped_after(house, made.id, stop)
        with engine.reading(house.engine) as connection:
            assert not releases.read(connection, made.id).published
        found = house.released()
        assert (None if found is None else everything(found)) == before
    publishing.publish(house.store, made.id, by=REVIEWER, at=LATER)
    assert read(shown_by(house)) == as_read({"1.0": 10.0})


def stopped_after(house: House, release_id: int, statements: int) -> None:
    """Publish, and be stopped after so many statements; at the latest before it is committed."""
    left = itertools.count(1)

    def kill(*_: object) -> None:
        if next(left) == statements:
            raise Killed

    def kill_at_last(_: object) -> None:
        raise Killed

    sa.event.listen(house.engine, "after_cursor_execute", kill)
    sa.event.listen(house.engine, "commit", kill_at_last)
    try:
        publishing.publish(house.store, release_id, by=REVIEWER, at=LATER)
    finally:
        sa.event.remove(house.engine, "after_cursor_execute", kill)
        sa.event.remove(house.engine, "commit", kill_at_last)


def test_a_file_that_could_not_take_its_place_is_written_at_the_next_start(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with world.opened(f"sqlite:///{tmp_path / 'lima.db'}") as house:
        world.publish(house, SHOWN)
        before = everything(shown_by(house))

        def full(*_: object) -> None:
            raise OSError(28, "No space left on device")

        with monkeypatch.context() as broken:
            broken.setattr(publishing.os, "fsync", full)
            with pytest.raises(OSError, match="space"):
                world.publish(house, {"1.0": 10.0}, at=LATER)
        assert everything(shown_by(house)) == before
        assert not list(tmp_path.glob(".*"))
        assert published.keep_up(house.store)
        assert read(shown_by(house)) == as_read({"1.0": 10.0})
        assert not published.keep_up(house.store)


def test_the_published_store_is_made_again_where_it_is_missing_and_never_taken_from_another_database(
    tmp_path: Path,
) -> None:
    with (
        world.opened(f"sqlite:///{tmp_path / 'lima.db'}") as house,
        world.opened(f"sqlite:///{tmp_path / 'other.db'}") as other,
    ):
        world.publish(house, SHOWN)
        before = everything(shown_by(house))
        house.store.file.unlink()
        assert house.released() is None
        assert published.keep_up(house.store)
        assert everything(shown_by(house)) == before
        house.store.file.write_bytes(b"This is no database. " * 500)
        assert house.released() is None
        assert published.keep_up(house.store)
        assert everything(shown_by(house)) == before
        house.store.file.rename(other.store.file)
        assert other.released() is None
        assert published.keep_up(other.store)
        assert other.released() is None


def test_releases_go_with_a_backup_and_are_read_where_it_is_restored(house: House, tmp_path: Path) -> None:
    world.publish(house, SHOWN)
    before = everything(shown_by(house))
    backup.back_up(house.engine, tmp_path / "all.backup", at=LATER)
    restoring.restore(tmp_path / "all.backup", f"sqlite:///{tmp_path / 'elsewhere' / 'lima.db'}")
    restored = replace(house, engine=engine.connect(f"sqlite:///{tmp_path / 'elsewhere' / 'lima.db'}"))
    assert restored.released() is None
    assert published.keep_up(restored.store)
    assert sorted(everything(shown_by(restored)).splitlines()) == sorted(before.splitlines())
    restored.engine.dispose()


def test_as_of_a_day_the_figures_are_those_that_were_published_by_then(house: House) -> None:
    world.publish(house, SHOWN)
    correct(house, "1.0", 11)
    other = {"1.0": 10.0, "1.1": 0.0, "2.0": 20.0}
    world.publish(house, other, at=LATER)
    with engine.writing(house.engine) as connection:
        world.accept(connection, [world.filed("1.2", quarter=EARLIER)])
        world.close(connection, EARLIER)
    world.publish(house, {"1.2": 5.0}, quarter=EARLIER, at=LATER + dt.timedelta(days=3))
    shown = shown_by(house)
    newest = as_read(other) | as_read({"1.2": 5.0}, EARLIER)
    for day, wanted, centres in (
        (PUBLISHED - dt.timedelta(days=1), {}, set()),
        (PUBLISHED, as_read(SHOWN), set(SHOWN)),
        (LATER, as_read(other), set(SHOWN)),
        (LATER + dt.timedelta(days=3), newest, {*SHOWN, "1.2"}),
    ):
        then = shown.at_the_end_of(day.date())
        assert read(then) == wanted
        with then.reading() as connection:
            alone = frames.sums(connection, measures=[world.ALONE], places=["XXX"])
            assert len(alone) == len({quarter_and_place.split()[0] for quarter_and_place in wanted})
            assert set(frames.facility_register(connection)["place"]) == centres
            assert set(frames.facility_sheets(connection, until=QUARTER)["place"]) == centres
            assert set(frames.funding(connection, until=QUARTER)["place"]) == centres
        assert read(shown) == newest


def test_donors_and_the_public_are_let_in_after_the_first_release(house: House) -> None:
    def let_in(role: Role, let: bool = True, by: Visitor = REVIEWER) -> frozenset[Role]:
        with engine.writing(house.engine) as connection:
            release_writing.let_in(connection, role, let=let, by=by, at=LATER)
            return releases.opened(connection)

    with pytest.raises(NothingReleased):
        let_in(Role.DONOR)
    world.publish(house, SHOWN)
    with pytest.raises(NotAllowed):
        let_in(Role.DONOR, by=Visitor("leader@example.org", Role.LEADERSHIP))
    assert let_in(Role.DONOR) == {Role.DONOR}
    with pytest.raises(NothingToChange):
        let_in(Role.DONOR)
    assert let_in(Role.PUBLIC) == {Role.DONOR, Role.PUBLIC}
    assert let_in(Role.DONOR, let=False) == {Role.PUBLIC}
    assert engine.read_facts(house.engine, country="XXX") == house.facts


@pytest.mark.postgres
@pytest.mark.parametrize("right", ["SELECT ON files", "SELECT (value) ON facts", "pg_read_all_data"])
def test_a_role_that_could_read_exact_figures_too_reads_nothing(postgres_url: str, right: str) -> None:
    with world.opened(postgres_url) as house:
        world.publish(house, SHOWN)
        with engine.writing(house.engine) as connection:
            connection.exec_driver_sql(f"GRANT {right} TO donors_of_tests")
        try:
            assert published.may_read_besides(house.settings.released_url)
            assert house.released() is None
            assert replace(house, settings=replace(house.settings, released_url="")).released() is None
            owner = replace(house.settings, released_url=postgres_url)
            assert replace(house, settings=owner).released() is None
        finally:
            with engine.writing(house.engine) as connection:
                connection.exec_driver_sql(f"REVOKE {right} FROM donors_of_tests")
        assert house.released() is not None
        published.engine_of_role(postgres_url).dispose()


def test_of_several_who_publish_at_once_none_is_lost(tmp_path: Path) -> None:
    quarters = [QUARTER - number for number in range(1, 5)]
    with world.opened(f"sqlite:///{tmp_path / 'lima.db'}") as house:
        with engine.writing(house.engine) as connection:
            for quarter in quarters:
                world.accept(connection, [world.filed("1.0", quarter=quarter)])
                world.close(connection, quarter)
        made = [world.make(house, {"1.0": 10.0}, quarter=quarter) for quarter in quarters]
        with ThreadPoolExecutor(len(made)) as several:
            list(several.map(lambda each: publishing.publish(house.store, each.id, by=REVIEWER, at=LATER), made))
        with shown_by(house).reading() as connection:
            assert frames.filed_quarters(connection) == sorted(quarters)
            assert len(frames.sums(connection, measures=[COUNTED], places=["XXX"])) == len(quarters)
        assert not published.keep_up(house.store)
