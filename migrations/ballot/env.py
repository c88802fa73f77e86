"""Alembic's environment of this chain."""

from alembic import context
from sqlalchemy import MetaData

from surveys.db import CONVENTION

engine = context.config.attributes["engine"]

with engine.connect() as connection:
    context.configure(
        connection=connection,
        # For the names of constraints alone; no migration looks at a model.
        target_metadata=MetaData(naming_convention=CONVENTION),
        transaction_per_migration=True,
        render_as_batch=connection.dialect.name == "sqlite",
    )
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
