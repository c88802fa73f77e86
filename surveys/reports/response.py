"""Response: how many of those invited answered, in one group. Of a role nobody knows how many were invited."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from surveys.releases import shelf
from surveys.releases.document import Cell
from surveys.releases.release import Status, Subject


@dataclass(frozen=True)
class Response:
    """People who answered, of those invited; ``invited`` is None where that is not known."""

    answered: int
    invited: int | None

    @property
    def percent(self) -> int | None:
        """Whole percent, halves up; 100 when nobody was counted as invited; None where that is not known."""
        if self.invited is None:
            return None
        if not self.invited:
            return 100
        return (200 * self.answered + self.invited) // (2 * self.invited)


def over_rounds(people: Session, group: str) -> Mapping[int, Response | None]:
    """Release number -> the response of the group; None where it is withheld."""
    history = shelf.history(people, group, subject=Subject.RESPONSE)
    return {number: _response(cells) for number, cells in history.items()}


def of_cell(cell: Cell | None) -> Response | None:
    """None where it is withheld."""
    if cell is None or cell.status is not Status.SHOWN or cell.base is None:
        return None
    return Response(cell.base, (cell.counts or {}).get("invited"))


def _response(cells: Sequence[Cell]) -> Response | None:
    return of_cell(next(iter(cells), None))
