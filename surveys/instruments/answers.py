"""Answers: what a form sent, made into what an instrument can hold. Comments go another way."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from surveys.errors import Refusal
from surveys.instruments.instrument import Instrument, Item, Kind
from surveys.speech import language, say

#: Offered at every closed item, listed in none; counts as missing, like a blank.
PREFER_NOT = "prefer_not"

#: Item code -> value, or values of a multiple in the order of its options. Only what was answered.
Answers: TypeAlias = dict[str, str | list[str]]


class UnknownAnswer(Refusal):
    """The form sent something this instrument does not ask. Never repeats what was sent."""


def clean(instrument: Instrument, raw: Mapping[str, Sequence[str]]) -> Answers:
    """What was answered, in the order of the instrument. Blank and "prefer not to say" are missing.

    ``raw`` is a form: item code -> values. A follow-up stays only when its parent stays with an
    answer it follows. Comments are let by. Raises UnknownAnswer for a code or value not asked.
    """
    if not raw.keys() <= {item.code for item in instrument.items}:
        raise UnknownAnswer(
            say("These answers belong to another set of questions. Open the questions again.")
        )
    answers: Answers = {}
    for item in instrument.closed:
        answer = _answer(item, raw.get(item.code, ()))
        if answer and is_asked(item, answers):
            answers[item.code] = answer
    return answers


def check(item: Item, sent: Sequence[str]) -> None:
    """Raises UnknownAnswer when this item does not offer what was sent."""
    _answer(item, sent)


def is_asked(item: Item, answers: Mapping[str, str | Sequence[str]]) -> bool:
    """Whether these answers lead to this item: always, unless it follows an answer not given."""
    follows = item.follows
    return follows is None or not chosen(answers.get(follows.item, "")).isdisjoint(follows.values)


def is_exposed(item: Item, answer: str | Sequence[str]) -> bool:
    """Whether this answer to a sensitive item counts as exposed."""
    return any(option.exposed for option in item.options if option.value in chosen(answer))


def chosen(answer: str | Sequence[str]) -> frozenset[str]:
    """The values of an answer, of whatever kind of item."""
    return frozenset((answer,) if isinstance(answer, str) else answer)


def _answer(item: Item, sent: Sequence[str]) -> str | list[str]:
    values = {value for value in sent if value.strip()}
    if not values <= {PREFER_NOT, *(option.value for option in item.options)}:
        raise UnknownAnswer(
            say(
                "“%(question)s” was answered with something it does not offer. Choose one of its answers.",
                question=item.text_in(language()),
            )
        )
    if PREFER_NOT in values:
        return ""
    return _several(item, values) if item.kind is Kind.MULTIPLE else _single(item, values)


def _single(item: Item, values: set[str]) -> str:
    if len(values) > 1:
        raise UnknownAnswer(
            say("“%(question)s” takes one answer. Choose one.", question=item.text_in(language()))
        )
    return next(iter(values), "")


def _several(item: Item, values: set[str]) -> list[str]:
    kept = [option for option in item.options if option.value in values]
    alone = [option for option in kept if option.exclusive]
    return [option.value for option in (alone[:1] or kept)]
