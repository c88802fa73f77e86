"""One line of HR's file, read and judged by itself: the person it names, and remarks on what is odd."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from email_validator import EmailNotValidError, validate_email

from surveys.fieldwork.delimited import Row, plain
from surveys.fieldwork.groups import ReportingGroup
from surveys.fieldwork.roster_file import Columns

LONGEST: Final = {"staff_number": 40, "name": 200, "mobile": 40, "job_title": 200}
FEWEST_DIGITS: Final = 9


class FateKind(StrEnum):
    """What becomes of a line: exactly one outcome, and perhaps remarks."""

    ADDED = "added"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    #: the person stands on an earlier line
    DUPLICATE = "duplicate"
    #: nobody can be put into a team that we do not know
    UNKNOWN_TEAM = "unknown_team"
    NO_STAFF_NUMBER = "no_staff_number"
    NO_NAME = "no_name"
    #: remarks from here on: the person is on the roster all the same
    BAD_ADDRESS = "bad_address"
    BAD_MOBILE = "bad_mobile"
    SHARED_ADDRESS = "shared_address"
    NO_EMAIL = "no_email"
    NO_ADDRESS = "no_address"
    TEAM_MATCHED = "team_matched"


#: Outcomes with which a line puts somebody on the roster.
PLACED: Final = frozenset({FateKind.ADDED, FateKind.CHANGED, FateKind.UNCHANGED})
#: Outcomes with which a line is left out.
LEFT_OUT: Final = frozenset(
    {FateKind.DUPLICATE, FateKind.UNKNOWN_TEAM, FateKind.NO_STAFF_NUMBER, FateKind.NO_NAME}
)


#: How a report counts them: "12 duplicates".
COUNTED: Final = {
    FateKind.ADDED: "added",
    FateKind.CHANGED: "changed",
    FateKind.UNCHANGED: "unchanged",
    FateKind.DUPLICATE: "duplicates",
    FateKind.UNKNOWN_TEAM: "unknown teams",
    FateKind.NO_STAFF_NUMBER: "without a staff number",
    FateKind.NO_NAME: "without a name",
    FateKind.BAD_ADDRESS: "bad addresses",
    FateKind.BAD_MOBILE: "bad mobile numbers",
    FateKind.SHARED_ADDRESS: "shared addresses",
    FateKind.NO_EMAIL: "with a mobile number only",
    FateKind.NO_ADDRESS: "without any address",
    FateKind.TEAM_MATCHED: "team names matched in spite of case or spaces",
}


@dataclass(frozen=True)
class Person:
    """What a line says about somebody, cleaned."""

    staff_number: str
    name: str
    email: str | None
    mobile: str | None
    group_code: str
    job_title: str | None


@dataclass(frozen=True)
class Remark:
    """Something about a line that the office should know."""

    kind: FateKind
    message: str


@dataclass(frozen=True)
class Judged:
    """A line that names a person, or (``person`` None) the remark that says why it does not."""

    line: int
    staff_number: str
    name: str
    person: Person | None
    remarks: tuple[Remark, ...]


class Teams:
    """Finds a group by its code or its name, whatever the case and spaces; a name two groups share finds none."""

    def __init__(self, groups: Iterable[ReportingGroup]) -> None:
        self._written: dict[str, str] = {}
        self._alike: defaultdict[str, set[str]] = defaultdict(set)
        for group in groups:
            for label in (group.code, *group.names.values()):
                self._written[label] = group.code
                self._alike[plain(label)].add(group.code)

    def find(self, label: str) -> set[str]:
        """Codes of the groups it may mean."""
        return self._alike.get(plain(label), set())

    def exact(self, label: str) -> bool:
        return label in self._written


def judge(row: Row, columns: Columns, teams: Teams) -> Judged:
    """Read a line. What only the other lines can show (duplicates, shared addresses) is not seen here."""
    number, name = row.cell(columns.staff_number), " ".join(row.cell(columns.name).split())
    lacks = _lacks(number, name)
    found = teams.find(row.cell(columns.team))
    if lacks is None and len(found) != 1:
        lacks = Remark(FateKind.UNKNOWN_TEAM, _unknown_team(row.cell(columns.team), found))
    if lacks is not None:
        return Judged(row.line, number, name, None, (lacks,))
    email, bad_email = email_of(row.cell(columns.email))
    mobile, bad_mobile = mobile_of(row.cell(columns.mobile))
    title = " ".join(row.cell(columns.job_title).split())[: LONGEST["job_title"]]
    person = Person(number, name, email, mobile, next(iter(found)), title or None)
    remarks = (_matched(row, columns.team, teams), bad_email, bad_mobile, _reach(person, bad_email))
    return Judged(row.line, number, name, person, tuple(filter(None, remarks)))


def shared_addresses(judged: Sequence[Judged]) -> Mapping[str, tuple[int, ...]]:
    """E-mail addresses that people of different numbers and names give, with their lines: nobody's own."""
    users: defaultdict[str, dict[str, Judged]] = defaultdict(dict)
    for each in judged:
        if each.person and each.person.email:
            users[each.person.email].setdefault(each.staff_number.casefold(), each)
    return {
        email: tuple(each.line for each in lines.values())
        for email, lines in users.items()
        if len({plain(each.name) for each in lines.values()}) > 1
    }


def _lacks(number: str, name: str) -> Remark | None:
    if not number or len(number) > LONGEST["staff_number"]:
        return Remark(
            FateKind.NO_STAFF_NUMBER,
            "There is no staff number that can be used, so this person cannot be told apart from "
            "others. Left out.",
        )
    if not name or len(name) > LONGEST["name"]:
        return Remark(FateKind.NO_NAME, "There is no name that can be used. Left out.")
    return None


def _unknown_team(label: str, found: set[str]) -> str:
    if not label:
        return "No team is given. Left out."
    if found:
        codes = ", ".join(sorted(found))
        return f"“{label}” may mean {codes}. Write the unit_id instead. Left out."
    return f"There is no team “{label}”. Add it to the units or correct the line. Left out."


def _matched(row: Row, column: int | None, teams: Teams) -> Remark | None:
    raw = row.cells[column] if column is not None and column < len(row.cells) else ""
    if teams.exact(raw):
        return None
    return Remark(FateKind.TEAM_MATCHED, f"“{raw}” was matched in spite of its case or spaces.")


def email_of(typed: str) -> tuple[str | None, Remark | None]:
    """Lower case throughout: HR's systems write one mailbox in several ways."""
    if not typed:
        return None, None
    try:
        return validate_email(typed, check_deliverability=False).normalized.lower(), None
    except EmailNotValidError as error:
        return None, Remark(
            FateKind.BAD_ADDRESS, f"“{typed}” is no e-mail address: {_tidy(str(error))} Not kept."
        )


def _tidy(reason: str) -> str:
    return reason[:1].lower() + reason[1:]


def mobile_of(typed: str) -> tuple[str | None, Remark | None]:
    """As it is written, when it can be a number; else what is wrong with it."""
    if not typed:
        return None, None
    enough = sum(character.isdigit() for character in typed) >= FEWEST_DIGITS
    if enough and len(typed) <= LONGEST["mobile"] and not any(c.isalpha() for c in typed):
        return typed, None
    return None, Remark(FateKind.BAD_MOBILE, f"“{typed[:40]}” is no telephone number. Not kept.")


def _reach(person: Person, bad_email: Remark | None) -> Remark | None:
    if person.email or bad_email:
        return None
    if person.mobile:
        return Remark(FateKind.NO_EMAIL, "No e-mail address, but a mobile number.")
    return Remark(FateKind.NO_ADDRESS, "Neither e-mail nor mobile. Gets a paper slip.")
