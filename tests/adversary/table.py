"""The table: what each attack found, as it is printed and as it stands in docs/adversary.md."""

import sys
from collections.abc import Iterator, Sequence
from typing import Final

from tests.adversary.attack import Attempt

HEAD: Final = (
    "| storage | attempts | best of them: invitations by → responses by | M | G | people | rate | upper 95 % | chance | tau | p (Holm) |\n"
    "|---|---|---|---|---|---|---|---|---|---|---|"
)


def rows(storage: str, attempts: Sequence[Attempt], best: int = 1) -> Iterator[str]:
    """The attempts with the most right links, best first; then the one whose orders agree most, if it is another."""
    shown = list(attempts[:best])
    closest = max(attempts, key=lambda attempt: abs(attempt.tau))
    for attempt in [*shown, *([closest] if closest not in shown else [])]:
        yield _row(storage, len(attempts), attempt)


def show(storage: str, attempts: Sequence[Attempt], best: int = 1) -> None:
    """Print the head and the rows; pytest shows them with ``-rP``."""
    sys.stdout.write("\n".join((HEAD, *rows(storage, attempts, best), "")))


def _row(storage: str, tried: int, attempt: Attempt) -> str:
    way = ", backwards" if attempt.backwards else ""
    cells = (
        storage,
        str(tried),
        f"{attempt.invitation} → {attempt.response}{way}",
        str(attempt.linked),
        str(attempt.groups),
        str(attempt.people),
        f"{attempt.rate:.1%}",
        f"{attempt.limit:.1%}",
        f"{attempt.chance:.1%}",
        f"{attempt.tau:+.3f}",
        _chance(attempt.p),
    )
    return f"| {' | '.join(cells)} |"


def _chance(p: float) -> str:
    return "< 1e-6" if p < 1e-6 else f"{p:.3g}"
