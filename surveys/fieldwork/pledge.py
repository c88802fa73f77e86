"""The pledge: what workers were promised when the wave opened.

Keeps docs/promise.md#k and #frozen: it is stored with the wave, printed on every page that asks or shows, and no
code changes it once the wave is open.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from surveys.errors import Refusal

#: No council, however small, may go below this (docs/disclosure.md).
FLOOR = 5

#: Who holds the key that opens a wave's box: whoever runs the server, or three keyholders, two of whom must agree.
SERVER, KEYHOLDERS = 1, 2

#: Who may open the public results. The proxy keeps a network out (docs/operations.md): Pulse never sees an address.
EVERYONE, NETWORK = "everyone", "network"


class WeakPledge(Refusal):
    """A pledge below the hard floor was asked for."""


@dataclass(frozen=True)
class Pledge:
    """Thresholds in people, retention in days after the close. Strengthened at will, weakened never."""

    threshold: int = 10
    comment_threshold: int = 10
    sensitive_threshold: int = 20
    keep_days: int = 90
    results_for: str = EVERYONE
    #: SERVER or KEYHOLDERS; a pledge from before there was a choice reads as SERVER.
    custody: int = SERVER
    #: Days after the results within which directors reply, as workers are told before they answer. Written when the
    #: wave opens; None before, and in a wave that opened when this stood with the organisation alone.
    reply_days: int | None = None

    def __post_init__(self) -> None:
        if min(self.threshold, self.comment_threshold) < FLOOR:
            raise WeakPledge(
                f"A figure must rest on at least {FLOOR} people. Choose {FLOOR} or more."
            )
        if self.sensitive_threshold < self.threshold:
            raise WeakPledge(
                "The threshold for sensitive questions cannot be lower than for others."
            )
        if self.keep_days < 1:
            raise WeakPledge("Raw answers must be kept for at least 1 day after the last day.")
        if self.reply_days is not None and self.reply_days < 1:
            raise WeakPledge("Directors reply within 1 day or more.")
        if self.custody not in (SERVER, KEYHOLDERS):
            raise WeakPledge("The key is held by the server (1) or by three keyholders (2).")
        if self.results_for not in (EVERYONE, NETWORK):
            raise WeakPledge(
                "Results are for everyone or for the organisation’s network (network)."
            )

    @property
    def by_keyholders(self) -> bool:
        """Whether the key that opens the box was never on the server."""
        return self.custody == KEYHOLDERS

    @property
    def on_network_alone(self) -> bool:
        """Whether the public results are for the organisation's network and not for everybody."""
        return self.results_for == NETWORK

    def permits(self, base: int) -> bool:
        """May a figure that rests on ``base`` people be shown?"""
        return base >= self.threshold

    def permits_comments(self, commenters: int) -> bool:
        return commenters >= self.comment_threshold

    def permits_sensitive(self, base: int) -> bool:
        return base >= self.sensitive_threshold

    def document(self) -> dict[str, object]:
        """Without ``reply_days`` where there are none: a pledge from before reads and writes as it did."""
        return {name: value for name, value in asdict(self).items() if value is not None}

    @classmethod
    def from_document(cls, document: Mapping[str, object]) -> "Pledge":
        """Read a stored pledge. Raises TypeError when it has other fields: a pledge is never guessed."""
        return cls(**document)  # type: ignore[arg-type]  # stored by document(), checked by the round-trip test
