"""Made-up answers by role and employment, for the whole organisation: drawn anew, so they do not add up to its own."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from random import Random

from surveys.instruments.instrument import Instrument, Item, Kind
from surveys.releases.document import Cell
from surveys.releases.release import Status, Subject
from surveys.reports.attributes import splits
from tests.surveys.reports import made_up
from tests.surveys.reports.made_up import FEWEST, TOP

#: Of every hundred who answer; the rest leave the question out.
SHARES = {
    "role": {"newly_qualified": 14, "social_worker": 48, "senior": 18, "manager": 6, "other": 9},
    "employment": {"employed": 78, "agency": 17},
}


@dataclass(frozen=True)
class Asked:
    """What one round asked of how many."""

    instrument: Instrument
    answered: int
    number: int

    def people(self, item: Item) -> dict[str, int]:
        """Answer -> who gave it; "": nobody's."""
        shares = SHARES.get(item.code, {})
        found = {o.value: self.answered * shares.get(o.value, 0) // 100 for o in item.options}
        return {**found, "": self.answered - sum(found.values())}

    def shown(self, item: Item) -> dict[str, int]:
        """Shown answer -> people; the rest is none or at least the fewest, too."""
        people = self.people(item)
        shown = {v: n for v, n in people.items() if v and n >= FEWEST}
        while shown and 0 < sum(people.values()) - sum(shown.values()) < FEWEST:
            del shown[min(shown, key=lambda value: shown[value])]
        return shown


def groups(asked: Asked, position: int) -> list[dict[str, object]]:
    """After the tree: every answer to every attribute, then who is in no shown one."""
    found: list[dict[str, object]] = []
    for item in asked.instrument.attributes:
        shown, rest = asked.shown(item), f"{item.code}=~rest"
        for option in item.options:
            home = None if option.value in shown else rest
            code = f"{item.code}={option.value}"
            found.append(_group(item, code, dict(option.text), home, position + len(found)))
        if sum(shown.values()) < asked.answered:
            names = {"en": "Other answers or none, combined"}
            found.append(_group(item, rest, names, None, position + len(found)))
    return found


def cells(asked: Asked) -> Iterator[Cell]:
    """A response and every item for every shown group and the rest; withheld what is not shown by role."""
    for attribute in asked.instrument.attributes:
        shown = asked.shown(attribute)
        rest = asked.answered - sum(shown.values())
        people = {f"{attribute.code}={value}": n for value, n in shown.items()}
        for group, base in (people | ({f"{attribute.code}=~rest": rest} if rest else {})).items():
            yield _response(group, base)
            for item in asked.instrument.closed:
                if splits(asked.instrument, item):
                    yield made_up.item_cell(group, item, _counts(asked, group, item, base))
                else:
                    yield Cell(group, Subject.ITEM, item.code, Status.WITHHELD)


def _counts(asked: Asked, group: str, item: Item, base: int) -> Counter[str]:
    random = Random(f"{group}{item.code}{asked.number}")
    level = 3 + Random(f"{group}{item.construct}").uniform(-0.8, 0.8)
    drawn = made_up.answers(random, item, base, level=level)
    if item.kind is not Kind.MULTIPLE:
        return drawn
    return Counter({value: min(n, drawn[""]) for value, n in drawn.items()})


def _response(group: str, base: int) -> Cell:
    if base < FEWEST:
        return Cell(group, Subject.RESPONSE, "response", Status.WITHHELD)
    return Cell(group, Subject.RESPONSE, "response", Status.SHOWN, base=base, counts={})


def _group(
    item: Item, code: str, names: dict[str, str], home: str | None, position: int
) -> dict[str, object]:
    return {
        "code": code,
        "parent": TOP,
        "names": names,
        "kind": "combined" if code.endswith("~rest") else "attribute",
        "teams": 0,
        "status": "combined" if home else "shown",
        "combined_in": home,
        "depth": 0,
        "position": position,
        "attribute": item.code,
    }
