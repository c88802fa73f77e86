"""Change: what a steward wants a theme of the code frame to have besides, or a new theme.

A change only adds. It can make a theme sensitive and never the opposite, so no version shows more than the one before.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, cast

from surveys.errors import Refusal

POLARITIES = ("negative", "positive", "mixed")


class BadChange(Refusal):
    """A change that cannot be tried. ``field`` is the field of the form that is wrong."""

    def __init__(self, field: str, message: str) -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True)
class Change:
    """Phrases and more for the theme ``theme``. With a ``name`` the theme is a new one."""

    theme: str
    #: what the phrases say of the theme; empty where there are none
    polarity: str
    phrases: tuple[str, ...]
    #: the theme is sensitive from now on; False leaves a theme that is there as it is
    sensitive: bool = False
    name: str = ""
    definition: str = ""
    #: where one of these stands, the theme's phrases are no evidence
    exceptions: tuple[str, ...] = ()
    #: the name in Welsh; empty leaves the one that is there
    welsh: str = ""

    @property
    def is_new(self) -> bool:
        return bool(self.name)

    @property
    def is_empty(self) -> bool:
        return not (self.phrases or self.exceptions or self.welsh or self.sensitive)

    def document(self) -> dict[str, object]:
        lists = {"phrases": list(self.phrases), "exceptions": list(self.exceptions)}
        return {**asdict(self), **lists}

    @classmethod
    def from_document(cls, document: Mapping[str, object]) -> "Change":
        """Read a stored change; one from before there were exceptions has none."""
        stored = cast("Mapping[str, Any]", document)
        lists = {name: tuple(stored.get(name, ())) for name in ("phrases", "exceptions")}
        return cls(**{**stored, **lists})
