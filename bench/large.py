"""A large council's releases, made up: 1,000 groups, 30 topics, 18 themes, roles, and questions shown as bands.

Counts do not add up from group to group: pages and files are as heavy as in earnest, and that is what is measured.
"""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import cache
from random import Random
from typing import cast

from surveys.canonical import Json
from surveys.instruments.instrument import Construct, Instrument, Item, Kind, Option
from surveys.releases.document import Cell, Draft
from surveys.releases.release import Kind as ReleaseKind
from surveys.releases.release import Status, Subject

GROUPS, TOPICS, THEMES = 1_000, 30, 18
#: Teams of a service.
TEAMS = 25
ROLES, BANDED = 5, 3
TOP = "ALL"
AGREE = ("Strongly disagree", "Disagree", "Neither", "Agree", "Strongly agree")
FIRST = date(2023, 8, 14)


def instrument() -> Instrument:
    """A scored question a topic, three sensitive ones, and the role."""
    options = tuple(
        Option(name.lower().replace(" ", "_"), {"en": name}, score=number)
        for number, name in enumerate(AGREE, start=1)
    )
    yes_no = (Option("yes", {"en": "Yes"}, exposed=True), Option("no", {"en": "No"}))
    roles = tuple(Option(f"role{n}", {"en": f"Role {n}"}) for n in range(1, ROLES + 1))
    numbers = range(1, TOPICS + 1)
    return Instrument(
        code="large",
        version=1,
        title={"en": "Large"},
        constructs=(
            *(Construct(f"t{n}", {"en": f"Topic {n}"}) for n in numbers),
            Construct("harm", {"en": "Harm"}),
        ),
        items=(
            Item("role", Kind.SINGLE, {"en": "What is your role?"}, roles, attribute=True),
            *(
                Item(
                    f"q{n}", Kind.SCALE, {"en": f"Question {n} of many"}, options, construct=f"t{n}"
                )
                for n in numbers
            ),
            *(_sensitive(n, yes_no) for n in range(1, BANDED + 1)),
        ),
    )


def _sensitive(number: int, yes_no: tuple[Option, ...]) -> Item:
    text = {"en": f"Has this happened to you: sort {number}?"}
    return Item(f"s{number}", Kind.SINGLE, text, yes_no, construct="harm", sensitive=True)


def groups(size: int, number: int = 1) -> list[dict[str, object]]:
    """A top, services of 25 teams, teams: ``size`` in all. After them the roles.

    In each service two teams are too small to be shown in a round, others in the next one: they are counted together.
    """
    found = [_group(TOP, None, "A large council", 0, 0)]
    for first in range(1, size, TEAMS + 1):
        found += _service(first, min(TEAMS, size - first - 1), number, len(found))
    for role in range(1, ROLES + 1):
        own = _group(f"role=role{role}", TOP, f"Role {role}", 0, len(found))
        found.append(own | {"kind": "attribute", "teams": 0, "attribute": "role"})
    return found


def _service(first: int, teams: int, number: int, position: int) -> list[dict[str, object]]:
    code = f"S{first // (TEAMS + 1) + 1}"
    found = [_group(code, TOP, f"Service {code[1:]}", 1, position)]
    small = Random(f"{code}{number}").sample(range(teams), k=2) if teams > 2 else []
    for place in range(teams):
        own = _group(f"T{first + place}", code, f"Team {first + place}", 2, position + place + 1)
        hidden = {"status": "combined", "combined_in": f"{code}~rest"} if place in small else {}
        found.append(own | hidden)
    if small:
        rest = _group(f"{code}~rest", code, "Other teams, combined", 2, position + teams + 1)
        found.append(rest | {"kind": "combined", "teams": len(small)})
    return found


def _group(
    code: str, parent: str | None, name: str, depth: int, position: int
) -> dict[str, object]:
    return {
        "code": code,
        "parent": parent,
        "names": {"en": name},
        "kind": "node",
        "teams": 1,
        "status": "shown",
        "combined_in": None,
        "depth": depth,
        "position": position,
        "attribute": None,
    }


def draft(number: int, size: int = GROUPS) -> Draft:
    """The figures of one round; rounds are a month apart."""
    asked, tree = instrument(), groups(size, number)
    themes = {f"theme{n}": {"names": {"en": f"Theme {n}"}} for n in range(THEMES)}
    parts: dict[str, object] = {
        "wave": about(number),
        "instrument": asked.document(),
        "groups": tree,
        "pledge": {
            "threshold": 10,
            "comment_threshold": 10,
            "sensitive_threshold": 20,
            "keep_days": 90,
            "results_for": "everyone",
        },
        "frame": {"version": "v1", "themes": themes},
        "withheld": {},
    }
    found = [
        cell
        for group in tree
        if group["status"] == "shown"
        for cell in _cells(asked, group, Random(f"{number}{group['code']}"))
    ]
    return Draft(
        wave(number), ReleaseKind.FIGURES, day(number), cast("dict[str, Json]", parts), found
    )


def wave(number: int) -> str:
    """The code of a round."""
    return f"r-{number:02}"


def day(number: int) -> date:
    """The day on which a round is published."""
    return FIRST + timedelta(days=30 * number)


def about(number: int) -> dict[str, Json]:
    """What a release says about its round."""
    return {
        "code": wave(number),
        "names": {"en": f"Round {number}"},
        "opens_on": (day(number) - timedelta(days=28)).isoformat(),
        "closes_on": (day(number) - timedelta(days=7)).isoformat(),
        "released_on": day(number).isoformat(),
        "release_hour": 9,
        "demonstration": True,
        "replaces": None,
    }


def _cells(asked: Instrument, group: Mapping[str, object], random: Random) -> Iterator[Cell]:
    code, role = str(group["code"]), group["attribute"] is not None
    base = random.randint(10, 60) * (1 if group["depth"] == 2 else 20)
    invited = {} if role else {"invited": base + 9}
    yield Cell(code, Subject.RESPONSE, "response", Status.SHOWN, base, invited)
    for item in asked.items:
        yield _item(code, item, base, random)
    if not role:
        for number in range(THEMES):
            by = {"negative": 5, "mixed": 2, "positive": 3}
            yield Cell(code, Subject.THEME, f"theme{number}", Status.SHOWN, base, by)


def _item(code: str, item: Item, base: int, random: Random) -> Cell:
    if (item.attribute and code != TOP) or random.random() < 0.1:
        return Cell(code, Subject.ITEM, item.code, Status.WITHHELD)
    if item.attribute:
        return Cell(code, Subject.ITEM, item.code, Status.SHOWN, base, {})
    if item.sensitive:
        band = random.choice(("under_10", "10_24", "25_plus"))
        return Cell(code, Subject.ITEM, item.code, Status.BAND, base, band=band)
    counts = _spread(len(item.options), base)[random.randrange(20)]
    named = {option.value: count for option, count in zip(item.options, counts, strict=True)}
    return Cell(code, Subject.ITEM, item.code, Status.SHOWN, base, named)


@cache
def _spread(options: int, base: int) -> tuple[tuple[int, ...], ...]:
    """Twenty ways in which so many people may have answered."""
    random = Random(base)
    found = []
    for _ in range(20):
        given = random.choices(
            range(options), [random.random() + 0.1 for _ in range(options)], k=base
        )
        found.append(tuple(given.count(place) for place in range(options)))
    return tuple(found)
