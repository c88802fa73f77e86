"""Identifiers that have a shape: e-mail, phone, postcode, numbers, dates, ages, addresses.

They fail closed: a long number that is nothing else is taken for a case number.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from surveys.comments.span import Span

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_NUMBER = (
    r"(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen"
    r"|fifteen|sixteen|seventeen|eighteen|nineteen|(?:twenty|thirty|forty|fifty|sixty|seventy)"
    r"(?:[ -](?:one|two|three|four|five|six|seven|eight|nine))?)"
)
_YEAR = re.compile(r"(?:19|20)\d\d")
#: After a number: it counts something and names nobody.
_COUNTS = re.compile(
    r"\s?(?:k\b|pounds|quid|miles|words|people|staff|children|employees|hours|emails|pages|a year"
    r"|a month|per\b|p\.?a\b|residents|households|%)",
    re.I,
)
_MONEY = re.compile(
    r"(?:[£$€]|salary|earn|earning|paid|pay|costs?)\s*(?:of|is|was|me|us)?\s*$", re.I
)
#: After "ten year old": not a child.
_THINGS = re.compile(
    r"[\s-]+(?:\w+ ){0,1}(?:laptops?|computers?|pcs?|systems?|software|polic(?:y|ies)|buildings?"
    r"|phones?|cars?|kit|data|forms?|printers?|chairs?|desks?|equipment|records?|recordings?"
    r"|versions?|models?|procedures?|process(?:es)?|templates?|technology|it|tech|guidance|offices?)\b",
    re.I,
)
#: Words that stand before "street" or "road" without naming one.
_NO_STREET = re.compile(
    r"\b(?:a|an|the|this|that|my|our|your|their|his|her|of|on|in|at|to|down|up|off|along|per|and|or"
    r"|each|every|any|no|one|same|high|main|long|open|right|wrong|fast|slow|memory|easy|country"
    r"|rocky|career|back|side|hours?|days?|cases?|years?|miles?|minutes?|weeks?|months?|times?)\b",
    re.I,
)


@dataclass(frozen=True)
class _Shape:
    """A pattern (the group `id`, where there is one, is what is masked) and a second look at a match."""

    mark: str
    pattern: re.Pattern[str]
    holds: Callable[[re.Match[str]], bool]
    #: "0" where only a text with a digit can match, "@" where only one with an @: most have neither
    needs: str

    def spans(self, text: str) -> Iterator[Span]:
        for match in self.pattern.finditer(text):
            if self.holds(match):
                group = "id" if "id" in self.pattern.groupindex else 0
                yield Span(match.start(group), match.end(group), self.mark)


def typed(text: str) -> Iterator[Span]:
    """Every identifier with a shape in a normalised text. Their authors cannot unmask these."""
    there = {"", "@" if "@" in text else "", "0" if any(map(str.isdigit, text)) else ""}
    for shape in _SHAPES:
        if shape.needs in there:
            yield from shape.spans(text)


def _digits(match: re.Match[str]) -> str:
    return "".join(str(int(one)) for one in match[0] if one.isdigit())


def _is_nhs_number(match: re.Match[str]) -> bool:
    """Ten digits whose last is the check digit: weights 10 to 2, modulo 11 (NHS Data Dictionary)."""
    digits = [int(one) for one in _digits(match)]
    check = 11 - sum(digit * (10 - place) for place, digit in enumerate(digits[:9])) % 11
    return check % 11 == digits[9] and check != 10


def _is_phone(match: re.Match[str]) -> bool:
    """Nine digits or more, of which some begin like a number to ring, whatever stands before them."""
    digits = _digits(match)
    if len(digits) == 10 and digits.startswith("7"):
        return True
    return bool(re.search(r"\+|(?<!\d)0\d", match[0]))


def _counts_nothing(match: re.Match[str]) -> bool:
    text, start, end = match.string, match.start(), match.end()
    return not _COUNTS.match(text, end) and not _MONEY.search(text[max(0, start - 16) : start])


def _are_not_years(match: re.Match[str]) -> bool:
    return not all(_YEAR.fullmatch(part) for part in re.split(r"[ -]", match[0]))


def _is_a_code(match: re.Match[str]) -> bool:
    """Not "since2019": a year run together with a word."""
    year = _YEAR.fullmatch(match["digits"])
    return not (year and match["letters"].islower())


def _is_a_person(match: re.Match[str]) -> bool:
    return not _THINGS.match(match.string, match.end())


def _is_a_street(match: re.Match[str]) -> bool:
    return not _NO_STREET.search(match["street"])


def _is_an_outward_code(match: re.Match[str]) -> bool:
    """ "s47 2nd": a section of the Children Act before an ordinal, not a postcode."""
    return not re.fullmatch(r"[sS]\d+[a-zA-Z]?\s+\d(?:st|nd|rd|th)", match[0])


def _shape(mark: str, pattern: str, holds: Callable[[re.Match[str]], bool] | None = None) -> _Shape:
    needs = "@" if "@" in pattern else "0" if r"\d" in pattern and _NUMBER not in pattern else ""
    return _Shape(f"[{mark}]", re.compile(pattern, re.I), holds or _always, needs)


def _always(match: re.Match[str]) -> bool:
    return bool(match)


_AFTER_AGE = r"(?!\s*(?:\+|plus\b|%|and over|or over|to \d|-\s?\d|/))"
_CLEAR_STREET = r"(?:street|road|rd|avenue|ave|lane|crescent|cres|terrace|gardens|grove|mews)\b"
_PLAIN_STREET = (
    r"(?-i:St|Close|Drive|Place|Court|Square|Row|Walk|Way|Hill|View|Park|Rise|Green|Parade)\b"
)

_SHAPES = (
    _shape("email", r"[^\s@]{1,254}@[^\s@]{0,254}[^\s@.,;:!?)\]\"']"),
    _shape("email", r"\w[\w.+-]{0,63}\s?@\s?[\w-]+(?:\.[\w-]+)+"),
    _shape("email", r"\b\w[\w.+-]{0,63}\s+at\s+[\w.-]+\.(?:uk|com|org|net)\b"),
    _shape(
        "email",
        r"\b\w[\w.+-]{0,63}\s*[(\[]?\s*\bat\b\s*[)\]]?\s*[\w-]+"
        r"(?:\s*[(\[]?\s*\bdot\b\s*[)\]]?\s*[\w-]+)+",
    ),
    _shape("name", r"(?<![\w@])@\w{2,}"),
    _shape("address", r"(?:https?://|www\.)[^\s\[\]]+"),
    _shape("address", r"\b[\w-]+(?:\.[\w-]+)*\.(?:uk|com|org|net)/[^\s\[\]]+"),
    _shape("NHS number", r"(?<!\d)\d{3}[ -]?\d{3}[ -]?\d{4}(?!\d)", _is_nhs_number),
    _shape("phone", r"(?<!\d)[(+]{0,2}\d(?:[\s().\-–/]{0,3}\d){8,}", _is_phone),
    _shape("phone", r"(?<!\d)\d{3,4}[ -]\d{4}(?!\d)", _are_not_years),
    _shape("phone", r"\bext(?:ension|n)?\.?\s*(?P<id>\d{3,6})\b"),
    _shape("postcode", r"\b[a-z]{1,2}\d[a-z\d]?\s*\d[abd-hjlnp-uw-z]{2}\b", _is_an_outward_code),
    _shape("postcode", r"\b(?:in|postcode|from|near)\s+(?P<id>(?-i:[A-Z]{2}\d{1,2}))\b"),
    _shape("birth date", r"(?<!\d)\d{1,2}\s?[/.\-]\s?\d{1,2}\s?[/.\-]\s?(?:\d{4}|\d{2})(?!\d)"),
    _shape("birth date", r"(?<!\d)(?:19|20)\d\d[/.\-]\d{1,2}[/.\-]\d{1,2}(?!\d)"),
    _shape("birth date", rf"\b{_DAY}(?:\s+of)?\s+{_MONTH}\.?,?\s+(?:\d{{4}}|'\d\d)\b"),
    _shape("birth date", rf"\b{_MONTH}\s+{_DAY},?\s+\d{{4}}\b"),
    _shape(
        "birth date",
        r"\b(?:born|d\.?o\.?b\.?|date of birth|birthday|bday)\b[\s:]*"
        r"(?:(?:is|was|on|in|the|:)\s+){0,3}"
        rf"(?P<id>{_DAY}(?:\s+of)?\s+{_MONTH}|{_MONTH}\s+{_DAY}"
        rf"|(?:{_MONTH}\s+)?(?:19|20)\d\d|\d{{1,2}}[/.]\d{{1,2}})\b",
    ),
    _shape("case number", r"(?<!\d)\d{3}[ -]\d{3}[ -]\d{4}(?!\d)"),
    _shape("case number", r"\b[a-z]{2}\s?\d{2}\s?\d{2}\s?\d{2}\s?[a-d]\b"),
    _shape("case number", r"(?<![\d.,])\d{5,}(?!,\d)", _counts_nothing),
    _shape(
        "case number", r"\b(?P<letters>[a-z]{1,4})[-/]?(?P<digits>\d{4,})[a-z0-9/-]*", _is_a_code
    ),
    _shape("case number", r"\b[a-z]{2}\d{2}[a-z]\d{4,}\b"),
    _shape("case number", r"#\s?\d{3,}\b"),
    _shape(
        "case number",
        r"\b(?:ref(?:erence)?|id|file|record|client|person|mosaic|claim|crime|log)"
        r"(?:\s+(?:id|no\.?|num(?:ber)?|ref))?[\s:.#]+"
        r"(?P<id>[a-z]{1,4}[-/]?\d{2,}[a-z0-9/-]*"
        r"|(?!(?:19|20)\d\d\b)\d{4,}[a-z0-9/-]*)",
    ),
    _shape(
        "case number",
        r"\bcase\s*(?:id|no\.?|num(?:ber)?|ref)?[\s:.#]+"
        r"(?P<id>(?!(?:19|20)\d\d\b)\d{4,}[a-z0-9/-]*)",
    ),
    _shape(
        "age",
        rf"\b{_NUMBER}\s*-?\s*(?:years?|yrs?|months?|mths?|weeks?|wks?|days?)'?\s*-?\s*"
        r"olds?\b",
        _is_a_person,
    ),
    _shape("age", rf"\b{_NUMBER}\s?(?:yo|y/o|y\.o\.?|yrold)(?!\w)"),
    _shape(
        "age",
        rf"\bage[ds]?\s+(?:of\s+)?(?:about |around |just |only )?"
        rf"(?P<id>{_NUMBER}(?:\s*(?:,|and|&)\s*{_NUMBER})*)\b{_AFTER_AGE}",
    ),
    _shape("age", rf"\b(?:turned|turning|turns)\s+(?P<id>{_NUMBER})\b{_AFTER_AGE}"),
    _shape(
        "age",
        r"\b(?:s?he(?:'s| is| was)|I(?:'m| am))\s+(?:only |just |now |nearly |almost )?"
        r"(?P<id>\d{1,2})\b(?=\s*(?:[.,;!?)]|and\b|but\b|now\b|years old|$))",
    ),
    _shape("address", r"\b(?:flat|apartment|apt)\s+\d+[a-z]?\b"),
    _shape(
        "address",
        rf"\b\d{{1,4}}[a-z]?,?\s+(?P<street>(?:[a-z'-]+\s+){{1,3}}){_CLEAR_STREET}",
        _is_a_street,
    ),
    _shape(
        "address",
        r"\b\d{1,4}[a-zA-Z]?,?\s+(?P<street>(?:(?-i:[A-Z])[a-zA-Z'-]+\s+){1,3})" + _PLAIN_STREET,
        _is_a_street,
    ),
    _shape(
        "address",
        r"\b(?P<street>(?:(?-i:[A-Z])[a-z'-]+\s+){1,2})"
        r"(?-i:Street|Road|Rd|Avenue|Lane|Crescent|Terrace|Gardens|Grove|Mews|Close"
        r"|Drive)\b",
        _is_a_street,
    ),
    _shape(
        "address",
        r"\bon\s+(?P<id>(?P<street>[a-z]{3,})\s+(?:street|road|avenue|lane|crescent))\b",
        _is_a_street,
    ),
)
