"""Rules about how staff log in. Whoever runs a round or stands for it is worth stealing a password from."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from flask import Flask

from pulse.safety.finding import Finding

if TYPE_CHECKING:
    from pulse.access.demands import Demands


def findings(app: Flask) -> Iterator[Finding]:
    """Everything that is unsafe in how staff log in to this process, if they do."""
    demands: Demands | None = app.extensions.get("pulse_demands")
    if demands is None or demands.second_factor is None:
        return
    from pulse.access.demands import BY_DEFAULT  # the ballot's door loads no code of staff

    missing = ", ".join(sorted(BY_DEFAULT - demands.second_factor))
    if missing:
        yield Finding(
            "PULSE_SECOND_FACTOR",
            f"a stolen password alone would let somebody in as {missing}; remove it, or write all",
        )
