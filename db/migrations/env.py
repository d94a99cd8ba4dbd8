"""Alembic's entry: runs on the connection that ``db.upgrade`` hands over, inside its transaction."""

from alembic import context

from db import models, tables  # both register their tables
from db.base import Record

_ = (models, tables)

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Record.metadata,
    render_as_batch=True,
    transactional_ddl=False,
    transaction_per_migration=False,
)
context.run_migrations()
