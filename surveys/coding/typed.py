"""Typed: what a steward typed into a form, made into a change. What is wrong is said at its field."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, fields

from surveys.coding.change import POLARITIES, BadChange, Change
from surveys.comments.span import normalise

#: What one change may hold at most.
MOST_PHRASES = 30
LONGEST_PHRASE = 120
LONGEST_NAME = 60
LONGEST_DEFINITION = 400


@dataclass(frozen=True)
class Typed:
    """The fields of the form, as they were sent."""

    phrases: str = ""
    polarity: str = ""
    exceptions: str = ""
    welsh: str = ""
    #: of a theme that is there anything means yes; of a new one "yes" or "no"
    sensitive: str = ""
    name: str = ""
    definition: str = ""

    @classmethod
    def sent(cls, form: Mapping[str, str]) -> "Typed":
        return cls(**{field.name: form.get(field.name, "") for field in fields(cls)})

    @classmethod
    def again(cls, change: Change) -> "Typed":
        """What was typed to get this change."""
        return cls(
            phrases="\n".join(change.phrases),
            polarity=change.polarity,
            exceptions="\n".join(change.exceptions),
            welsh=change.welsh,
            sensitive="yes" if change.sensitive else "no" if change.is_new else "",
            name=change.name,
            definition=change.definition,
        )


def to_theme(theme: str, typed: Typed, known: Mapping[str, str]) -> Change:
    """A change of a theme that is there. ``known``: code -> Welsh name. Raises BadChange."""
    if theme not in known:
        raise BadChange("theme", "Choose a theme from the list")
    phrases, exceptions = _both(typed)
    welsh = _welsh(typed, {code: name for code, name in known.items() if code != theme})
    made = Change(
        theme,
        _polarity(typed.polarity) if phrases else "",
        phrases,
        bool(typed.sensitive),
        exceptions=exceptions,
        welsh="" if welsh == known[theme] else welsh,
    )
    if made.is_empty:
        raise BadChange("phrases", "Write a phrase, or change something else below")
    return made


def new_theme(typed: Typed, known: Mapping[str, str]) -> Change:
    """A change that adds a theme. Whether it is sensitive is chosen: nobody decides this by leaving it out. Raises BadChange."""
    name, definition = plain(typed.name), plain(typed.definition)
    code = re.sub(r"[^a-z0-9]+", "_", _ascii(name)).strip("_")
    if not code or len(name) > LONGEST_NAME:
        raise BadChange("name", f"Give the theme a name of at most {LONGEST_NAME} letters")
    if code in known:
        raise BadChange("name", "There is a theme of this name. Add phrases to it instead")
    welsh = _welsh(typed, known)
    if not definition or len(definition) > LONGEST_DEFINITION:
        raise BadChange(
            "definition", f"Say in at most {LONGEST_DEFINITION} letters what belongs to the theme"
        )
    if typed.sensitive not in ("yes", "no"):
        raise BadChange("sensitive", "Choose whether the theme is sensitive")
    phrases, exceptions = _both(typed)
    if not phrases:
        raise BadChange("phrases", "Write at least one phrase")
    sensitive = typed.sensitive == "yes"
    polarity = _polarity(typed.polarity)
    return Change(code, polarity, phrases, sensitive, name, definition, exceptions, welsh)


def plain(text: str) -> str:
    """One line without signs that nobody sees; a saved version is a file that people read."""
    spaced = " ".join(text.split())
    seen = "".join(sign for sign in spaced if sign.isprintable())
    return " ".join(seen.split())


def _ascii(name: str) -> str:
    apart = unicodedata.normalize("NFKD", name.casefold())
    return "".join(sign for sign in apart if not unicodedata.combining(sign))[:40]


def _polarity(given: str) -> str:
    if given not in POLARITIES:
        raise BadChange("polarity", "Choose what the phrases say of the theme")
    return given


def _welsh(typed: Typed, others: Mapping[str, str]) -> str:
    name = plain(typed.welsh)
    if len(name) > LONGEST_NAME:
        raise BadChange("welsh", f"Give the theme a Welsh name of at most {LONGEST_NAME} letters")
    if name and name.casefold() in {other.casefold() for other in others.values()}:
        raise BadChange("welsh", "Another theme has this Welsh name")
    return name


def _both(typed: Typed) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Phrases, and what must not count."""
    phrases = _lines("phrases", typed.phrases)
    exceptions = _lines("exceptions", typed.exceptions)
    for line in exceptions:
        if line in phrases:
            raise BadChange(
                "exceptions", f"“{line}” is one of your phrases too. Take it out of one of the two"
            )
    return phrases, exceptions


def _lines(field: str, typed: str) -> tuple[str, ...]:
    """Each line once. A form sends quotation marks as they were typed; phrases have straight ones."""
    lines = [plain(normalise(line)) for line in typed.splitlines()]
    found = tuple(dict.fromkeys(line if "[" in line else line.lower() for line in lines if line))
    if len(found) > MOST_PHRASES:
        raise BadChange(field, f"Try at most {MOST_PHRASES} phrases at a time")
    for number, line in enumerate(found, start=1):
        if len(line) > LONGEST_PHRASE:
            raise BadChange(
                field, f"Line {number} is longer than {LONGEST_PHRASE} letters. Shorten it"
            )
    return found
