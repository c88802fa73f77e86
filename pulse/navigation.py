"""Navigation: which pages each role finds above every staff page, the office's in sections with pages of their own.

Addresses are plain, because another process may serve the room.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pulse.access.permissions import STEWARDS, Role


@dataclass(frozen=True)
class Entry:
    """A page, or a section: the first of ``below`` is where its link leads."""

    text: str
    address: str
    below: tuple["Entry", ...] = ()


@dataclass(frozen=True)
class Link:
    """An entry as a page shows it."""

    text: str
    href: str
    current: bool


@dataclass(frozen=True)
class Shown:
    """The navigation of one page: the entries, and those of the section that the page is in."""

    entries: tuple[Link, ...]
    section: str
    below: tuple[Link, ...]
    #: whether a phone folds the entries into a menu
    folds: bool


def _section(text: str, *below: Entry) -> Entry:
    return Entry(text, below[0].address, below)


_FIGURES = (
    Entry("Where we stand", "/director/"),
    Entry("Trends", "/director/trends"),
    Entry("Change", "/director/change"),
    Entry("Map", "/director/map"),
)
_ACTIONS = Entry("Actions", "/director/actions")
_FILES = Entry("Download", "/director/files")

NAVIGATION: dict[Role, tuple[Entry, ...]] = {
    Role.DIRECTOR: (
        *_FIGURES,
        Entry("Answers", "/director/answers"),
        Entry("Themes", "/director/themes"),
        Entry("Comments", "/director/comments"),
        _ACTIONS,
        _FILES,
    ),
    **dict.fromkeys(
        STEWARDS,
        (
            Entry("Clearing", "/stewards/"),
            Entry("Comments", "/stewards/comments"),
            Entry("Themes", "/stewards/themes"),
            Entry("Checks", "/checks/"),
            # One section: beside a name and a role ten entries would need a second line on a desk.
            _section("Results", *_FIGURES),
            _ACTIONS,
            _FILES,
        ),
    ),
    Role.OFFICE: (
        Entry("Office", "/office/"),
        _section(
            "Rounds",
            Entry("All rounds", "/office/rounds"),
            Entry("Programme", "/office/programme"),
            Entry("Questions", "/office/questions"),
            Entry("Keyholders’ keys", "/office/keys"),
        ),
        _section(
            "People",
            Entry("Units", "/office/units"),
            Entry("Roster", "/office/roster"),
            Entry("What is held", "/office/held"),
        ),
        _section(
            "Accounts",
            Entry("Accounts", "/office/accounts"),
            Entry("Audit log", "/office/audit"),
        ),
        Entry("Papers", "/office/papers"),
        _section(
            "Settings",
            Entry("Organisation", "/office/organisation"),
            Entry("Colour and logo", "/office/branding"),
            Entry("Languages", "/office/languages"),
            Entry("Rules", "/rules/"),
            Entry("Jobs", "/office/jobs"),
        ),
        _section("Results", Entry("Where we stand", "/director/"), _ACTIONS, _FILES),
    ),
    Role.KEYHOLDER: (
        Entry("Rules", "/rules/"),
        Entry("Audit log", "/office/audit"),
        _section(
            "Results",
            *_FIGURES,
            Entry("Answers", "/director/answers"),
            Entry("Themes", "/director/themes"),
        ),
        _ACTIONS,
        _FILES,
    ),
}


def shown(role: Role, path: str) -> Shown:
    """What stands above the page at this address: at most one entry, and one page of its section, is the current one."""
    entries = NAVIGATION[role]
    here = _entry_of(path, tuple(leaves(entries)))
    section = next((each for each in entries if here and here in tuple(leaves([each]))), None)
    below = section.below if section else ()
    return Shown(
        entries=tuple(Link(each.text, each.address, each is section) for each in entries),
        section=section.text if section else "",
        below=tuple(Link(each.text, each.address, each is here) for each in below),
        # A comment reader's entries are few enough to stay in sight on a phone, too.
        folds=role is Role.OFFICE,
    )


def leaves(entries: Sequence[Entry]) -> Iterator[Entry]:
    """Every entry that is a page, those of sections included."""
    for each in entries:
        yield from each.below or (each,)


def _entry_of(path: str, leaves: Sequence[Entry]) -> Entry | None:
    """The one with the longest address that the page's own begins with."""
    fitting = (each for each in leaves if path.startswith(each.address))
    return max(fitting, key=lambda each: len(each.address), default=None)
