"""A release as an attacker reads it: groups, questions and figures, whatever is wrong with the file.

Reading never fails. What is missing or of the wrong type is read as not there; ``shape`` says that it is wrong.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

#: Whatever a pledge says, below this nothing may be shown.
FLOOR = 5
NUMBERS = ("base", "counts", "band")
REST = "~rest"
#: parts that are lists of rows, and what in a row is a word
LISTS = ("groups", "cells", "comments")
WORDS = frozenset(
    "code parent kind status combined_in attribute group_code subject measure band reader".split()
)

Row: TypeAlias = Mapping[str, object]
#: subject and measure: ("item", "workload")
Measure: TypeAlias = tuple[str, str]


@dataclass(frozen=True)
class Sum:
    """A shown group and the nearest shown groups inside it, of one kind (the tree, or one attribute)."""

    whole: str
    inside: tuple[str, ...]


@dataclass
class Reading:
    """The parts of one release."""

    parts: Row
    groups: dict[str, Row] = field(init=False)
    items: dict[str, Row] = field(init=False)
    #: measure -> group -> the row that holds a number
    measures: dict[Measure, dict[str, Row]] = field(init=False)

    def __post_init__(self) -> None:
        listed = {name: _plain(self.parts[name]) for name in LISTS if name in self.parts}
        self.parts = {**self.parts, **listed}
        self.groups = {text(group, "code"): group for group in rows(self.parts, "groups")}
        instrument = row(self.parts, "instrument")
        self.items = {text(item, "code"): item for item in rows(instrument, "items")}
        found: dict[Measure, dict[str, Row]] = {}
        for cell in rows(self.parts, "cells"):
            if any(cell.get(each) is not None for each in NUMBERS):
                measure = text(cell, "subject"), text(cell, "measure")
                found.setdefault(measure, {})[text(cell, "group_code")] = cell
        self.measures = {measure: found[measure] for measure in sorted(found)}

    @property
    def has_figures(self) -> bool:
        return "cells" in self.parts or "groups" in self.parts

    @property
    def wave(self) -> str:
        return text(row(self.parts, "wave"), "code")

    @property
    def opens_on(self) -> str:
        return text(row(self.parts, "wave"), "opens_on")

    @property
    def top(self) -> str | None:
        """The whole organisation: the group of the tree below no other."""
        return next((code for code in self.tree if self.groups[code].get("parent") is None), None)

    @property
    def tree(self) -> list[str]:
        return [code for code in self.groups if self.attribute(code) is None]

    def attribute(self, code: str) -> str | None:
        """The item whose answers make the group; None for a group of the tree. Older releases have no such key."""
        found = self.groups.get(code, {}).get("attribute")
        return found if isinstance(found, str) else None

    def threshold(self, name: str = "threshold") -> int:
        return max(FLOOR, number(row(self.parts, "pledge"), name) or FLOOR)

    def floor(self, measure: Measure) -> int:
        return self.threshold("sensitive_threshold" if self.guarded(measure) else "threshold")

    def guarded(self, measure: Measure) -> bool:
        """Sensitive: from more people, and as a band. What the frame does not clear is sensitive."""
        subject, code = measure
        if subject == "theme":
            theme = row(row(self.parts, "frame"), "themes").get(code)
            return not isinstance(theme, Mapping) or theme.get("sensitive") is not False
        return subject == "item" and bool(self.items.get(code, {}).get("sensitive"))

    def after(self, item: Row) -> Row:
        """The question that this one follows; empty when it follows none."""
        return self.items.get(text(row(item, "follows"), "item"), {})

    def above(self, code: str) -> Iterator[str]:
        """The groups above, nearest first. A ring is left where it closes."""
        seen = {code}
        step = self.groups.get(code, {}).get("parent")
        while isinstance(step, str) and step not in seen:
            yield step
            seen.add(step)
            step = self.groups.get(step, {}).get("parent")

    def sums(self, among: Collection[str]) -> Iterator[Sum]:
        """Every group of ``among`` with the nearest ones inside it; the whole once more for each attribute."""
        inside: dict[str, list[str]] = {code: [] for code in among}
        split: dict[str, list[str]] = {}
        for code in among:
            attribute = self.attribute(code)
            if attribute is not None:
                split.setdefault(attribute, []).append(code)
                continue
            above = next((one for one in self.above(code) if one in inside), None)
            if above is not None:
                inside[above].append(code)
        yield from (Sum(code, tuple(own)) for code, own in inside.items())
        top = self.top
        if top is not None and top in inside:
            yield from (Sum(top, tuple(own)) for own in split.values())

    def home(self, code: str, among: Collection[str]) -> str | None:
        """The nearest of ``among`` that a group without a number is counted in."""
        combined = self.groups.get(code, {}).get("combined_in")
        if isinstance(combined, str) and combined in among:
            return combined
        return next((one for one in self.above(code) if one in among), None)

    def nodes(self) -> list[str]:
        """Groups of the frozen tree, hidden ones too."""
        return [code for code in self.tree if self.groups[code].get("kind") == "node"]

    def leaves(self) -> list[str]:
        """Nodes with none below."""
        parents = {self.groups[code].get("parent") for code in self.nodes()}
        return [code for code in self.nodes() if code not in parents]

    def name(self, code: str) -> str:
        return text(row(self.groups.get(code, {}), "names"), "en", code)

    def figure(self, cell: Row) -> str:
        """A figure by its name, without a number."""
        name = self.name(text(cell, "group_code"))
        return f"{text(cell, 'measure')} ({text(cell, 'subject')}), {name}"

    def spoken(self, sum_: Sum) -> str:
        """ "Safeguarding − Team A − Team B"."""
        return " − ".join(self.name(each) for each in (sum_.whole, *sum_.inside))


def _plain(found: object) -> object:
    """The rows with words where words belong: a list or a mapping in such a place is read as what it looks like."""
    if not isinstance(found, list):
        return found
    return [
        {
            key: str(v) if key in WORDS and isinstance(v, list | dict) else v
            for key, v in each.items()
        }
        if isinstance(each, Mapping)
        else each
        for each in found
    ]


def rows(holder: Row, name: str) -> list[Row]:
    found = holder.get(name)
    return [each for each in found if isinstance(each, Mapping)] if isinstance(found, list) else []


def row(holder: Row, name: str) -> Row:
    found = holder.get(name)
    return found if isinstance(found, Mapping) else {}


def text(holder: Row, name: str, otherwise: str = "None") -> str:
    found = holder.get(name)
    return otherwise if found is None else str(found)


def is_number(found: object) -> bool:
    """A whole number; true and false are none."""
    return isinstance(found, int) and not isinstance(found, bool)


def number(holder: Row, name: str) -> int | None:
    found = holder.get(name)
    return found if isinstance(found, int) and is_number(found) else None


def numbers(found: object) -> dict[str, int]:
    counts = found if isinstance(found, Mapping) else {}
    return {str(option): count for option, count in counts.items() if is_number(count)}


def left_over(counts: Mapping[str, Mapping[str, int]], sum_: Sum) -> dict[str, int]:
    """Option -> people of the whole who are in none of the groups inside."""
    left = dict(counts.get(sum_.whole, {}))
    for code in sum_.inside:
        for option, count in counts.get(code, {}).items():
            left[option] = left.get(option, 0) - count
    return left
