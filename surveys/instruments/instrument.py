"""Instrument: everything a wave asks, in the order it is asked. A wave freezes its ``document()``.

Once fielded, a wording never changes: a change is a new item in a new file. ``fingerprint`` shows
that it did not.
"""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from functools import cached_property
from typing import TypeAlias, cast

from surveys import canonical
from surveys.instruments import document
from surveys.speech import in_words

#: Language code -> text. "en" is always there; another language falls back to it.
Texts: TypeAlias = Mapping[str, str]


class Kind(StrEnum):
    """How an item is answered."""

    #: five points, scored 1 to 5, and perhaps unscored options beside them
    SCALE = "scale"
    #: one of a list, bands included
    SINGLE = "single"
    #: any of a list
    MULTIPLE = "multiple"
    #: own words
    COMMENT = "comment"


@dataclass(frozen=True)
class Option:
    """One answer a closed item offers."""

    value: str
    text: Texts
    #: 1 to 5 as printed, before reversing; None: an answer without a score ("I have no cases")
    score: int | None = None
    #: counts as exposed in the band of a sensitive item
    exposed: bool = False
    #: of a multiple: cannot stand beside any other ("None of these")
    exclusive: bool = False

    def text_in(self, language: str) -> str:
        return in_language(self.text, language)


@dataclass(frozen=True)
class Follow:
    """Ask an item only of those who gave one of ``values`` to the earlier ``item``."""

    item: str
    values: tuple[str, ...]


@dataclass(frozen=True)
class Item:
    """One question. The loader keeps its rules (``surveys.instruments.rules``)."""

    code: str
    kind: Kind
    text: Texts
    options: tuple[Option, ...] = ()
    hint: Texts | None = None
    #: the topic it is a measure of
    construct: str | None = None
    #: agreeing is bad: scores are turned round
    reverse: bool = False
    #: shown as bands fixed beforehand, never as counts
    sensitive: bool = False
    #: a view, not a fact: answers too alike are withheld (docs/disclosure.md)
    opinion: bool = False
    #: says who answers (role), not what they answer
    attribute: bool = False
    #: asked once a year at most, shown for the whole organisation only
    yearly: bool = False
    follows: Follow | None = None
    definition: Texts | None = None
    #: the attribution its owner asks for
    source: str | None = None
    #: two wordings are in circulation: compare with the publisher's form before fielding
    check_wording: bool = False

    @property
    def scored(self) -> bool:
        return bool(self.scores)

    @cached_property
    def scores(self) -> tuple[tuple[str, int], ...]:
        """The answers that have a score, and what it is when high is good."""
        found = ((each.value, each.score) for each in self.options if each.score is not None)
        return tuple((value, 6 - score if self.reverse else score) for value, score in found)

    def text_in(self, language: str) -> str:
        return in_language(self.text, language)

    def option(self, value: str) -> Option:
        """The option with this value. Raises KeyError."""
        return {option.value: option for option in self.options}[value]


@dataclass(frozen=True)
class Construct:
    """A topic that one or more items measure, scored 0 to 100 where high is good."""

    code: str
    name: Texts
    #: what a high score means
    good: Texts | None = None

    def name_in(self, language: str) -> str:
        return in_language(self.name, language)


@dataclass(frozen=True)
class Module:
    """One file of the library: a few items that are asked together."""

    code: str
    version: int
    title: Texts
    constructs: tuple[Construct, ...]
    items: tuple[Item, ...]


@dataclass(frozen=True)
class Instrument:
    """What one wave asks, in order: closed items, comments, attributes. Made by ``compose``."""

    code: str
    version: int
    title: Texts
    constructs: tuple[Construct, ...]
    items: tuple[Item, ...]
    #: sentences that must stand on the page and in every export
    attributions: tuple[str, ...] = ()

    @cached_property
    def comments(self) -> tuple[Item, ...]:
        return tuple(item for item in self.items if item.kind is Kind.COMMENT)

    @cached_property
    def closed(self) -> tuple[Item, ...]:
        """Every item answered by choosing, attributes included."""
        return tuple(item for item in self.items if item.kind is not Kind.COMMENT)

    @cached_property
    def attributes(self) -> tuple[Item, ...]:
        return tuple(item for item in self.items if item.attribute)

    @property
    def fingerprint(self) -> str:
        """SHA-256 of the document's canonical JSON, 64 hexadecimal digits."""
        return canonical.fingerprint(cast(canonical.Json, self.document()))

    def item(self, code: str) -> Item:
        """The item with this code. Raises KeyError."""
        return self._by_code[code]

    @cached_property
    def _by_code(self) -> Mapping[str, Item]:
        return {item.code: item for item in self.items}

    def construct(self, code: str) -> Construct:
        """The construct with this code. Raises KeyError."""
        return {construct.code: construct for construct in self.constructs}[code]

    def title_in(self, language: str) -> str:
        return in_language(self.title, language)

    def document(self) -> dict[str, object]:
        """Plain JSON values: what is frozen with a wave and published with its release."""
        return cast(dict[str, object], _plain(asdict(self)))

    @classmethod
    def from_document(cls, raw: Mapping[str, object]) -> "Instrument":
        """The instrument whose ``document()`` this is. Raises InstrumentError when it is none."""
        return cls(
            code=document.get(raw, "code", str),
            version=document.get(raw, "version", int),
            title=document.texts(raw, "title"),
            constructs=tuple(_construct(raw) for raw in document.get(raw, "constructs", list)),
            items=tuple(_item(raw) for raw in document.get(raw, "items", list)),
            attributions=document.strings(raw, "attributions"),
        )


def in_language(texts: Texts, language: str) -> str:
    """The text in this language, or in English where it is not translated, marked as such."""
    return in_words(texts, language)


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, tuple):
        return [_plain(inner) for inner in value]
    return str(value) if isinstance(value, str) else value


def _construct(raw: object) -> Construct:
    return Construct(
        document.get(raw, "code", str),
        document.texts(raw, "name"),
        document.maybe_texts(raw, "good"),
    )


def _item(raw: object) -> Item:
    follows = document.maybe(raw, "follows", dict)
    return Item(
        code=document.get(raw, "code", str),
        kind=_kind(raw),
        text=document.texts(raw, "text"),
        options=tuple(_option(option) for option in document.get(raw, "options", list)),
        hint=document.maybe_texts(raw, "hint"),
        construct=document.maybe(raw, "construct", str),
        reverse=document.get(raw, "reverse", bool),
        sensitive=document.get(raw, "sensitive", bool),
        opinion=document.get(raw, "opinion", bool),
        attribute=document.get(raw, "attribute", bool),
        yearly=document.get(raw, "yearly", bool),
        follows=Follow(document.get(follows, "item", str), document.strings(follows, "values"))
        if follows
        else None,
        definition=document.maybe_texts(raw, "definition"),
        source=document.maybe(raw, "source", str),
        check_wording=document.get(raw, "check_wording", bool),
    )


def _option(raw: object) -> Option:
    return Option(
        value=document.get(raw, "value", str),
        text=document.texts(raw, "text"),
        score=document.maybe(raw, "score", int),
        exposed=document.get(raw, "exposed", bool),
        exclusive=document.get(raw, "exclusive", bool),
    )


def _kind(raw: object) -> Kind:
    try:
        return Kind(document.get(raw, "kind", str))
    except ValueError:
        raise document.damaged("a “kind” is unknown") from None
