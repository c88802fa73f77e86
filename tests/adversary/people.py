"""The people of a simulated wave: who is in which block, what each says, and in which order they sign and send.

Nothing here is chance that guards anything: one seed gives the same people again. What hides them (keys, tokens, the
shuffle at the opening) comes from the operating system and is never seeded.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from random import Random
from typing import Final

#: People by slip and people who fetch a credential and never answer, in every block.
SLIPS: Final = 2
SILENT: Final = 1


class Does(Enum):
    """What somebody does at one moment."""

    SIGN = auto()
    CAST = auto()
    #: the very same envelope: its acknowledgement was lost
    SEND_AGAIN = auto()
    #: other answers with the same right: refused
    CHANGE_MIND = auto()


@dataclass(frozen=True)
class Person:
    """Somebody who is invited, and what they will say. ``canary``: in their answers and their comment, nowhere else."""

    number: int
    block: str
    canary: str
    comment: str
    by_slip: bool = False
    silent: bool = False


@dataclass(frozen=True)
class Plan:
    """Everybody, and what happens when."""

    seed: int
    people: tuple[Person, ...]
    steps: tuple[tuple[Does, Person], ...]

    @property
    def linkable(self) -> tuple[Person, ...]:
        """Who has an issuing record and a response. The attacker is told who they are: the others would only blur."""
        return tuple(p for p in self.people if not p.by_slip and not p.silent)

    @property
    def blocks(self) -> Sequence[str]:
        return sorted({person.block for person in self.people})


def plan(seed: int, blocks: int, sizes: range) -> Plan:
    """A wave of so many blocks, as many of each size as of the next; sizes count who can be linked."""
    random = Random(seed)
    people = tuple(_people(random, [sizes[place % len(sizes)] for place in range(blocks)]))
    return Plan(seed, people, tuple(_steps(random, people)))


def _people(random: Random, sizes: Sequence[int]) -> Iterator[Person]:
    number = 0
    for block, size in enumerate(sizes):
        for place in range(size + SILENT + SLIPS):
            canary = f"{random.getrandbits(128):032x}"
            yield Person(
                number,
                f"T{block:03}",
                canary,
                _comment(random, canary),
                by_slip=place >= size + SILENT,
                silent=place == size,
            )
            number += 1


def _comment(random: Random, canary: str) -> str:
    """The canary among words, 50 to 900 characters long: whoever sees lengths could tell them apart."""
    length = random.randint(50, 900)
    words = " ".join(random.choices(("visits", "duty", "court", "rota", "forms", "care"), k=200))
    return f"{canary} {words}"[:length].ljust(length, ".")


def _steps(random: Random, people: Sequence[Person]) -> Iterator[tuple[Does, Person]]:
    """Everybody at a random moment; each sends soon after signing and nobody overtakes: the worst case."""
    waiting: list[Person] = []
    for person in random.sample(people, len(people)):
        if not person.by_slip:
            yield Does.SIGN, person
        if not person.silent:
            waiting.append(person)
        while len(waiting) > random.randint(0, 3):
            yield from _send(random, waiting.pop(0))
    for person in waiting:
        yield from _send(random, person)


def _send(random: Random, person: Person) -> Iterator[tuple[Does, Person]]:
    yield Does.CAST, person
    if random.random() < 0.1:
        yield Does.SEND_AGAIN, person
    if random.random() < 0.05:
        yield Does.CHANGE_MIND, person
