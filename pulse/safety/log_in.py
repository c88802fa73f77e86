"""Rules about how staff log in. Whoever runs a round or stands for it is worth stealing a password from."""

from collections.abc import Iterator

from flask import Flask

from pulse.access.demands import BY_DEFAULT, Demands
from pulse.safety.finding import Finding


def findings(app: Flask) -> Iterator[Finding]:
    """Everything that is unsafe in how staff log in to this process, if they do."""
    demands: Demands | None = app.extensions.get("pulse_demands")
    if demands is None or demands.second_factor is None:
        return
    missing = ", ".join(sorted(BY_DEFAULT - demands.second_factor))
    if missing:
        yield Finding(
            "PULSE_SECOND_FACTOR",
            f"a stolen password alone would let somebody in as {missing}; remove it, or write all",
        )
