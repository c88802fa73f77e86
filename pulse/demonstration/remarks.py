"""What made-up workers write in the comment boxes."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from random import Random
from typing import TypedDict

import yaml

from pulse.demonstration.council import FIRST, TREES
from pulse.demonstration.opinions import Mood
from surveys.comments.readers import Reader

#: How often each choice of reader is made.
READERS: Mapping[Reader, int] = {
    Reader.TOPIC_ONLY: 18,
    Reader.UNION: 20,
    Reader.UNION_AND_PSW: 22,
    Reader.DIRECTORS: 40,
}

#: The round since when one thing more is written about.
NEWS_SINCE = 6


class Corpus(TypedDict):
    """What comments.yaml holds."""

    negative: Mapping[str, list[str]]
    mixed: list[str]
    positive: Mapping[str, list[str]]
    news: list[str]


def write(mood: Mood, random: Random) -> str:
    """One comment: sadder where the mood is."""
    corpus = _corpus()
    draw = random.random()
    if draw < 0.12:
        text = random.choice(corpus["mixed"])
    else:
        side = corpus["negative" if draw < 0.8 else "positive"]
        topics = sorted(side)
        weights = [2.0 ** -(2 * mood.level(topic)) for topic in topics]
        text = random.choice(side[random.choices(topics, weights)[0]])
    if mood.round >= NEWS_SINCE and 0.7 <= draw < 0.78:
        text = corpus["news"][int(draw * 1000) % len(corpus["news"])]
    return (
        text.replace("{n}", str(random.randint(3, 9)))
        .replace("{name}", random.choice(FIRST))
        .replace("{team}", f"the {random.choice(TREES)} Team")
    )


def reader(random: Random) -> Reader:
    """Whom its author lets read it."""
    return random.choices(list(READERS), list(READERS.values()))[0]


@cache
def _corpus() -> Corpus:
    text = files("pulse.demonstration").joinpath("comments.yaml").read_text(encoding="utf-8")
    corpus: Corpus = yaml.safe_load(text)
    return corpus
