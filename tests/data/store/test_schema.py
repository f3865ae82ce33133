"""The tables in code and the migrations say the same."""

from __future__ import annotations

from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from data.store import engine
from data.store.migrations.run import alembic_config, upgrade
from data.store.schema import SCHEMA, metadata
from tests.new_databases import said_again


def test_the_newest_migration_is_the_schema_that_the_program_asks_for() -> None:
    assert ScriptDirectory.from_config(alembic_config()).get_current_head() == SCHEMA


def test_the_migrations_make_the_tables_that_the_code_describes(store_url: str) -> None:
    opened = engine.connect(store_url)
    upgrade(opened)
    with opened.connect() as connection:
        difference = compare_metadata(MigrationContext.configure(connection), metadata)
    opened.dispose()
    assert difference == []


def test_the_databases_of_the_other_tests_are_what_the_migrations_make(tmp_path: Path) -> None:
    quick, made = said_again(upgrade), []
    for number in range(2):
        opened = engine.connect(f"sqlite:///{tmp_path / str(number)}.db")
        quick(opened)
        with opened.connect() as connection:
            made.append(connection.exec_driver_sql("SELECT type, name, tbl_name, sql FROM sqlite_master").fetchall())
            assert connection.exec_driver_sql("SELECT version_num FROM alembic_version").scalar_one() == SCHEMA
        opened.dispose()
    assert made[0] == made[1]
    assert len(made[0]) > len(metadata.tables)
