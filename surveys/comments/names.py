"""Names of people in a comment: titles, lists of names, unknown words with a capital letter.

Fails closed: a capitalised word that is neither English nor allowed is taken for a name.
"""

from collections.abc import Iterator

from surveys.comments.clues import (
    is_addressed,
    is_after_role,
    is_name_in_lower_case,
    is_particle_of_name,
    is_placed,
    leads_on,
)
from surveys.comments.lexicon import Lexicon
from surveys.comments.ordinary import is_unknown, next_word
from surveys.comments.rules import rules
from surveys.comments.span import Span
from surveys.comments.words import Word

_TITLES = rules().set_of("titles")
_CAPITAL_TITLES = rules().set_of("capital_titles")
_OPENERS = rules().set_of("openers")
_PERSON_VERBS = rules().set_of("person_verbs")
_POSTS = rules().set_of("posts")
_PARTICLES = rules().set_of("particles")
#: Words that begin names though they are English and in lower case.
_BEGINNINGS = _TITLES | _PARTICLES


def people(found: list[Word], lists: Lexicon, allow: frozenset[str]) -> Iterator[Span]:
    """The spans of the names of people. `allow` holds lower-case words that name nobody here."""
    place = 0
    while place < len(found):
        if _is_plain(found[place], lists):
            place += 1
            continue
        first, last = _name_at(found, place, lists, allow)
        if last > first:
            yield Span(found[first].start, found[last - 1].end, "[name]")
        place = max(last, place + 1)


def _is_plain(word: Word, lists: Lexicon) -> bool:
    """Whether a word begins no name wherever it stands, as most do not."""
    return not word.capital and lists.is_plain(word.low) and word.low not in _BEGINNINGS


def _name_at(
    found: list[Word], place: int, lists: Lexicon, allow: frozenset[str]
) -> tuple[int, int]:
    """First and last (not included) word of the name that starts here; equal when none does."""
    word = found[place]
    if word.low in allow:
        return place, place
    if not word.capital and word.low not in _TITLES:
        named = is_name_in_lower_case(found, place, lists, allow)
        named = named or is_particle_of_name(found, place, lists, allow)
        return place, _end_of_name(found, place, lists, allow) if named else place
    if _is_titled(found, place, lists):
        return place + 1, _end_of_name(found, place + 1, lists, allow)
    if _is_initial(found, place, lists, allow):
        return place, _end_of_name(found, place + 1, lists, allow)
    if _is_person(found, place, lists, allow):
        return place, _end_of_name(found, place, lists, allow)
    return place, place


def _is_titled(found: list[Word], place: int, lists: Lexicon) -> bool:
    word = found[place]
    following = next_word(found, place, (" ", ". "))
    if following is None:
        return False
    if word.low in _TITLES:
        known = not lists.is_ordinary(following.low) or lists.is_name(following.low)
        return following.capital or known or (word.low in ("mr", "mrs") and following.low != "and")
    if word.capital and word.low in _CAPITAL_TITLES and following.capital:
        if following.shouted and not lists.is_name(following.low):
            return False
        return not lists.is_ordinary(following.low) or lists.is_name(following.low)
    return False


def _is_initial(found: list[Word], place: int, lists: Lexicon, allow: frozenset[str]) -> bool:
    """ "J. Smith", "J Patel": an initial before a surname."""
    word, following = found[place], next_word(found, place, (" ", ". ", "."))
    if len(word.core) != 1 or not word.capital or word.low in "ai" or following is None:
        return False
    return following.capital and (
        lists.is_name(following.low) or is_unknown(following, lists, allow)
    )


def _is_person(found: list[Word], place: int, lists: Lexicon, allow: frozenset[str]) -> bool:
    word, following = found[place], next_word(found, place, (" ",))
    if not word.capital:
        return is_name_in_lower_case(found, place, lists, allow)
    surname = following is not None and following.capital and following.low in lists.surnames
    if word.low in lists.first_names and surname and len(word.core) > 1:
        return True
    if word.low in lists.allowed:
        return word.low in lists.first_names and is_addressed(found, place)
    if not lists.is_name(word.low):
        return is_unknown(word, lists, allow) or is_after_role(found, place)
    return word.low not in lists.english or _is_more_than_a_word(found, place, lists, allow)


def _is_more_than_a_word(
    found: list[Word], place: int, lists: Lexicon, allow: frozenset[str]
) -> bool:
    """Whether a name that is a word too, with a capital letter, stands where a name does."""
    word, following = found[place], next_word(found, place, (" ",))
    if not word.opens and not (word.shouted and _is_shouting(found, place)):
        return True
    if word.low in lists.first_names and word.low not in _OPENERS:
        return True
    if following is not None and (
        following.low in _PERSON_VERBS or is_unknown(following, lists, allow)
    ):
        return True
    return is_placed(found, place)


def _end_of_name(found: list[Word], place: int, lists: Lexicon, allow: frozenset[str]) -> int:
    """Where the name ends whose first word is at `place`: surnames and initials that follow it."""
    head = found[place]
    end = place + 1
    while end < len(found) and end < place + 6:
        word = found[end]
        if word.low in _PARTICLES and not word.capital and leads_on(found, end):
            end += 1
            continue
        dotted = len(found[end - 1].core) == 1 and word.gap in (". ", ".")
        if word.gap not in (" ", "-") and not dotted:
            break
        if not _continues(word, head, lists, allow):
            break
        end += 1
    return end


def _continues(word: Word, head: Word, lists: Lexicon, allow: frozenset[str]) -> bool:
    if word.low in allow:
        return False
    if not word.capital:
        initial = len(word.core) == 1 and word.low not in "aix"
        return not head.capital and (
            initial or word.low in lists.surnames or lists.is_only_a_name(word.low)
        )
    if word.shouted and not head.shouted:
        return lists.is_name(word.low) and word.low not in lists.allowed
    if lists.is_name(word.low) or is_unknown(word, lists, allow):
        return True
    if word.low in lists.allowed or word.low in _POSTS:
        return False
    return head.capital and not word.opens and not head.shouted


def _is_shouting(found: list[Word], place: int) -> bool:
    """Whether the words beside this one are in capitals as well."""
    beside = [one for one in found[max(0, place - 2) : place + 3] if len(one.core) > 1]
    return sum(one.shouted for one in beside) > 1
