"""Alembic's environment of this chain."""

from migrations.environment import run

run()
