"""The desk of a comment reader: whose comments they may read, and whether they clear.

Keeps docs/promise.md#comments: a reader sees what its author opened to them, of their own part of the organisation.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from pulse.access import account
from pulse.access.permissions import readers
from surveys.coding.inquiry import Asked
from surveys.comments.readers import Reader
from surveys.errors import Refusal
from surveys.releases.document import Comment
from surveys.reports import readable
from surveys.reports.rounds import Round


class OnlyTheWhole(Refusal):
    """Comments that wait carry no group, so nobody can be shown a part of them."""


@dataclass(frozen=True)
class Desk:
    """One reader. ``steward`` names them in the queue; ``scope`` is a group's code, or none for the whole."""

    steward: str
    email: str
    readers: tuple[Reader, ...]
    scope: str | None

    @property
    def asking(self) -> Asked:
        """Who asks a question that a job answers."""
        return Asked(self.email, self.readers, self.scope)

    def clears(self, rounds: Sequence[Round]) -> bool:
        """Whether they may see comments that wait: those who read for the whole organisation alone."""
        return self.scope is None or any(self.scope == each.top.code for each in rounds)

    def demand_clearing(self, rounds: Sequence[Round]) -> None:
        """Raises OnlyTheWhole."""
        if not self.clears(rounds):
            raise OnlyTheWhole(
                "You read the comments of one part of the organisation. Comments are cleared by those who read for "
                "all of it, because a comment that waits does not say where it comes from."
            )

    def comments(
        self, people: Session, rounds: Sequence[Round], wave: str | None = None
    ) -> tuple[Comment, ...]:
        """Published comments they may read, of one round or all, the newest round first."""
        return readable.comments(people, rounds, self.readers, self.scope, wave)


def mine() -> Desk:
    """The desk of who is logged in."""
    person = account.logged_in()
    return Desk(
        steward=f"account {person.id}",
        email=person.email,
        readers=readers(person.role),
        scope=person.scope_code,
    )
