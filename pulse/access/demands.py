"""What a log-in must have and how long it lasts: whose second factor is demanded, idle minutes, hours in all.

Settings: PULSE_SECOND_FACTOR (roles, "all" or "none"), PULSE_SESSION_IDLE (minutes), PULSE_SESSION_HOURS.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, cast

from flask import Flask, current_app

from pulse.access.account import StaffAccount
from pulse.access.permissions import STEWARDS, Role
from pulse.config import Unsafe

#: Who runs a round, and who stands for it as a second person. A demonstration demands it of nobody.
BY_DEFAULT: Final = frozenset({Role.OFFICE, *STEWARDS, Role.KEYHOLDER})
_IDLE: Final = (5, 30, 480)
_HOURS: Final = (1, 8, 24)


@dataclass(frozen=True)
class Demands:
    """Read once when the process starts."""

    #: None: ``BY_DEFAULT``, and of a demonstration nobody
    second_factor: frozenset[Role] | None
    idle_minutes: int
    lasts_minutes: int


def init_app(app: Flask, source: Mapping[str, str] | None) -> None:
    """Raises Unsafe for a setting that says nothing."""
    given = os.environ if source is None else source
    app.extensions["pulse_demands"] = Demands(
        second_factor=_roles(given.get("PULSE_SECOND_FACTOR", "")),
        idle_minutes=_number(given, "PULSE_SESSION_IDLE", _IDLE),
        lasts_minutes=_number(given, "PULSE_SESSION_HOURS", _HOURS) * 60,
    )


def demands() -> Demands:
    return cast("Demands", current_app.extensions["pulse_demands"])


def lacks_factor(person: StaffAccount) -> bool:
    """Whether this person has to set up a second factor before anything else."""
    return person.factor is None and wants_factor(person)


def wants_factor(person: StaffAccount) -> bool:
    """Whether a second factor is demanded. In single sign-on the provider sees to that."""
    if person.by_single_sign_on:
        return False
    chosen = demands().second_factor
    if chosen is not None:
        return person.role in chosen
    return person.role in BY_DEFAULT and not current_app.extensions["pulse_is_made_up"]()


def _roles(written: str) -> frozenset[Role] | None:
    names = {name.strip() for name in written.split(",")} - {""}
    if not names or names == {"required"}:
        return None
    if names == {"all"}:
        return frozenset(Role)
    if names == {"none"}:
        return frozenset()
    unknown = ", ".join(sorted(names - set(Role)))
    if unknown:
        raise Unsafe(
            f"PULSE_SECOND_FACTOR knows no role called {unknown}. Remove it, or write all, none, or some of: {', '.join(Role)}."
        )
    return frozenset(map(Role, names))


def _number(given: Mapping[str, str], setting: str, allowed: tuple[int, int, int]) -> int:
    least, usual, most = allowed
    written = given.get(setting) or str(usual)
    if not (written.isascii() and written.isdigit() and least <= int(written) <= most):
        raise Unsafe(f"{setting} must be a whole number from {least} to {most}.")
    return int(written)
