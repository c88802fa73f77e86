"""The loader: reads the YAML files that say what may be asked.

Every refusal names the file, the line and what to write instead. The rules of a single item are in
``rules``; what modules must agree on is in ``compose``.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType

from surveys.instruments.answers import PREFER_NOT
from surveys.instruments.error import InstrumentError
from surveys.instruments.instrument import Construct, Follow, Item, Kind, Module, Option
from surveys.instruments.rules import broken_rule
from surveys.instruments.written import Written, offer, read

__all__ = ["InstrumentError", "library", "load"]

LIBRARY = Path(__file__).parent / "library"

MODULE_KEYS = ("code", "version", "title", "source", "constructs", "scales", "items")
CONSTRUCT_KEYS = ("code", "name", "good")
OPTION_KEYS = ("value", "text", "score", "exposed", "exclusive")
FOLLOW_KEYS = ("item", "values")
FLAGS = ("reverse", "sensitive", "opinion", "attribute", "yearly", "check_wording")
ITEM_KEYS = (
    *("code", "kind", "text", "hint", "definition", "options", "also"),
    *("construct", "follows", "source", *FLAGS),
)


@cache
def library(folder: Path = LIBRARY) -> Mapping[str, Module]:
    """Every module that is shipped, by code; of several versions the newest."""
    modules = [load(path) for path in sorted(folder.glob("*.yaml"))]
    by_age = sorted(modules, key=lambda module: (module.code, module.version))
    return MappingProxyType({module.code: module for module in by_age})


def load(path: Path) -> Module:
    """The module written in a YAML file. Raises InstrumentError."""
    fields = read(path).fields(MODULE_KEYS, needed=("code", "version", "title", "items"))
    constructs = _constructs(fields.get("constructs"))
    source = fields["source"].text() if "source" in fields else None
    around = _Around(tuple(constructs), _scales(fields.get("scales")), source)
    return Module(
        code=fields["code"].code(),
        version=fields["version"].integer(1, 9999),
        title=fields["title"].texts(),
        constructs=tuple(constructs.values()),
        items=_items(fields["items"], around),
    )


@dataclass(frozen=True)
class _Around:
    """What a file says outside its items."""

    constructs: Collection[str]
    scales: Mapping[str, tuple[Option, ...]]
    source: str | None


def _constructs(written: Written | None) -> dict[str, Construct]:
    found: dict[str, Construct] = {}
    for entry in written.entries() if written else ():
        fields = entry.called("a construct").fields(CONSTRUCT_KEYS, needed=("code", "name"))
        code = fields["code"].code()
        if code in found:
            raise fields["code"].error(f"the construct “{code}” is there twice. Keep one.")
        good = fields["good"].texts() if "good" in fields else None
        found[code] = Construct(code, fields["name"].texts(), good)
    return found


def _scales(written: Written | None) -> dict[str, tuple[Option, ...]]:
    if written is None:
        return {}
    return {name: _options(options) for name, options in written.named().items()}


def _items(written: Written, around: _Around) -> tuple[Item, ...]:
    entries = [entry.called(f"item {n}") for n, entry in enumerate(written.entries(), start=1)]
    parts = [entry.fields(ITEM_KEYS, needed=("code", "kind", "text")) for entry in entries]
    codes = [fields["code"].code() for fields in parts]
    items: list[Item] = []
    for fields, code in zip(parts, codes, strict=True):
        if any(code == item.code for item in items):
            first = parts[codes.index(code)]["code"].line
            raise fields["code"].error(
                f"the code “{code}” is already taken on line {first}. Give this item another code."
            )
        items.append(_item(fields, around, follows=_follow(fields, items, codes)))
    return tuple(items)


def _item(fields: Mapping[str, Written], around: _Around, *, follows: Follow | None) -> Item:
    kind = _kind(fields["kind"])
    flags = {name: fields[name].flag() for name in FLAGS if name in fields}
    item = Item(
        code=fields["code"].code(),
        kind=kind,
        text=fields["text"].texts(),
        options=_item_options(fields, around),
        hint=fields["hint"].texts() if "hint" in fields else None,
        construct=_construct(fields.get("construct"), around),
        follows=follows,
        definition=fields["definition"].texts() if "definition" in fields else None,
        source=fields["source"].text() if "source" in fields else around.source,
        **{"opinion": kind is Kind.SCALE, **flags},
    )
    rule = broken_rule(item)
    if rule:
        at = fields.get(rule.key, fields["code"])
        raise at.error(f"item “{item.code}”: {rule.advice}")
    return item


def _kind(written: Written) -> Kind:
    word = written.text()
    if word not in list(Kind):
        raise written.error(f"unknown kind “{word}”. {offer(word, [str(kind) for kind in Kind])}")
    return Kind(word)


def _construct(written: Written | None, around: _Around) -> str | None:
    if written is None:
        return None
    code = written.code()
    if code not in around.constructs:
        hint = offer(code, around.constructs) if around.constructs else ""
        raise written.error(
            f"unknown construct “{code}”. Add it under “constructs:”. {hint}".strip()
        )
    return code


def _item_options(fields: Mapping[str, Written], around: _Around) -> tuple[Option, ...]:
    options: tuple[Option, ...] = ()
    if "options" in fields:
        options = _named_or_listed(fields["options"], around.scales)
    return options + _options(fields["also"], before=options) if "also" in fields else options


def _named_or_listed(
    written: Written, scales: Mapping[str, tuple[Option, ...]]
) -> tuple[Option, ...]:
    if not written.is_plain:
        return _options(written)
    name = written.text()
    if name not in scales:
        raise written.error(
            f"unknown scale “{name}”. {offer(name, scales)} A new one is added under “scales:”."
        )
    return scales[name]


def _options(written: Written, before: Sequence[Option] = ()) -> tuple[Option, ...]:
    """The options listed here; none may repeat another or one of those ``before``."""
    options: list[Option] = []
    for entry in written.entries():
        fields = entry.called("an option").fields(OPTION_KEYS, needed=("value", "text"))
        option = _option(fields)
        if any(option.value == other.value for other in (*before, *options)):
            raise fields["value"].error(f"the value “{option.value}” is there twice. Change one.")
        if any(option.text["en"] == other.text["en"] for other in (*before, *options)):
            raise fields["text"].error(f"two options say “{option.text['en']}”. Change one.")
        options.append(option)
    return tuple(options)


def _option(fields: Mapping[str, Written]) -> Option:
    value = fields["value"].code()
    if value == PREFER_NOT:
        raise fields["value"].error(
            f"“{PREFER_NOT}” is offered at every closed item by itself. Remove this option."
        )
    return Option(
        value=value,
        text=fields["text"].texts(),
        score=fields["score"].integer(1, 5) if "score" in fields else None,
        exposed="exposed" in fields and fields["exposed"].flag(),
        exclusive="exclusive" in fields and fields["exclusive"].flag(),
    )


def _follow(
    fields: Mapping[str, Written], earlier: Sequence[Item], codes: Sequence[str]
) -> Follow | None:
    if "follows" not in fields:
        return None
    parts = fields["follows"].fields(FOLLOW_KEYS, needed=FOLLOW_KEYS)
    parent = next((item for item in earlier if item.code == parts["item"].text()), None)
    if parent is None:
        raise parts["item"].error(_no_parent(parts["item"].text(), codes))
    if parent.kind is Kind.COMMENT:
        raise parts["item"].error(
            f"“{parent.code}” is a comment, so nothing can follow it. Follow a closed item."
        )
    offered = [option.value for option in parent.options]
    values = {entry.text(): entry for entry in parts["values"].entries()}
    for value, entry in values.items():
        if value not in offered:
            raise entry.error(
                f"“{value}” is not an option of “{parent.code}”. {offer(value, offered)}"
            )
    return Follow(parent.code, tuple(values))


def _no_parent(code: str, codes: Sequence[str]) -> str:
    if code in codes:
        return f"“{code}” is not asked before this item. Move it up: a follow-up comes after it."
    return f"no item of this file has the code “{code}”. {offer(code, codes)}"
