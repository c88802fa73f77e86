"""Rules: what every round promises at least. Sets of rules are compared here, and nowhere else.

A change is stronger where it protects people more, and weaker where it may protect them less. What is not plainly one
of the two counts as weaker: it takes two keys.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final, cast

from surveys.canonical import Json
from surveys.errors import Refusal
from surveys.fieldwork.pledge import Pledge
from surveys.instruments.instrument import Instrument
from surveys.instruments.loader import library

#: A threshold above this shows nothing of most organisations; raw answers are never kept for longer than a year.
MOST_PEOPLE: Final = 100
MOST_DAYS: Final = 365

#: What of a pledge protects more when it is larger, and what when it is smaller; of what is in neither, nobody can say.
_LARGER: Final = ("threshold", "comment_threshold", "sensitive_threshold", "custody")
_SMALLER: Final = ("keep_days",)
_EITHER: Final = ("results_for",)
#: Every aspect of a set of rules, in the order in which people read them.
BREAKDOWNS: Final = "breakdowns"
ASPECTS: Final = (*_LARGER, *_SMALLER, *_EITHER, BREAKDOWNS)


class BadRules(Refusal):
    """No round could be held under them. ``aspect``: what to put right."""

    def __init__(self, aspect: str, message: str) -> None:
        super().__init__(message)
        self.aspect = aspect


def _asked_of_everybody() -> tuple[str, ...]:
    return tuple(item.code for item in library()["attributes"].items)


@dataclass(frozen=True)
class Rules:
    """A pledge below which no round goes, and the questions about oneself by whose answers figures may be split."""

    pledge: Pledge = field(default_factory=Pledge)
    #: codes of items, in the order of the alphabet
    breakdowns: tuple[str, ...] = field(default_factory=_asked_of_everybody)

    def __post_init__(self) -> None:
        object.__setattr__(self, "breakdowns", tuple(sorted(set(self.breakdowns))))

    def document(self) -> dict[str, object]:
        return {"pledge": self.pledge.document(), BREAKDOWNS: list(self.breakdowns)}

    @classmethod
    def from_document(cls, raw: Mapping[str, object]) -> "Rules":
        """Read what ``document`` wrote."""
        pledge = Pledge.from_document(cast("Mapping[str, object]", raw["pledge"]))
        return cls(pledge, tuple(cast("list[str]", raw[BREAKDOWNS])))

    def of(self, aspect: str) -> Json:
        """What they say of one of ASPECTS."""
        if aspect == BREAKDOWNS:
            return list(self.breakdowns)
        return cast("Json", getattr(self.pledge, aspect))


@dataclass(frozen=True)
class Change:
    """One aspect in which two sets of rules differ."""

    aspect: str
    before: Json
    after: Json
    weaker: bool


def check(rules: Rules) -> None:
    """Raises BadRules for what no round could be held under. A pledge below the floor cannot even be made."""
    pledge = rules.pledge
    for aspect in ("threshold", "comment_threshold", "sensitive_threshold"):
        if getattr(pledge, aspect) > MOST_PEOPLE:
            raise BadRules(
                aspect, f"This must be at most {MOST_PEOPLE}, or hardly anything is shown."
            )
    if pledge.keep_days > MOST_DAYS:
        raise BadRules("keep_days", f"Raw answers must be destroyed within {MOST_DAYS} days.")
    unknown = set(rules.breakdowns) - set(attributes())
    if unknown:
        raise BadRules(BREAKDOWNS, "Choose from the questions that are listed.")


def attributes() -> tuple[str, ...]:
    """Codes of every question about oneself that could be asked, in the order of the library."""
    return tuple(
        item.code for module in library().values() for item in module.items if item.attribute
    )


def compare(before: Rules, after: Rules) -> tuple[Change, ...]:
    """In what they differ."""
    return tuple(_changes(before, after))


def weakens(before: Rules, after: Rules) -> bool:
    """Whether anything of it may protect people less."""
    return any(change.weaker for change in compare(before, after))


def lacking(pledge: Pledge, rules: Rules) -> tuple[Change, ...]:
    """In what a round with this pledge promises less than the rules."""
    changes = compare(rules, replace(rules, pledge=pledge))
    return tuple(change for change in changes if change.weaker)


def foreign(instrument: Instrument, rules: Rules) -> tuple[str, ...]:
    """Questions about oneself that a round would ask and the rules do not allow."""
    return tuple(item.code for item in instrument.attributes if item.code not in rules.breakdowns)


def trimmed(instrument: Instrument, rules: Rules) -> Instrument:
    """The instrument without those."""
    out = foreign(instrument, rules)
    return replace(instrument, items=tuple(i for i in instrument.items if i.code not in out))


def lifted(pledge: Pledge, rules: Rules) -> Pledge:
    """The pledge, with the rules' own wherever it promises less."""
    weak = {
        change.aspect: getattr(rules.pledge, change.aspect) for change in lacking(pledge, rules)
    }
    return replace(pledge, **weak)


def _changes(before: Rules, after: Rules) -> Iterator[Change]:
    for aspect in ASPECTS:
        old, new = before.of(aspect), after.of(aspect)
        if old != new:
            yield Change(aspect, old, new, _is_weaker(aspect, old, new))


def _is_weaker(aspect: str, old: Json, new: Json) -> bool:
    if aspect == BREAKDOWNS:
        return not set(cast("list[str]", new)) <= set(cast("list[str]", old))
    if aspect in _EITHER:
        return True
    more = cast("int", new) > cast("int", old)
    return more if aspect in _SMALLER else not more
