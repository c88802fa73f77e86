"""Right: what lets somebody answer once, in one wave and block: a slip's code, or a credential."""

from dataclasses import dataclass

from surveys.credentials.keys import Unopened
from surveys.errors import Refusal
from surveys.speech import say


@dataclass(frozen=True)
class Right:
    """A right of an unopened wave: where its answers go, what is spent when they do, and whether it has been."""

    wave: Unopened
    block: str
    digest: bytes
    is_spent: bool
    #: What shows later that the right was issued: a credential's token and signature. A slip has none.
    proof: bytes | None = None

    def used(self) -> Refusal:
        """What to tell somebody who brings it with other answers."""
        if not self.wave.is_open:
            return RoundOver()
        return UsedCode() if self.proof is None else UsedLink()


class RoundOver(Refusal):
    """The right belongs to a round that takes no more answers."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "This round is over, so no more answers can be sent. "
                "Your code or link was right. There will be a new one in the next round."
            )
        )


class UsedCode(Refusal):
    """The code was used for other answers."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "This code has been used, and each code works once. "
                "If you have not sent answers with it, tell your union representative."
            )
        )


class UsedLink(Refusal):
    """The credential was used for other answers."""

    def __init__(self) -> None:
        super().__init__(
            say(
                "Answers have been sent with your link already, and each link works once. "
                "If you have not sent any, tell your union representative."
            )
        )
