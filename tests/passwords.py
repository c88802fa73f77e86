"""Passwords in no time: what one costs in earnest is looked at once (tests/pulse/staff/test_log_in.py)."""

from flask import Flask


def hash_fast(made: Flask) -> None:
    """Let this website hash with the least that argon2 takes, where it has staff at all."""
    if "security" in made.extensions:
        made.extensions["security"].pwd_context.update(argon2__memory_cost=8, argon2__time_cost=1)
