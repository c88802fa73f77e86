"""Finding: a setting that would break the promise, by its name, and what to do."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Finding:
    """One unsafe setting."""

    #: As somebody would look for it: ``PULSE_ADDRESS``, ``postgresql log_statement (ballot database)``.
    name: str
    #: One sentence: what it would give away, and what to do.
    advice: str
    #: Unsafe in a demonstration too.
    always: bool = False


def lines(findings: Iterable[Finding]) -> str:
    """A line for each."""
    return "\n".join(f"{one.name}: {one.advice}" for one in findings)
