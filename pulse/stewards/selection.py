"""Selection: which of the comments they may read a reader wants to see or to take away."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields

from pulse.searched import has
from surveys.exports.comments import Told
from surveys.exports.package import sayable

#: No filter is longer in earnest.
_LONGEST = 200
#: The theme of comments that have none.
NO_THEME = "none"


@dataclass(frozen=True)
class Selection:
    """Filters; an empty one lets everything through."""

    round: str = ""
    service: str = ""
    theme: str = ""
    polarity: str = ""
    words: str = ""

    @classmethod
    def asked(cls, given: Mapping[str, str]) -> "Selection":
        """From the query of a page or the fields of a form."""
        return cls(**{f.name: _kept(given.get(f.name, "")) for f in fields(cls)})

    @property
    def given(self) -> dict[str, str]:
        """The filters that are set, by name."""
        return {name: value for name, value in asdict(self).items() if value}

    @property
    def beside(self) -> dict[str, str]:
        """The filters that are set, for two rounds side by side; the chosen round is the second of them."""
        kept = self.given
        return {"second": kept.pop("round"), **kept} if self.round else kept

    def admits(self, comment: Told) -> bool:
        """A polarity is that of the chosen theme, or of any; every word must be there, in any order, however it is written."""
        return (
            self.round in ("", comment.wave)
            and self.service in ("", comment.group_code)
            and self._admits_themes(comment)
            and has(comment.text, self.words)
        )

    def _admits_themes(self, comment: Told) -> bool:
        if not (self.theme or self.polarity):
            return True
        if self.theme == NO_THEME:
            return not (comment.themes or self.polarity)
        return any(
            self.theme in ("", theme.code) and self.polarity in ("", theme.polarity)
            for theme in comment.themes
        )


def _kept(value: str) -> str:
    """What can be written into a page and a database."""
    return sayable(value).strip()[:_LONGEST]
