"""Named places, teams and schools in a comment: "Bradford", "Willow Team", "St Anne's Primary"."""

from collections.abc import Iterator

from surveys.comments.lexicon import Lexicon
from surveys.comments.names import is_unknown
from surveys.comments.rules import rules
from surveys.comments.span import Span
from surveys.comments.words import Word

_TEAMS = rules().set_of("teams")
_SCHOOLS = rules().set_of("schools")
_WHERE = rules().set_of("where")
_COMPASS = rules().set_of("compass")
#: Words that say what a team or school does: they name none.
_FUNCTIONS = rules().set_of("functions")


def places(found: list[Word], lists: Lexicon, allow: frozenset[str]) -> Iterator[Span]:
    """Towns, boroughs and counties of the list; those that are English words after "in" or "at"."""
    for place, word in enumerate(found):
        size = _length_of_place(found, place, lists)
        if size and not (size == 1 and word.low in allow):
            yield Span(word.start, found[place + size - 1].end, "[place]")
        elif word.low == "st" and word.capital and _is_saint(found, place):
            yield Span(word.start, found[place + 1].end, "[place]")


def teams(found: list[Word], lists: Lexicon, allow: frozenset[str]) -> Iterator[Span]:
    """Teams with a name, a compass point or a number: "North Team", "Willow Team"."""
    for place, word in enumerate(found):
        if word.low in _TEAMS:
            yield from _named(found, place, lists, allow, mark="[team]")


def schools(found: list[Word], lists: Lexicon, allow: frozenset[str]) -> Iterator[Span]:
    """Schools, academies, colleges and nurseries with a name."""
    for place, word in enumerate(found):
        if word.low in _SCHOOLS:
            yield from _named(found, place, lists, allow, mark="[school]")


def _length_of_place(found: list[Word], place: int, lists: Lexicon) -> int:
    if found[place].low not in lists.place_openers:
        return 0
    for size in (4, 3, 2, 1):
        several = found[place : place + size]
        if len(several) == size and " ".join(one.low for one in several) in lists.places:
            break
    else:
        return 0
    word = found[place]
    if size > 1:
        return size if word.capital or word.low not in lists.english else 0
    if word.low not in lists.english and word.low not in lists.first_names:
        return 1
    after = place > 0 and found[place - 1].low in _WHERE
    return 1 if word.capital and after and not word.opens else 0


def _is_saint(found: list[Word], place: int) -> bool:
    return (
        place + 1 < len(found) and found[place + 1].capital and found[place + 1].gap in (" ", ". ")
    )


def _named(
    found: list[Word], place: int, lists: Lexicon, allow: frozenset[str], *, mark: str
) -> Iterator[Span]:
    """The words before "team" or "school", back to the first that names it."""
    head, start, first = found[place], place, place
    while start > max(0, place - 5) and found[start].gap in (" ", "'s ", "-", " & ", ". "):
        before = found[start - 1]
        if not before.capital and before.low not in lists.places:
            break
        start -= 1
        if _is_naming(before, head, lists, allow):
            first = start
    if first < place:
        yield Span(found[first].start, head.end, mark)


def _is_naming(word: Word, head: Word, lists: Lexicon, allow: frozenset[str]) -> bool:
    if word.low in allow or word.low in _FUNCTIONS:
        return False
    if word.low in lists.places or word.low in _COMPASS or is_unknown(word, lists, allow):
        return True
    if word.low in lists.allowed:
        return False
    return head.capital and not word.shouted
