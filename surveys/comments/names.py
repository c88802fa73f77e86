"""Names of people in a comment: titles, lists of names, unknown words with a capital letter.

Fails closed: a capitalised word that is neither English nor allowed is taken for a name.
"""

from collections.abc import Iterator

from surveys.comments.lexicon import Lexicon
from surveys.comments.rules import rules
from surveys.comments.span import Span
from surveys.comments.words import Word

_TITLES = rules().set_of("titles")
_CAPITAL_TITLES = rules().set_of("capital_titles")
_OPENERS = rules().set_of("openers")
#: Names that are never taken for one without their capital letter.
_WORDS_FIRST = _OPENERS - rules().set_of("openers_in_lower_case")
_ROLES = rules().set_of("roles")
_PERSON_VERBS = rules().set_of("person_verbs")
_POSTS = rules().set_of("posts")
_SUFFIXES = rules().words["suffixes"]
_PREFIXES = rules().words["prefixes"]


def people(found: list[Word], lists: Lexicon, allow: frozenset[str]) -> Iterator[Span]:
    """The spans of the names of people. `allow` holds lower-case words that name nobody here."""
    place = 0
    while place < len(found):
        first, last = _name_at(found, place, lists, allow)
        if last > first:
            yield Span(found[first].start, found[last - 1].end, "[name]")
        place = max(last, place + 1)


def is_unknown(word: Word, lists: Lexicon, allow: frozenset[str]) -> bool:
    """Whether a word has a capital letter and is neither English nor allowed."""
    if not word.capital or len(word.core) < 2 or _is_ordinary(word.low, lists, allow):
        return False
    return not _is_plural_acronym(word, lists, allow)


def _name_at(
    found: list[Word], place: int, lists: Lexicon, allow: frozenset[str]
) -> tuple[int, int]:
    """First and last (not included) word of the name that starts here; equal when none does."""
    word = found[place]
    if word.low in allow:
        return place, place
    if not word.capital and word.low not in _TITLES:  # as most words
        named = _is_name_in_lower_case(found, place, lists)
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
    following = _next(found, place, (" ", ". "))
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
    word, following = found[place], _next(found, place, (" ", ". ", "."))
    if len(word.core) != 1 or not word.capital or word.low in "ai" or following is None:
        return False
    return following.capital and (
        following.low in lists.surnames or is_unknown(following, lists, allow)
    )


def _is_person(found: list[Word], place: int, lists: Lexicon, allow: frozenset[str]) -> bool:
    word, following = found[place], _next(found, place, (" ",))
    if not word.capital:
        return _is_name_in_lower_case(found, place, lists)
    surname = following is not None and following.capital and following.low in lists.surnames
    if word.low in lists.first_names and surname and len(word.core) > 1:
        return True
    if word.low in lists.allowed:
        return False
    if not lists.is_name(word.low):
        return is_unknown(word, lists, allow)
    if word.low not in lists.english:
        return True
    if not word.opens and not (word.shouted and _is_shouting(found, place)):
        return True
    if word.low in lists.first_names and word.low not in _OPENERS:
        return True
    return following is not None and (
        following.low in _PERSON_VERBS or is_unknown(following, lists, allow)
    )


def _is_name_in_lower_case(found: list[Word], place: int, lists: Lexicon) -> bool:
    word = found[place]
    if lists.is_only_a_name(word.low.replace("'", "")) and len(word.core) > 2:
        return True
    if word.low not in lists.first_names or word.low in _WORDS_FIRST or not place:
        return False
    return word.gap == " " and found[place - 1].low in _ROLES


def _end_of_name(found: list[Word], place: int, lists: Lexicon, allow: frozenset[str]) -> int:
    """Where the name ends whose first word is at `place`: surnames and initials that follow it."""
    head = found[place]
    end = place + 1
    while end < len(found) and end < place + 4:
        word = found[end]
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
        return not head.capital and word.low in lists.surnames
    if word.shouted and not head.shouted:
        return lists.is_name(word.low) and word.low not in lists.allowed
    if lists.is_name(word.low) or is_unknown(word, lists, allow):
        return True
    if word.low in lists.allowed or word.low in _POSTS:
        return False
    return head.low in lists.first_names and not word.opens and not head.shouted


def _is_ordinary(low: str, lists: Lexicon, allow: frozenset[str]) -> bool:
    if low in allow or low in _TITLES or low in _CAPITAL_TITLES or low.endswith("n't"):
        return True
    if lists.is_ordinary(low):
        return True
    if lists.is_name(low.replace("'", "")):
        return False
    if "-" in low or "'" in low:
        return all(_is_ordinary(part, lists, allow) for part in low.replace("'", "-").split("-"))
    if len(low) >= 8 and low.endswith(_SUFFIXES):
        return True
    return any(
        low.startswith(prefix)
        and len(low) - len(prefix) > 3
        and low[len(prefix) :] in lists.english
        for prefix in _PREFIXES
    )


def _is_plural_acronym(word: Word, lists: Lexicon, allow: frozenset[str]) -> bool:
    """ "TACs", "SWs": an allowed acronym with an s."""
    base = word.core.removesuffix("s")
    return base.isupper() and base != word.core and _is_ordinary(base.lower(), lists, allow)


def _is_shouting(found: list[Word], place: int) -> bool:
    """Whether the words beside this one are in capitals as well."""
    beside = [one for one in found[max(0, place - 2) : place + 3] if len(one.core) > 1]
    return sum(one.shouted for one in beside) > 1


def _next(found: list[Word], place: int, gaps: tuple[str, ...]) -> Word | None:
    if place + 1 < len(found) and found[place + 1].gap in gaps:
        return found[place + 1]
    return None
