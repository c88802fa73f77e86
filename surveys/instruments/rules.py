"""The rules an item must keep whatever file it is written in, each with what to do about it."""

from collections.abc import Callable
from dataclasses import dataclass

from surveys.instruments.instrument import Item, Kind

#: Fields and buttons of the pages that ask. An item of that name would be read as the page's own.
RESERVED = frozenset({"code", "script", "step", "go", "change", "ballot", "covered", "csrf_token"})


@dataclass(frozen=True)
class Rule:
    """A rule: the key its error points at, when it is broken, and what to write instead."""

    key: str
    broken: Callable[[Item], bool]
    advice: str


def broken_rule(item: Item) -> Rule | None:
    """The first rule this item breaks, in the order below."""
    return next((rule for rule in RULES if rule.broken(item)), None)


def _says_more_than_a_comment(item: Item) -> bool:
    flags = item.reverse or item.sensitive or item.opinion or item.attribute or item.yearly
    more = item.options or item.construct or item.follows
    return item.kind is Kind.COMMENT and bool(flags or more)


def _scores(item: Item) -> list[int]:
    return sorted(option.score for option in item.options if option.score is not None)


RULES = (
    Rule(
        "code",
        lambda item: item.code in RESERVED,
        "the page needs this code for itself. Give this item another code.",
    ),
    Rule(
        "kind",
        _says_more_than_a_comment,
        "a comment is asked of everybody and counted nowhere: keep code, kind, text, hint,"
        " definition and source, and remove the rest.",
    ),
    Rule(
        "options",
        lambda item: item.kind is not Kind.COMMENT and len(item.options) < 2,
        "a closed item needs at least two options. Write them under “options:”.",
    ),
    Rule(
        "options",
        lambda item: item.kind is Kind.SCALE and _scores(item) != [1, 2, 3, 4, 5],
        "a scale has exactly five scored options, scored 1, 2, 3, 4 and 5 once each. Put options"
        " without a score under “also:”, or write “kind: single” for another number of bands.",
    ),
    Rule(
        "options",
        lambda item: item.kind is Kind.MULTIPLE and item.scored,
        "the options of a multiple are yes or no each and have no score. Remove “score:”.",
    ),
    Rule(
        "options",
        lambda item: item.kind is not Kind.MULTIPLE and any(o.exclusive for o in item.options),
        "“exclusive” is for “kind: multiple”: one answer always excludes the others. Remove it.",
    ),
    Rule(
        "reverse",
        lambda item: item.reverse and not item.scored,
        "“reverse” turns scores round, and no option has one. Remove it, or add “score:”.",
    ),
    Rule(
        "sensitive",
        lambda item: item.sensitive and not any(o.exposed for o in item.options),
        "a sensitive item is shown as the share exposed. Write “exposed: true” at the options"
        " that count.",
    ),
    Rule(
        "options",
        lambda item: not item.sensitive and any(o.exposed for o in item.options),
        "“exposed” is for sensitive items. Add “sensitive: true”, or remove it.",
    ),
    Rule(
        "attribute",
        lambda item: item.attribute and (item.kind is not Kind.SINGLE or item.scored),
        "an attribute puts each person in one group: write “kind: single” and no scores.",
    ),
    Rule(
        "attribute",
        lambda item: item.attribute and (item.sensitive or item.construct is not None),
        "an attribute says who answers and measures nothing: remove “sensitive” and “construct”.",
    ),
    Rule(
        "attribute",
        lambda item: item.attribute and item.follows is not None,
        "an attribute is asked of everybody: remove “follows”.",
    ),
    Rule(
        "options",
        lambda item: (
            item.attribute and any(len(f"{item.code}={o.value}") > 50 for o in item.options)
        ),
        "each answer makes a group called code=value: write a shorter code or value (50 characters together).",
    ),
)
