"""Identifiers that have a shape: e-mail, phone, postcode, numbers, dates, ages, addresses.

They fail closed: a long number that is nothing else is taken for a case number. The shapes are in
data/rules.toml; here is the second look that some of them take at what they matched.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from surveys.comments.rules import Shape, for_pictures, rules
from surveys.comments.span import Span

_COUNTS = rules().pattern("counts")
_MONEY = rules().pattern("money")
_NO_STREET = rules().pattern("no_street")
_NUMBER_TO_RING = rules().pattern("number_to_ring")
_SECTION = rules().pattern("section")
_THINGS = rules().pattern("things")
_THINGS_BEFORE = rules().pattern("things_before")
_YEAR = rules().pattern("year")
_NUMBER = re.compile(r"[0-9]+")
_MONEY_BEFORE = 16  # characters in which the money may stand that a number is an amount of
_THING_BEFORE = 40  # characters in which the thing may stand whose age it is


def typed(picture: str) -> Iterator[Span]:
    """Every identifier with a shape in a picture. Their authors cannot unmask these.

    As many noughts are put behind the text as its longest number has digits, for `needs`.
    """
    lower = picture.lower()
    needed = lower + "0" * max(map(len, _NUMBER.findall(picture)), default=0)
    possible = {place for need, places in _NEEDING.items() if need in needed for place in places}
    for place in sorted(possible):
        yield from _SHAPES[place].spans(picture, lower)


@dataclass(frozen=True)
class _Compiled:
    """A shape ready to look. `group` is what is masked and what the check looks at."""

    mark: str
    pattern: re.Pattern[str]
    group: str | int
    check: Callable[[re.Match[str], str | int], bool] | None
    #: whether it looks at the lower-case picture: half as long as to look for both cases everywhere
    lower: bool

    def spans(self, picture: str, lower: str) -> Iterator[Span]:
        """What it finds in a picture, of which `lower` is the same in lower case."""
        for match in self.pattern.finditer(lower if self.lower else picture):
            if self.check is None or self.check(match, self.group):
                yield Span(match.start(self.group), match.end(self.group), self.mark)


def _digits(text: str) -> str:
    return "".join(_NUMBER.findall(text))


def _is_nhs_number(match: re.Match[str], group: str | int) -> bool:
    """Ten digits whose last is the check digit: weights 10 to 2, modulo 11 (NHS Data Dictionary)."""
    digits = [int(one) for one in _digits(match[group])]
    check = 11 - sum(digit * (10 - place) for place, digit in enumerate(digits[:9])) % 11
    return check % 11 == digits[9] and check != 10


def _is_phone(match: re.Match[str], group: str | int) -> bool:
    """Nine digits or more, of which some begin like a number to ring, whatever stands before them."""
    digits = _digits(match[group])
    if len(digits) == 10 and digits.startswith("7"):
        return True
    return bool(_NUMBER_TO_RING.search(match[group]))


def _counts_nothing(match: re.Match[str], group: str | int) -> bool:
    start, end = match.span(group)
    before = match.string[max(0, start - _MONEY_BEFORE) : start]
    return not _COUNTS.match(match.string, end) and not _MONEY.search(before)


def _are_no_years(match: re.Match[str], group: str | int) -> bool:
    return not all(_YEAR.fullmatch(part) for part in re.split(r"[ -]", match[group]))


def _is_a_code(match: re.Match[str], _: str | int) -> bool:
    """Not "since2019": a year run together with a word."""
    return not (_YEAR.fullmatch(match["digits"]) and match["letters"].islower())


def _is_a_person(match: re.Match[str], group: str | int) -> bool:
    before = match.string[max(0, match.start(group) - _THING_BEFORE) : match.start(group)]
    return not _THINGS.match(match.string, match.end(group)) and not _THINGS_BEFORE.search(before)


def _is_a_street(match: re.Match[str], _: str | int) -> bool:
    return not _NO_STREET.search(match["street"])


def _is_no_section(match: re.Match[str], group: str | int) -> bool:
    return not _SECTION.fullmatch(match[group])


def _is_in_capitals(match: re.Match[str], group: str | int) -> bool:
    return match[group].isupper()


_CHECKS: Mapping[str, Callable[[re.Match[str], str | int], bool]] = {
    "capitals": _is_in_capitals,
    "code": _is_a_code,
    "counts_nothing": _counts_nothing,
    "nhs_number": _is_nhs_number,
    "no_section": _is_no_section,
    "no_years": _are_no_years,
    "person": _is_a_person,
    "phone": _is_phone,
    "street": _is_a_street,
}
#: Checks that look at the case of what was matched.
_MINDS_CASE = frozenset(("capitals", "code", "no_section"))


def _compiled(shape: Shape) -> _Compiled:
    lower = not shape.case and shape.check not in _MINDS_CASE
    pattern = for_pictures(shape.pattern, case=shape.case or lower)
    group = "id" if "id" in pattern.groupindex else 0
    check = _CHECKS[shape.check] if shape.check else None
    return _Compiled(shape.mark, pattern, group, check, lower)


_SHAPES = tuple(map(_compiled, rules().shapes))
#: What a lower-case picture may hold -> the places of the shapes that look when it does.
_NEEDING = {
    need: [place for place, shape in enumerate(rules().shapes) if need in shape.needs]
    for need in sorted({need for shape in rules().shapes for need in shape.needs})
}
