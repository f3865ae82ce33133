"""What Alembic runs: the migrations, on the engine that `run.upgrade` hands over, in one transaction."""

from __future__ import annotations

from alembic import context

from data.store.schema import metadata

engine = context.config.attributes["engine"]
with engine.connect().execution_options(writing=True) as connection, connection.begin():
    context.configure(connection=connection, target_metadata=metadata, render_as_batch=True)
    context.run_migrations()
