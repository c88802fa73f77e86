"""The survey office's part of a real wave, with its own commands and pages: from an empty folder to printed slips."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench import slip_sheet
from bench.council import Council, WentWrong
from bench.visitor import Visitor

#: What is known of the council's own HR file (docs/operations.md tells how a report reads).
REPORT = (
    "12 duplicates",
    "4 unknown teams",
    "3 bad addresses",
    "5 without any address",
    "10 team names matched in spite of case or spaces",
)
ROLES = ("office", "director", "union", "psw")


@dataclass(frozen=True)
class Days:
    """A wave's code and its announced days, as ``2026-12-01``."""

    code: str
    before: str
    opens: str
    closes: str
    after: str
    releases: str


@dataclass(frozen=True)
class Staff:
    """Log-ins by role: e-mail address and the password that was printed."""

    log_ins: Mapping[str, tuple[str, str]]

    def enter(self, port: int, role: str) -> Visitor:
        """A browser that is logged in."""
        visitor = Visitor(port)
        visitor.log_in(*self.log_ins[role])
        return visitor


def set_up(council: Council, units: Path, roster: Path, *, report: Sequence[str]) -> Staff:
    """Databases, units, roster, accounts. Raises WentWrong when the roster's report lacks a count."""
    print(council.flask("db", "upgrade"))
    print(council.flask("groups", "import", str(units), "--yes"))
    said = council.flask("roster", "import", str(roster), "--yes")
    print(said)
    lacking = [count for count in report if count not in said]
    if lacking:
        raise WentWrong(f"The roster's report does not say: {', '.join(lacking)}")
    for again in (
        council.flask("groups", "import", str(units), "--yes"),
        council.flask("roster", "import", str(roster), "--no-rows", "--yes"),
    ):
        print(f"again: {again}")
        if "Written" in again:
            raise WentWrong("The same file a second time changes something.")
    return accounts(council)


def accounts(council: Council) -> Staff:
    """An account for each role."""
    return Staff({role: _account(council, role) for role in ROLES})


def open_wave(council: Council, days: Days, staff: Staff) -> str:
    """Plan it, be refused the day before and until the union has confirmed, open it on its day. What the command said."""
    council.clock = f"{days.before}T12"
    dates = ("--opens", days.opens, "--closes", days.closes, "--releases", days.releases)
    print(council.flask("wave", "plan", days.code, *dates))
    print(f"the day before: {council.refuses('wave', 'open', days.code)}")
    council.clock = f"{days.opens}T07"
    print(f"before anybody confirmed: {council.refuses('wave', 'open', days.code)}")
    print(council.flask("wave", "propose", days.code))
    email, password = staff.log_ins["union"]
    print(council.flask("wave", "confirm", days.code, "--as", email, "--password", password))
    return council.flask("wave", "open", days.code)


def print_slips(council: Council, days: Days) -> dict[str, tuple[str, ...]]:
    """The codes, read back from the PDF by block. Printing once more is refused."""
    file = council.data / "slips.pdf"
    print(council.flask("slips", "print", days.code, "-o", str(file)))
    slips = slip_sheet.read(file)
    file.unlink()
    print(f"once more: {council.refuses('slips', 'print', days.code, '-o', str(file))}")
    return slips


def number(said: str, words: str) -> int:
    """The number before these words in what a command said. Raises WentWrong."""
    found = re.search(rf"(\d+) {re.escape(words)}", said)
    if found is None:
        raise WentWrong(f"No number before “{words}” in: {said}")
    return int(found[1])


def _account(council: Council, role: str) -> tuple[str, str]:
    email = f"{role}@northmoor.example"
    said = council.flask("staff", "add", email, "--name", f"The {role}", "--role", role)
    return email, said.rpartition(" ")[2]
