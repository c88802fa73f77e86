"""The people of a round: who of each block answers, in what mood, and which of them write what."""

import json
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random

from bench.person import Person
from bench.visitor import Visitor

CLIENTS = 4
#: Every choice a comment's author has, and none ("").
READERS = ("union", "union_psw", "directors", "directors", "topic_only", "")


def gather(
    slips: Mapping[str, Sequence[str]], *, wanted: int, remarks: Sequence[str], chance: Random
) -> list[Person]:
    """About ``wanted`` people. Blocks differ in response and mood; a comment is written by one in three or so."""
    heads = sum(map(len, slips.values()))
    people: list[Person] = []
    for block, codes in slips.items():
        rate = min(0.97, max(0.15, chance.gauss(wanted / heads, 0.15)))
        mood = chance.uniform(0.25, 0.75)
        for code in chance.sample(codes, round(rate * len(codes))):
            people.append(Person(code, block, len(people) % 2 == 0, Random(code), mood))
    # the response is random; the number that was asked for is a promise
    people += _more(slips, people, wanted - len(people), chance)
    chance.shuffle(people)
    writers = chance.sample(people, min(len(people), round(len(people) * 0.35)))
    for number, person in enumerate(writers):
        # every fourth has something for a second box too, where there is one; with one box it stays unsaid
        texts = [remarks[(number + next_one) % len(remarks)] for next_one in (0, 1)]
        person.remarks = tuple(texts[: 2 if number % 4 == 0 else 1])
        person.reader = READERS[number % len(READERS)]
    return people


def answer(people: Sequence[Person], port: int) -> None:
    """Everybody answers, some at the same time. Raises WentWrong."""
    with ThreadPoolExecutor(CLIENTS) as threads:
        list(threads.map(lambda person: person.answer(Visitor(port)), people))


def remarks(file: Path) -> list[str]:
    """Texts of a JSON Lines file of comments."""
    lines = file.read_text(encoding="utf-8").splitlines()
    return [json.loads(line)["text"] for line in lines if line.strip()]


def unused(slips: Mapping[str, Sequence[str]], people: Sequence[Person]) -> list[tuple[str, str]]:
    """Block and code of every slip that nobody took."""
    taken = {person.code for person in people}
    return [(block, code) for block, codes in slips.items() for code in codes if code not in taken]


def _more(
    slips: Mapping[str, Sequence[str]], people: Sequence[Person], count: int, chance: Random
) -> list[Person]:
    left = unused(slips, people)
    return [
        Person(code, block, (len(people) + number) % 2 == 0, Random(code), 0.5)
        for number, (block, code) in enumerate(chance.sample(left, min(max(count, 0), len(left))))
    ]
