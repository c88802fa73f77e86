"""Alembic's environment, the same for both chains: each env.py calls ``run``."""

from alembic import context
from sqlalchemy import Engine, MetaData

from surveys.db import CONVENTION


def run() -> None:
    """Run the migrations that ``migrations.chain`` asked for."""
    engine: Engine = context.config.attributes["engine"]
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
