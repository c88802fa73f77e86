"""Change: what a steward wants the code frame to have besides: phrases of a theme, or a new theme with phrases.

A change only adds. It can make a theme sensitive and never the opposite, so no version shows more than the one before.
"""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass

from surveys.comments.span import normalise
from surveys.errors import Refusal

#: What one change may hold at most.
MOST_PHRASES = 30
LONGEST_PHRASE = 120
LONGEST_NAME = 60
LONGEST_DEFINITION = 400

POLARITIES = ("negative", "positive", "mixed")


class BadChange(Refusal):
    """A change that cannot be tried. ``field`` is the field of the form that is wrong."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True)
class Change:
    """Phrases for the theme ``theme``. With a ``name`` the theme is a new one."""

    theme: str
    polarity: str
    phrases: tuple[str, ...]
    #: the theme is sensitive from now on; False leaves a theme that is there as it is
    sensitive: bool = False
    name: str = ""
    definition: str = ""

    @property
    def is_new(self) -> bool:
        return bool(self.name)

    def document(self) -> dict[str, object]:
        return {**asdict(self), "phrases": list(self.phrases)}

    @classmethod
    def from_document(cls, document: Mapping[str, object]) -> "Change":
        """Read a stored change."""
        values = {**document, "phrases": tuple(document["phrases"])}  # type: ignore[arg-type]
        return cls(**values)  # type: ignore[arg-type]  # stored by document()


def to_theme(
    theme: str, polarity: str, typed: str, *, sensitive: bool, known: Sequence[str]
) -> Change:
    """A change of a theme that is there. Raises BadChange."""
    if theme not in known:
        raise BadChange("theme", "Choose a theme from the list")
    return Change(theme, _polarity(polarity), _phrases(typed), sensitive)


def new_theme(
    name: str, definition: str, polarity: str, typed: str, sensitive: str, known: Sequence[str]
) -> Change:
    """A change that adds a theme. ``sensitive`` is "yes" or "no": nobody decides this by leaving it out. Raises BadChange."""
    name, definition = plain(name), plain(definition)
    code = re.sub(r"[^a-z0-9]+", "_", _ascii(name)).strip("_")
    if not code or len(name) > LONGEST_NAME:
        raise BadChange("name", f"Give the theme a name of at most {LONGEST_NAME} letters")
    if code in known:
        raise BadChange("name", "There is a theme of this name. Add phrases to it instead")
    if not definition or len(definition) > LONGEST_DEFINITION:
        raise BadChange(
            "definition", f"Say in at most {LONGEST_DEFINITION} letters what belongs to the theme"
        )
    if sensitive not in ("yes", "no"):
        raise BadChange("sensitive", "Choose whether the theme is sensitive")
    return Change(code, _polarity(polarity), _phrases(typed), sensitive == "yes", name, definition)


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


def _phrases(typed: str) -> tuple[str, ...]:
    """Each line once. A form sends quotation marks as they were typed; phrases have straight ones."""
    lines = [plain(normalise(line)) for line in typed.splitlines()]
    found = tuple(dict.fromkeys(line if "[" in line else line.lower() for line in lines if line))
    if not found:
        raise BadChange("phrases", "Write at least one phrase")
    if len(found) > MOST_PHRASES:
        raise BadChange("phrases", f"Try at most {MOST_PHRASES} phrases at a time")
    for number, line in enumerate(found, start=1):
        if len(line) > LONGEST_PHRASE:
            raise BadChange(
                "phrases", f"Line {number} is longer than {LONGEST_PHRASE} letters. Shorten it"
            )
    return found
