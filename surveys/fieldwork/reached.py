"""How far a wave's letters are, in numbers; who cannot be reached, by person. Who opened a link is told nowhere."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from surveys.fieldwork.correspondence import Fate, Kind
from surveys.fieldwork.letter import LetterRow
from surveys.fieldwork.roster import Worker


@dataclass(frozen=True)
class Count:
    """Letters of one kind."""

    kind: Kind
    waiting: int
    handed: int
    came_back: int
    #: were under way when a runner died, and went once more
    perhaps_twice: int


def counts(people: Session, wave: str) -> tuple[Count, ...]:
    """Letters of each kind; kinds of which there is none are left out."""

    def of(*fates: Fate) -> ColumnElement[int]:
        return func.count().filter(LetterRow.fate.in_(fates))

    counted = (
        select(
            LetterRow.kind,
            of(Fate.WAITING, Fate.HANDING),
            of(Fate.HANDED),
            of(Fate.CAME_BACK),
            func.count().filter(LetterRow.perhaps_twice),
        )
        .where(LetterRow.wave == wave)
        .group_by(LetterRow.kind)
    )
    found = {row[0]: Count(*row) for row in people.execute(counted).all()}
    return tuple(found[kind] for kind in Kind if kind in found)


def in_all(people: Session, wave: str) -> Mapping[str, int]:
    """What stays in the audit log when the letters themselves are forgotten at the close."""
    found = counts(people, wave)
    invited = sum(each.handed for each in found if each.kind is Kind.INVITATION)
    return {
        "invited": invited,
        "reminded": sum(each.handed for each in found) - invited,
        "came back": sum(each.came_back for each in found),
        "perhaps twice": sum(each.perhaps_twice for each in found),
    }


def unreachable(people: Session) -> Sequence[Worker]:
    """People on the roster whose address did not work, by name. Not those who asked for no letters: that is theirs."""
    return people.scalars(
        select(Worker)
        .where(Worker.active, Worker.came_back.is_not(None))
        .order_by(Worker.name, Worker.id)
    ).all()


def without_letters(people: Session) -> int:
    """How many asked for no letters. A number, never names."""
    asked = select(func.count()).where(Worker.active, Worker.no_letters)
    return people.scalar(asked) or 0
