"""Runs migrations on the connection that ``data.storage.database.migrate`` hands over."""

from alembic import context

from data.storage.database import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,
    compare_type=True,
)
with context.begin_transaction():
    context.run_migrations()
