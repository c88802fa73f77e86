"""Running a chain of migrations against an engine."""

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Engine

from migrations.heads import CHAINS, HERE, head

__all__ = ["CHAINS", "at", "downgrade", "head", "upgrade"]


def upgrade(chain: str, engine: Engine, revision: str = "head") -> tuple[str | None, str | None]:
    """Bring a database up to ``revision``; returns the revision before and after."""
    before = at(engine)
    command.upgrade(_config(chain, engine), revision)
    return before, at(engine)


def downgrade(chain: str, engine: Engine, revision: str) -> None:
    """Take a database back to ``revision`` ("base" for empty)."""
    command.downgrade(_config(chain, engine), revision)


def at(engine: Engine) -> str | None:
    """The revision a database is at; None when it is empty."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def _config(chain: str, engine: Engine) -> Config:
    config = Config()
    config.set_main_option("script_location", str(HERE / chain))
    config.set_main_option("path_separator", "os")
    config.attributes["engine"] = engine
    return config
