"""Attribute: the whole organisation by an answer about oneself (role, employment), never below it.

Role groups stand in a release beside the tree, not in it: nothing that lists services or teams lists them.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from surveys.instruments.instrument import Instrument, Item
from surveys.releases.document import Group
from surveys.speech import language, mark, say


@dataclass(frozen=True)
class Attribute:
    """An attribute with its groups that have figures, those counted together last."""

    code: str
    #: the question as it was asked
    wording: str
    groups: tuple[Group, ...]
    #: answers that are counted together with others
    hidden: tuple[Group, ...]

    @property
    def name(self) -> str:
        """ "role", to be put after "by"."""
        return short_name(self.code)


#: The attributes of the library, as words of a sentence.
NAMES: Final = {
    "role": mark("role"),
    "employment": mark("employment"),
    "age": mark("age"),
    "sex": mark("sex"),
    "ethnicity": mark("ethnicity"),
    "disability": mark("disability"),
}


def short_name(code: str) -> str:
    """An attribute as a word of a sentence: "role", "employment". One that no library of ours asks goes by its code."""
    return say(NAMES[code]) if code in NAMES else code.replace("_", " ")


def title(group: Group, wanted: str | None = None) -> str:
    """A group's name where it stands alone: an answer says to what ("Disability: Yes")."""
    name = group.name_in(wanted or language())
    if group.attribute is None:
        return name
    return f"{short_name(group.attribute).capitalize()}: {name}"


def found_in(instrument: Instrument, groups: Iterable[Group]) -> tuple[Attribute, ...]:
    """Every attribute that has groups, in the order of the questions; none in a release without such groups."""
    every = tuple(groups)
    found = (_attribute(item, every) for item in instrument.attributes)
    return tuple(attribute for attribute in found if attribute.groups or attribute.hidden)


def splits(instrument: Instrument, item: Item) -> bool:
    """Whether an attribute's groups have figures of it at all.

    Not of who answers, not of yearly questions, and not of what is asked after a sensitive one.
    """
    if item.attribute or item.yearly:
        return False
    while item.follows is not None:
        item = instrument.item(item.follows.item)
        if item.sensitive:
            return False
    return True


def _attribute(item: Item, groups: Sequence[Group]) -> Attribute:
    """Where no answer is shown, those counted together are everybody: no group worth a row."""
    own = [group for group in groups if group.attribute == item.code]
    shown = [group for group in own if group.shown]
    if all(group.kind == "combined" for group in shown):
        shown = []
    return Attribute(
        item.code,
        item.text_in(language()),
        tuple(sorted(shown, key=lambda group: (group.kind == "combined", group.position))),
        tuple(group for group in own if not group.shown),
    )
