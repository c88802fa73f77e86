"""The names of what was found."""

from collections.abc import Iterable

from pulse.safety.finding import Finding


def names(found: Iterable[Finding]) -> list[str]:
    """Each has a sentence of advice."""
    listed = list(found)
    assert all(one.advice for one in listed)
    return [one.name for one in listed]
