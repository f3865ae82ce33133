"""What Alembic runs: the migrations, on the engine that `run.upgrade` hands over, in one transaction."""

from __future__ import annotations

from alembic import context

from data.store.schema import metadata

OURS = 7_119_021
"""The number of our lock; any will do that no other program takes in the same database."""

engine = context.config.attributes["engine"]
with engine.connect().execution_options(writing=True) as connection, connection.begin():
    if connection.dialect.name == "postgresql":  # of two servers that start at once, the second finds it done
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({OURS})")
    context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
    context.run_migrations()
