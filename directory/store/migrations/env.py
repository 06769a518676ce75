"""Runs the migrations over the connection that `directory.store.migrate` gives."""

from alembic import context

from directory.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    # SQLite changes a column only by making the table anew.
    render_as_batch=True,
)
context.run_migrations()
