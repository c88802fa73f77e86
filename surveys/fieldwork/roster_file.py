"""The file that HR exports, read: bytes in, a sheet of cells with line numbers out. Knows no database."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Final

from surveys.errors import Refusal
from surveys.fieldwork import delimited
from surveys.fieldwork.delimited import Row

#: What HR systems call these columns, best name first, in the form of ``delimited.plain``.
NAMES: Final = {
    "staff_number": (
        *("staff number", "employee number", "employee no", "employee id", "staff no", "staff id"),
        *("payroll number", "payroll no", "personnel number", "assignment number", "person id"),
        *("emp no", "emp id", "number", "id"),
    ),
    "name": (
        *("name", "full name", "employee name", "staff name", "preferred name", "known as"),
        *("display name", "employee", "worker"),
    ),
    "email": (
        *("work email", "email", "work email address", "email address", "e mail", "work e mail"),
        *("e mail address", "mail", "business email"),
    ),
    "mobile": (
        *("work mobile", "mobile", "mobile number", "mobile phone", "work mobile number"),
        *("phone", "telephone", "phone number", "mobile no"),
    ),
    "team": (
        *("team", "team name", "team id", "unit", "unit id", "unit name", "team code"),
        *("department", "section", "service", "organisation unit", "org unit", "cost centre"),
    ),
    "job_title": ("job title", "position", "role", "post", "post title", "job", "job role"),
}


class NotARoster(Refusal):
    """The file cannot be read as a roster. Says what is wrong with it."""


@dataclass(frozen=True)
class Sheet:
    """A file's header and the records below it."""

    header: tuple[str, ...]
    header_line: int
    rows: tuple[Row, ...]
    delimiter: str
    encoding: str


@dataclass(frozen=True)
class Columns:
    """Which column (the first is 0) holds what; None: the file has none."""

    staff_number: int | None = None
    name: int | None = None
    email: int | None = None
    mobile: int | None = None
    team: int | None = None
    job_title: int | None = None

    @property
    def missing(self) -> tuple[str, ...]:
        """Fields without which nobody can be put on the roster."""
        needed = {"staff_number": self.staff_number, "name": self.name, "team": self.team}
        return tuple(field for field, column in needed.items() if column is None)

    @property
    def repeated(self) -> tuple[str, ...]:
        """Fields that share a column with an earlier field."""
        chosen = [(field, column) for field, column in asdict(self).items() if column is not None]
        columns = [column for _, column in chosen]
        return tuple(f for n, (f, column) in enumerate(chosen) if column in columns[:n])


def read(content: bytes) -> Sheet:
    """The sheet in a delimited file. Raises Unreadable, or NotARoster when there is nobody in it."""
    text, encoding = delimited.decode(content)
    delimiter, records = delimited.rows(text)
    at = delimited.header_of(records, NAMES)
    below = records[at + 1 :]
    if not below:
        raise NotARoster("The file has a header but nobody below it. Export it again.")
    header = tuple(cell.strip() for cell in records[at].cells)
    return Sheet(header, records[at].line, below, delimiter, encoding)


def guess(header: Sequence[str]) -> Columns:
    """What the columns seem to hold, by the names HR systems give them."""
    return Columns(**delimited.match(header, NAMES))
