"""Named places, teams and schools in a comment: "Bradford", "Willow Team", "St Anne's Primary"."""

from collections.abc import Iterator
from dataclasses import dataclass

from surveys.comments.lexicon import Lexicon
from surveys.comments.ordinary import is_unknown
from surveys.comments.rules import rules
from surveys.comments.span import Span
from surveys.comments.words import Word

_WHERE = rules().set_of("where")
_COMPASS = rules().set_of("compass")
#: Words that say what a team or school does: they name none.
_FUNCTIONS = rules().set_of("functions")
_EMBLEMS = rules().set_of("emblems")
_STRICT = rules().set_of("strict_sites")
_DETERMINERS = rules().set_of("determiners")
_LINKS = frozenset(("of", "and", "the", "on", "upon"))
_GAPS = (" ", "'s ", "' ", "-", " & ", ". ")
_MOST_WORDS = 5


@dataclass(frozen=True)
class _Kind:
    """What is called something: the words that end its name, those that begin it, and its mark."""

    mark: str
    heads: frozenset[str]
    leads: frozenset[str]


_TEAMS = _Kind("[team]", rules().set_of("teams"), rules().set_of("before_teams"))
_SCHOOLS = _Kind("[school]", rules().set_of("schools"), rules().set_of("before_schools"))
_SITES = _Kind("[place]", rules().set_of("sites") | _STRICT, rules().set_of("before_sites"))


def places(found: list[Word], lists: Lexicon, allow: frozenset[str]) -> Iterator[Span]:
    """Towns, boroughs and counties of the list; those that are English words after "in" or "at"."""
    for place, word in enumerate(found):
        size = _length_of_place(found, place, lists) if word.low in lists.place_openers else 0
        if size and not (size == 1 and word.low in allow):
            yield Span(word.start, found[place + size - 1].end, "[place]")
        elif word.low == "st" and word.capital and _is_saint(found, place):
            yield Span(word.start, found[place + 1].end, "[place]")


def teams(found: list[Word], lists: Lexicon, allow: frozenset[str]) -> Iterator[Span]:
    """Teams with a name or a compass point: "North Team", "Willow team", "Team Falcon", "Magnolia"."""
    yield from _groups(found, lists, allow, _TEAMS)
    for word in found:
        if _stands_alone(word) and not (lists.is_name(word.low) or word.low in allow):
            yield Span(word.start, word.end, "[team]")


def _stands_alone(word: Word) -> bool:
    """ "They moved me to Magnolia": a tree with a capital letter inside a sentence."""
    return word.low in _EMBLEMS and word.capital and not (word.opens or word.shouted)


def schools(found: list[Word], lists: Lexicon, allow: frozenset[str]) -> Iterator[Span]:
    """Schools, academies, colleges and nurseries with a name."""
    return _groups(found, lists, allow, _SCHOOLS)


def sites(found: list[Word], lists: Lexicon, allow: frozenset[str]) -> Iterator[Span]:
    """Hospitals, homes, estates, houses and prisons with a name."""
    return _groups(found, lists, allow, _SITES)


def _length_of_place(found: list[Word], place: int, lists: Lexicon) -> int:
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


def _groups(
    found: list[Word], lists: Lexicon, allow: frozenset[str], kind: _Kind
) -> Iterator[Span]:
    for place, word in enumerate(found):
        if word.low in kind.heads:
            first = _first_that_names(found, place, lists, allow, kind)
            if first < place:
                yield Span(found[first].start, word.end, kind.mark)
        if word.capital and word.low in kind.leads:
            last = _last_that_names(found, place, lists, allow, kind)
            if last > place:
                yield Span(word.start, found[last].end, kind.mark)


def _first_that_names(
    found: list[Word], place: int, lists: Lexicon, allow: frozenset[str], kind: _Kind
) -> int:
    """Of the words before "team" or "school" the first of its name; `place` itself when it has none."""
    start = first = place
    while start > max(0, place - _MOST_WORDS) and found[start].gap in _GAPS:
        before = found[start - 1]
        if not (before.capital or _is_named_small(before, lists, kind) or _links(found, start - 1)):
            break
        start -= 1
        if _is_naming(before, found[place], lists, allow, kind):
            first = start
    if first == place:
        return place
    while first > start and found[first - 1].capital and not _is_left_out(found, first - 1):
        first -= 1
    return first


def _is_left_out(found: list[Word], place: int) -> bool:
    """ "The", "Our" and the like: but "Our Lady" is a name."""
    word = found[place]
    if word.low in _DETERMINERS:
        return found[place + 1].low != "lady"
    return word.opens and word.low in _FUNCTIONS


def _links(found: list[Word], place: int) -> bool:
    """ "Our Lady of Lourdes": a little word between capitals."""
    return found[place].low in _LINKS and place > 0 and found[place - 1].capital


def _is_named_small(word: Word, lists: Lexicon, kind: _Kind) -> bool:
    """ "the willow team", "our north team", "bradford team"."""
    if word.low in lists.places:
        return True
    if kind is not _TEAMS:
        return False
    return word.low in _EMBLEMS or (word.low in _COMPASS and word.low != "central")


def _is_naming(word: Word, head: Word, lists: Lexicon, allow: frozenset[str], kind: _Kind) -> bool:
    if word.low in allow or word.low in _FUNCTIONS:
        return False
    if word.low in lists.places or word.low in _COMPASS or is_unknown(word, lists, allow):
        return True
    if word.low in _EMBLEMS and (word.capital or kind is _TEAMS):
        return True
    if word.low in lists.allowed or head.low in _STRICT or not word.capital:
        return False
    return (head.capital or not word.opens) and not word.shouted


def _last_that_names(
    found: list[Word], place: int, lists: Lexicon, allow: frozenset[str], kind: _Kind
) -> int:
    """Of the words after "Team" or "Ysgol" the last of its name; `place` itself when it has none."""
    last = place
    while last + 1 < len(found) and last < place + _MOST_WORDS - 1:
        word = found[last + 1]
        if word.gap != " " or not word.capital or word.low in allow:
            break
        if kind is _TEAMS and not _is_a_name(word, lists, allow):
            break
        last += 1
    return last


def _is_a_name(word: Word, lists: Lexicon, allow: frozenset[str]) -> bool:
    known = word.low in _EMBLEMS or word.low in lists.places or lists.is_name(word.low)
    return (known and word.low not in _FUNCTIONS) or is_unknown(word, lists, allow)
