"""Clues: what stands beside a word and tells that it is a name, though it could be another word."""

from surveys.comments.lexicon import Lexicon
from surveys.comments.ordinary import is_ordinary, is_strange, is_unknown, next_word
from surveys.comments.rules import rules
from surveys.comments.words import Word

_OPENERS = rules().set_of("openers")
#: Names that are never taken for one without their capital letter.
_WORDS_FIRST = _OPENERS - rules().set_of("openers_in_lower_case")
_ROLES = rules().set_of("roles")
_ASKED = rules().set_of("asked")
_SPOKEN = rules().set_of("spoken")
_SPOKEN_AFTER = rules().set_of("spoken_after")
_SPEECH = rules().set_of("speech")
_WHERE = rules().set_of("where")
_DETERMINERS = rules().set_of("determiners")
_NO_SUBJECT = _DETERMINERS | _WHERE | rules().set_of("when")
_POSTS = rules().set_of("posts")
_DEPARTMENTS = rules().set_of("departments")
_PARTICLES = rules().set_of("particles")
_BESIDE = 4  # words to each side that tell in which language a sentence is


def is_name_in_lower_case(
    found: list[Word], place: int, lists: Lexicon, allow: frozenset[str]
) -> bool:
    """A name and nothing else; an unknown word or a name after "my manager" or before "said"; a strange word."""
    word = found[place]
    if len(word.core) > 2 and lists.is_only_a_name(word.low.replace("'", "")):
        return True
    if _is_called(found, place) or _speaks(found, place, _DETERMINERS):
        if word.low in lists.first_names:
            return word.low not in _WORDS_FIRST
        return len(word.core) > 2 and not is_ordinary(word.low, lists, allow)
    if word.low in lists.english or not _is_among_english(found, place, lists):
        return False
    return is_strange(word.low, lists, allow)


def _is_among_english(found: list[Word], place: int, lists: Lexicon) -> bool:
    """Whether most words around are English: in a Welsh sentence a strange word is no name."""
    beside = found[max(0, place - _BESIDE) : place] + found[place + 1 : place + 1 + _BESIDE]
    return 2 * sum(word.low in lists.english for word in beside) > len(beside)


def is_addressed(found: list[Word], place: int) -> bool:
    """ "April said no", "I told April": a person, since months do not talk."""
    return _is_called(found, place) or _speaks(found, place, _NO_SUBJECT)


def is_after_role(found: list[Word], place: int) -> bool:
    """ "my manager Hyacinth": a word with a capital letter that nothing but a name can have there."""
    word = found[place]
    if not place or word.gap != " " or word.shouted or word.low in _POSTS:
        return False
    return found[place - 1].low in _ROLES and not found[place - 1].capital


def _is_called(found: list[Word], place: int) -> bool:
    """Whether "my manager", "I told" or "spoke to" stands before."""
    if not place or found[place].gap != " ":
        return False
    before = found[place - 1].low
    if before in _SPOKEN_AFTER:
        return place > 1 and found[place - 2].low in _SPOKEN
    return before in _ROLES or before in _ASKED


def _speaks(found: list[Word], place: int, no_subject: frozenset[str]) -> bool:
    following = next_word(found, place, (" ",))
    if following is None or following.low not in _SPEECH:
        return False
    return not place or found[place].gap != " " or found[place - 1].low not in no_subject


def is_placed(found: list[Word], place: int) -> bool:
    """ "Eve in legal", "Drew, who manages us"."""
    rest = found[place + 1 : place + 3]
    if rest and rest[0].low == "who" and rest[0].gap == ", ":
        return True
    return (
        len(rest) > 1
        and (rest[0].low in _WHERE or rest[0].low == "on")
        and rest[1].low in _DEPARTMENTS
    )


def is_particle_of_name(
    found: list[Word], place: int, lists: Lexicon, allow: frozenset[str]
) -> bool:
    """ "de Souza", "van der Berg"."""
    if found[place].low not in _PARTICLES:
        return False
    following = next_word(found, place, (" ",))
    if following is None:
        return False
    if not following.capital:
        return is_particle_of_name(found, place + 1, lists, allow)
    return lists.is_name(following.low) or is_unknown(following, lists, allow)


def leads_on(found: list[Word], place: int) -> bool:
    """Whether a capital follows a particle, or another particle and then a capital."""
    following = next_word(found, place, (" ",))
    if following is None or found[place].gap != " ":
        return False
    return following.capital or (following.low in _PARTICLES and leads_on(found, place + 1))
