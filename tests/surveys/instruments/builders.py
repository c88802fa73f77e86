"""Small instruments for the tests of this room, and a file to load them from."""

from collections.abc import Callable
from pathlib import Path

from surveys.instruments.instrument import Instrument, Item, Kind, Module, Option
from surveys.instruments.loader import load

ALL_FIVE = ("strongly_disagree", "disagree", "neither", "agree", "strongly_agree")

#: a file up to its items
HEAD = """\
code: example
version: 1
title: {en: "Example"}
constructs:
  - {code: topic, name: {en: "Topic"}}
scales:
  two:
    - {value: yes, text: {en: "Yes"}}
    - {value: no, text: {en: "No"}}
items:
"""

CLOSED = """\
  - code: first
    kind: single
    text: {en: "First?"}
    options: two
"""
COMMENT = """\
  - code: words
    kind: comment
    text: {en: "Anything else?"}
"""
SCALE = """\
  - code: agree
    kind: scale
    text: {en: "Agree?"}
    options:
"""


def make_scale(code: str, *, reverse: bool = False, construct: str | None = "topic") -> Item:
    """An agreement item with one unscored option beside the five."""
    five = tuple(Option(v, {"en": v}, score=n) for n, v in enumerate(ALL_FIVE, start=1))
    options = (*five, Option("no_cases", {"en": "I don't hold cases"}))
    return Item(code, Kind.SCALE, {"en": code}, options, construct=construct, reverse=reverse)


def make_instrument(*items: Item) -> Instrument:
    return Instrument("test", 1, {"en": "Test"}, (), items)


def make_module(code: str, *items: Item) -> Module:
    return Module(code, 1, {"en": code}, (), items)


def loader(folder: Path) -> Callable[[str], Module]:
    """Load a module from text, by way of a file called module.yaml."""

    def load_text(text: str) -> Module:
        path = folder / "module.yaml"
        path.write_text(text, encoding="utf-8")
        return load(path)

    return load_text


def points(*scores: int) -> str:
    return SCALE + "".join(
        f'      - {{value: v{n}, score: {score}, text: {{en: "{n}"}}}}\n'
        for n, score in enumerate(scores)
    )
