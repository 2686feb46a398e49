"""Alembic's entry: runs on the connection that `brain.ledger.store.migrate` hands over."""

from alembic import context

from brain.ledger.tables import Base

context.configure(
    connection=context.config.attributes["connection"], target_metadata=Base.metadata, render_as_batch=True
)
context.run_migrations()
