"""Named places, teams and schools in a comment: "Bradford", "Willow Team", "St Anne's Primary"."""

from collections.abc import Iterator

from surveys.comments.lexicon import Lexicon
from surveys.comments.names import is_unknown
from surveys.comments.span import Span
from surveys.comments.words import Word

_TEAMS = frozenset("team hub unit pod cluster locality".split())
_SCHOOLS = frozenset(
    "school academy college nursery primary infants juniors secondary high".split()
)
_WHERE = frozenset("in at from near to around outside across of".split())
_COMPASS = frozenset("north south east west northern southern eastern western central".split())
#: Words that say what a team or school does: they name none.
_FUNCTIONS = frozenset(
    "social work worker workers assessment assessments safeguarding duty court courts children"
    " childrens child care caring leaving leavers after aftercare looked family families support"
    " fostering foster adoption permanence adult adults mental health disability disabilities"
    " disabled learning hospital discharge emergency out hours early help referral intake contact"
    " access front door management leadership senior first response youth justice offending"
    " intensive protection in need young people person peoples transition transitions review"
    " reviewing independent quality assurance practice staff local authority community integrated"
    " complex initial locality short breaks older physical sensory reablement crisis domestic abuse"
    " substance misuse kinship placement placements commissioning participation edge missing"
    " exploitation contextual multi agency service services special primary secondary high junior"
    " infant nursery grammar comprehensive private public state boarding catholic faith church"
    " royal old new whole entire royal university tech technical training day night home based"
    " the my our your their this that a an and or of for at on to from with both each every any no"
    " i we it is was as if when but so because another one two virtual head medical law art"
    " approved professional long term central school college academy team hub unit".split()
)


def places(found: list[Word], lists: Lexicon, allow: frozenset[str]) -> Iterator[Span]:
    """Towns, boroughs and counties of the list; those that are English words after "in" or "at"."""
    for place, word in enumerate(found):
        size = _length_of_place(found, place, lists)
        if size and not (size == 1 and word.low in allow):
            yield Span(word.start, found[place + size - 1].end, "[place]")
        elif word.low == "st" and word.capital and _is_saint(found, place):
            yield Span(word.start, found[place + 1].end, "[place]")


def teams(found: list[Word], lists: Lexicon, allow: frozenset[str]) -> Iterator[Span]:
    """Teams with a name, a compass point or a number: "North Team", "Team 4" is `numbered`."""
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
    if word.low in allow or word.low in _FUNCTIONS - _COMPASS:
        return False
    if word.low in lists.places or word.low in _COMPASS or is_unknown(word, lists, allow):
        return True
    if word.low in lists.allowed:
        return False
    return head.capital and not word.shouted
