"""How made-up workers answer: a mood a service and a team, a slow movement over the rounds, and chance."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from random import Random

from surveys.instruments import answers as answering
from surveys.instruments.instrument import Instrument, Item, Kind, Option

#: Where a topic stands at the start (in standard deviations; 0 is the middle of the scale), and what a round adds.
LEVELS: Mapping[str, tuple[float, float]] = {
    "caseload": (-0.55, 0.03),
    "supervision": (0.05, 0.09),
    "bureaucracy": (-0.7, -0.02),
    "listened": (-0.35, 0.1),
    "trust": (-0.1, 0.12),
    "wellbeing": (-0.3, 0.0),
    "it": (-0.4, 0.08),
    "admin": (-0.5, -0.05),
}

#: (service, topic) -> what a round adds there on top: the stories a reader should be able to find.
STORIES: Mapping[tuple[str, str], float] = {
    ("B", "caseload"): -0.16,
    ("B", "wellbeing"): -0.12,
    ("D", "supervision"): 0.1,
    ("F", "bureaucracy"): 0.14,
    ("E", "listened"): 0.08,
}


@dataclass(frozen=True)
class Mood:
    """A place and a round: what a worker's answers are drawn around."""

    service: str
    team: str
    round: int

    def level(self, topic: str) -> float:
        start, step = LEVELS.get(topic, (-0.15, 0.02))
        step += STORIES.get((self.service, topic), 0.0)
        return (
            start
            + step * self.round
            + 0.25 * _steady(self.service, topic)
            + 0.35 * _steady(self.team, topic)
            + 0.1 * _steady(f"{self.team}{self.round}", topic)
        )


def fill_in(instrument: Instrument, mood: Mood, random: Random) -> answering.Answers:
    """One worker's answers, cleaned as a form's would be."""
    person = random.gauss(0, 0.5)
    raw: dict[str, list[str]] = {}
    for item in instrument.closed:
        if random.random() < 0.03:
            continue
        if random.random() < 0.03:
            raw[item.code] = [answering.PREFER_NOT]
        else:
            raw[item.code] = _choose(item, mood, person, random)
    return answering.clean(instrument, raw)


#: Of a hundred, about how many give this answer about themselves.
SHARES = {
    "newly_qualified": 12,
    "social_worker": 52,
    "senior": 20,
    "manager": 12,
    "other": 4,
    "employed": 85,
    "agency": 15,
}


def _choose(item: Item, mood: Mood, person: float, random: Random) -> list[str]:
    if item.attribute:
        values = [option.value for option in item.options]
        return random.choices(values, [SHARES.get(value, 10) for value in values])
    if item.kind is Kind.MULTIPLE:
        return _several(item, random)
    if any(option.exposed for option in item.options):
        return [_exposed(item, mood, random).value]
    scored = [option for option in item.options if option.score is not None]
    if not scored or random.random() < 0.05:
        return [random.choice(item.options).value]
    scored.sort(key=lambda option: option.score or 0, reverse=item.reverse)
    feeling = mood.level(item.construct or "") + person + random.gauss(0, 0.8)
    place = int((feeling + 2.0) / 4.0 * len(scored))
    return [scored[min(max(place, 0), len(scored) - 1)].value]


def _several(item: Item, random: Random) -> list[str]:
    alone = [option.value for option in item.options if option.exclusive]
    if alone and random.random() < 0.7:
        return alone[:1]
    some = [option.value for option in item.options if not option.exclusive]
    return random.sample(some, k=min(len(some), random.choice((1, 1, 2))))


def _exposed(item: Item, mood: Mood, random: Random) -> Option:
    """Bullying and the like: about one in eight, more in one service."""
    share = 0.22 if mood.service == "B" else 0.11
    hit = random.random() < share
    return random.choice(
        [option for option in item.options if option.exposed is hit] or list(item.options)
    )


def _steady(place: str, topic: str) -> float:
    """The same number between -1 and 1 for the same place and topic, in every process."""
    return sha256(f"{place}/{topic}".encode()).digest()[0] / 127.5 - 1
