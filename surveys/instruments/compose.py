"""Compose: put the core, the modules of a round, the comments and the attributes into one order."""

from collections.abc import Sequence
from itertools import chain

from surveys.instruments.error import InstrumentError
from surveys.instruments.instrument import Construct, Instrument, Item, Kind, Module, Texts

MOST_COMMENTS = 2


def compose(
    code: str,
    *,
    core: Module,
    modules: Sequence[Module],
    title: Texts | None = None,
    version: int = 1,
) -> Instrument:
    """The core's items, then each module's, then comments, then attributes.

    Raises InstrumentError for an item asked twice, constructs that disagree, a third comment, two
    yearly attributes, or a follow-up that would come before what it follows.
    """
    together = (core, *modules)
    items = sorted(chain.from_iterable(module.items for module in together), key=_place)
    _refuse_repeats(together)
    _refuse_too_many(items)
    _refuse_early_follows(items)
    return Instrument(
        code=code,
        version=version,
        title=title or core.title,
        constructs=_constructs(together),
        items=tuple(items),
        attributions=tuple(dict.fromkeys(item.source for item in items if item.source)),
    )


def _place(item: Item) -> int:
    return 2 if item.attribute else 1 if item.kind is Kind.COMMENT else 0


def _refuse_repeats(modules: Sequence[Module]) -> None:
    owners: dict[str, Module] = {}
    for module in modules:
        if module in owners.values():
            raise InstrumentError(f"The module “{module.code}” is listed twice. List it once.")
        for item in module.items:
            other = owners.setdefault(item.code, module)
            if other is not module:
                raise InstrumentError(
                    f"The item “{item.code}” is in “{other.code}” and in “{module.code}”."
                    " Leave out one of the two modules, or give the item another code."
                )


def _refuse_too_many(items: Sequence[Item]) -> None:
    comments = [item.code for item in items if item.kind is Kind.COMMENT]
    if len(comments) > MOST_COMMENTS:
        raise InstrumentError(
            f"A round has at most {MOST_COMMENTS} comments; this one has {len(comments)}:"
            f" {', '.join(comments)}. Leave out a module that brings one."
        )
    yearly = [item.code for item in items if item.attribute and item.yearly]
    if len(yearly) > 1:
        raise InstrumentError(
            f"Yearly attributes are asked one at a time; this round has {', '.join(yearly)}."
            " Keep one and ask the others in later rounds."
        )


def _refuse_early_follows(items: Sequence[Item]) -> None:
    asked: set[str] = set()
    for item in items:
        if item.follows and item.follows.item not in asked:
            raise InstrumentError(
                f"“{item.code}” follows “{item.follows.item}”, which is not asked before it."
                " Attributes come last: only an attribute can follow one."
            )
        asked.add(item.code)


def _constructs(modules: Sequence[Module]) -> tuple[Construct, ...]:
    found: dict[str, Construct] = {}
    for construct in chain.from_iterable(module.constructs for module in modules):
        if found.setdefault(construct.code, construct) != construct:
            raise InstrumentError(
                f"The construct “{construct.code}” is described in two ways."
                " Write the same name and the same “good” in both modules."
            )
    return tuple(found.values())
