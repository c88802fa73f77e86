"""Response: how many of those invited answered, in one group."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from surveys.releases import shelf
from surveys.releases.document import Cell
from surveys.releases.release import Status, Subject


@dataclass(frozen=True)
class Response:
    """People who answered, of those invited."""

    answered: int
    invited: int

    @property
    def percent(self) -> int:
        """Whole percent, halves up; 100 when nobody was counted as invited."""
        if not self.invited:
            return 100
        return (200 * self.answered + self.invited) // (2 * self.invited)


def over_rounds(people: Session, group: str) -> Mapping[int, Response | None]:
    """Release number -> the response of the group; None where it is withheld."""
    history = shelf.history(people, group, subject=Subject.RESPONSE)
    return {number: _response(cells) for number, cells in history.items()}


def _response(cells: Sequence[Cell]) -> Response | None:
    for cell in cells:
        if cell.status is Status.SHOWN and cell.base is not None and cell.counts is not None:
            return Response(cell.base, cell.counts.get("invited", 0))
    return None
