"""The tables in code and the migrations say the same."""

from __future__ import annotations

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

from data.store import engine
from data.store.migrations.run import alembic_config
from data.store.schema import SCHEMA, metadata


def test_the_newest_migration_is_the_schema_that_the_program_asks_for() -> None:
    assert ScriptDirectory.from_config(alembic_config()).get_current_head() == SCHEMA


def test_the_migrations_make_the_tables_that_the_code_describes(store_url: str) -> None:
    opened = engine.connect(store_url)
    engine.create(opened, country="XXX", world="demo")
    with opened.connect() as connection:
        difference = compare_metadata(MigrationContext.configure(connection), metadata)
    opened.dispose()
    assert difference == []
