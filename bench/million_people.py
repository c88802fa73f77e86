"""Made-up people for ``bench.million``: 900 teams of 9 services, 15 items, role and employment, and what they answer."""

import random
from collections.abc import Iterator

from surveys.fieldwork.tree import WaveGroup
from surveys.instruments.instrument import Follow, Instrument, Item, Kind, Option

SERVICES, TEAMS = 9, 100


def _item(code: str, values: str, kind: Kind = Kind.SINGLE, **more: bool) -> Item:
    options = tuple(
        Option(value, {"en": value}, score=int(value) if kind is Kind.SCALE else None)
        for value in values.split()
    )
    return Item(code, kind, {"en": code}, options, **more)


INSTRUMENT = Instrument(
    code="million",
    version=1,
    title={"en": "A million"},
    constructs=(),
    items=(
        *(_item(f"view{n}", "1 2 3 4 5", Kind.SCALE, opinion=True) for n in range(10)),
        _item("overtime", "yes no"),
        Item(
            "paid",
            Kind.SINGLE,
            {"en": "paid"},
            tuple(Option(value, {"en": value}) for value in ("yes", "partly", "no")),
            follows=Follow("overtime", ("yes",)),
        ),
        _item("tools", "phone laptop car desk none", Kind.MULTIPLE),
        Item(
            "bullied",
            Kind.SINGLE,
            {"en": "bullied"},
            (Option("yes", {"en": "yes"}, exposed=True), Option("no", {"en": "no"})),
            sensitive=True,
        ),
        _item("leaving", "yes maybe no"),
        _item("role", "social senior manager assistant student therapist", attribute=True),
        _item("employment", "permanent agency fixed", attribute=True),
    ),
)


#: People invited for each who answers; plenty, so that chance puts no more answers into a team than people.
ANSWER = 4 / 3


def tree(people: int, seed: int) -> list[WaveGroup]:
    """The whole, its services, their teams: every one a block, of 0.2 to 1.8 times the mean; three of four answer."""
    chance = random.Random(seed)
    mean = people / (SERVICES * TEAMS)
    teams = {
        f"S{s}T{t}": mean * chance.uniform(0.2, 1.8) for s in range(SERVICES) for t in range(TEAMS)
    }
    parents = {team: team.split("T")[0] for team in teams}
    services = dict.fromkeys(parents.values(), "ALL")
    codes: dict[str, str | None] = {"ALL": None, **services, **parents}
    ordered = sorted(codes, key=lambda code: (code != "ALL", code))
    return [
        WaveGroup(
            wave_id=1, code=code, parent_code=codes[code], names={"en": code}, position=place,
            units=[code] if code in teams else [], is_block=code in teams,
            headcount=round(ANSWER * sum(n for team, n in teams.items() if code in (team, parents[team], "ALL"))),
        )
        for place, code in enumerate(ordered)
    ]  # fmt: skip


def rows(groups: list[WaveGroup], people: int, seed: int) -> Iterator[list[object]]:
    """Made-up people: one in twelve items is left out."""
    chance = random.Random(seed)
    blocks = [group for group in groups if group.is_block]
    where = chance.choices(blocks, [group.headcount for group in blocks], k=people)
    closed = [(item, [option.value for option in item.options]) for item in INSTRUMENT.closed]
    for block in where:
        given: dict[str, object] = {}
        for item, values in closed:
            if chance.random() < 1 / 12 or (item.follows and given.get("overtime") != "yes"):
                continue
            value = values[int(len(values) * chance.random() ** 1.5)]
            several = item.kind is Kind.MULTIPLE
            given[item.code] = sorted({value, chance.choice(values)}) if several else value
        yield [block.code, given]
