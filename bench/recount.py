"""A second count of a release: from what its people answered, and by nothing of the project's own code.

Reads the saved file alone. Every difference is a sentence; no sentence, no difference.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeAlias

from bench.person import Person

Row: TypeAlias = Mapping[str, Any]


@dataclass(frozen=True)
class Recount:
    """What came of it. ``cells``: figures shown that were counted again; ``withheld``: those without a number."""

    whole: int
    cells: int
    withheld: int
    differences: tuple[str, ...]


def recount(file: Path, people: Sequence[Person], invited: Mapping[str, int]) -> Recount:
    """``invited``: name of a block -> its people."""
    parts = json.loads(file.read_bytes())["parts"]
    book = _Book(parts, people, invited)
    shown = [cell for cell in parts["cells"] if cell["status"] != "withheld"]
    differences = [
        *(found for cell in shown for found in book.check(cell)),
        *_too_small(parts, shown),
        *_isolated(parts, shown),
        *(
            f"{cell} is withheld and holds a number"
            for cell in parts["cells"]
            if cell["status"] == "withheld"
            and any(cell[field] is not None for field in ("base", "counts", "band"))
        ),
    ]
    top = next(g["code"] for g in parts["groups"] if g["parent"] is None)
    whole = next(c["base"] for c in shown if c["subject"] == "response" and c["group_code"] == top)
    return Recount(whole, len(shown), len(parts["cells"]) - len(shown), tuple(differences))


class _Book:
    """People by group, for one release."""

    def __init__(self, parts: Row, people: Sequence[Person], invited: Mapping[str, int]) -> None:
        self.groups: dict[str, Row] = {group["code"]: group for group in parts["groups"]}
        self.items: dict[str, Row] = {i["code"]: i for i in parts["instrument"]["items"]}
        nodes = (group for group in parts["groups"] if group["kind"] == "node")
        codes = {group["names"]["en"]: group["code"] for group in nodes}
        self.people: dict[str, list[Person]] = {code: [] for code in self.groups}
        self.invited: Counter[str] = Counter()
        for name, count in invited.items():
            for code in self._counted_in(codes[name]):
                self.invited[code] += count
        for person in people:
            for code in self._counted_in(codes[person.block]):
                self.people[code].append(person)

    def _counted_in(self, block: str) -> Iterator[str]:
        """The block itself, everything above it, and the remainder that it is combined in."""
        step: str | None = block
        while step is not None:
            yield step
            step = self.groups[step]["parent"]
        combined = self.groups[block]["combined_in"]
        if combined and self.groups[combined]["kind"] == "combined" and combined != block:
            yield combined

    def check(self, cell: Row) -> Iterator[str]:
        """Sentences about one shown figure."""
        told = {field: cell[field] for field in ("base", "counts", "band")}
        own = getattr(self, f"_{cell['subject']}")(cell)
        if own is not None and own != told:
            yield f"{cell['group_code']}, {cell['measure']}: published {told}, counted again {own}"

    def _response(self, cell: Row) -> Row:
        code = cell["group_code"]
        counts = {"invited": self.invited[code]}
        return {"base": len(self.people[code]), "counts": counts, "band": None}

    def _item(self, cell: Row) -> Row:
        item = self.items[cell["measure"]]
        given = [person.answers().get(item["code"]) for person in self.people[cell["group_code"]]]
        said = [values for values in given if values]
        counts = {o["value"]: sum(o["value"] in v for v in said) for o in item["options"]}
        if item["sensitive"]:
            bad = {option["value"] for option in item["options"] if option["exposed"]}
            hit = sum(not bad.isdisjoint(values) for values in said)
            return {"base": len(said), "counts": None, "band": _band(hit, len(said))}
        return {"base": len(said), "counts": {} if item["attribute"] else counts, "band": None}

    def _theme(self, cell: Row) -> Row | None:
        """The tagger's own findings are not repeated here; on how many comments they rest is."""
        written = sum(len(person.comments) for person in self.people[cell["group_code"]])
        return {"base": written, "counts": cell["counts"], "band": cell["band"]}


def _band(hit: int, base: int) -> str:
    share = 100 * hit / base
    return "under_10" if share < 10 else "10_24" if share < 25 else "25_plus"


def _too_small(parts: Row, shown: Sequence[Row]) -> Iterator[str]:
    sensitive = {i["code"] for i in parts["instrument"]["items"] if i["sensitive"]}
    sensitive |= {code for code, theme in parts["frame"]["themes"].items() if theme["sensitive"]}
    for cell in shown:
        floor = parts["pledge"]["threshold"]
        if cell["measure"] in sensitive:
            floor = parts["pledge"]["sensitive_threshold"]
        if cell["base"] < max(floor, 10):
            yield f"{cell['group_code']}, {cell['measure']} rests on {cell['base']} people"


def _isolated(parts: Row, shown: Sequence[Row]) -> Iterator[str]:
    """What is left of a group when the groups shown inside it are taken away: nobody, or enough."""
    parents = {group["code"]: group["parent"] for group in parts["groups"]}
    bases = {(c["subject"], c["measure"], c["group_code"]): c["base"] for c in shown}
    left = dict(bases)
    for (subject, measure, code), base in bases.items():
        above = parents[code]
        while above is not None and (subject, measure, above) not in bases:
            above = parents[above]
        if above is not None:
            left[subject, measure, above] -= base
    for (_, measure, code), people in left.items():
        if people != 0 and people < parts["pledge"]["threshold"]:
            yield f"{code}, {measure}: subtraction leaves {people} people"
