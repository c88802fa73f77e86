"""Addition: what one saved version adds to the one before: a change, or the changes that were brought from an older list."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from surveys.coding.change import Change


@dataclass(frozen=True)
class Addition:
    """One change, or those of many earlier versions together."""

    changes: tuple[Change, ...]
    #: brought from a list that a newer one of Pulse's own has replaced
    brought: bool = False

    def document(self) -> dict[str, object]:
        """One change is stored as itself."""
        if self.brought:
            return {"brought": [change.document() for change in self.changes]}
        return self.changes[0].document()

    @classmethod
    def from_document(cls, document: Mapping[str, object]) -> "Addition":
        if "brought" in document:
            return cls(of_documents(document["brought"]), brought=True)
        return cls((Change.from_document(document),))

    @property
    def summary(self) -> str:
        """In a line, for the audit log."""
        phrases = sum(len(change.phrases) for change in self.changes)
        exceptions = sum(len(change.exceptions) for change in self.changes)
        counts = [f"{phrases} phrase{'' if phrases == 1 else 's'}"] if phrases else []
        counts += [f"{exceptions} that must not count"] if exceptions else []
        counts += ["a Welsh name"] if any(change.welsh for change in self.changes) else []
        counts += ["sensitive from now on"] if any(one.sensitive for one in self.changes) else []
        themes = tuple(dict.fromkeys(change.theme for change in self.changes))
        where = themes[0] if len(themes) == 1 else f"{len(themes)} themes"
        return f"{', '.join(counts)} for {where}"


def of_documents(stored: object) -> tuple[Change, ...]:
    """Changes as they are stored in a list."""
    return tuple(map(Change.from_document, cast("Sequence[Mapping[str, object]]", stored)))
