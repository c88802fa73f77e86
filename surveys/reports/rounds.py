"""Round: one published wave as it is read back, with its own questions and its own groups.

A release never changes, so a process reads the parts of each once and keeps them by their digest: what was published
since is seen by the next request, because each asks which digests there are. Of 1,000 groups in 40 rounds that takes
5 MB, since a group that is as it was in another round is the same object.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypedDict, cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from surveys.errors import Missing
from surveys.instruments.instrument import Instrument, Item
from surveys.releases import document, shelf
from surveys.releases.document import Group
from surveys.releases.release import Release, ReleasePart
from surveys.releases.shelf import Shelved
from surveys.reports import attributes
from surveys.reports.attributes import Attribute
from surveys.speech import in_words, language, say

#: A process keeps this many rounds in memory.
_MOST = 200
_PARTS = ("wave", "instrument", "groups", "pledge", "frame")

_known: dict[str, "Round"] = {}
_groups: dict[tuple[object, ...], Group] = {}
_instruments: dict[bytes, Instrument] = {}


class _Theme(TypedDict):
    names: Mapping[str, str]


class NoSuchRound(Missing):
    """There is no round of that name, or nothing of it is published."""


class NoSuchGroup(Missing):
    """There is no group of that name with figures of its own. Unknown ones and hidden ones get this same answer."""


@dataclass(frozen=True, eq=False)
class Round:
    """The figures of one wave: what it asked, of which groups, under which pledge. A digest is one object in a process."""

    release: Shelved
    instrument: Instrument
    #: in reading order, those counted with others included; after the tree the answers to attributes
    groups: tuple[Group, ...]
    pledge: Mapping[str, int]
    #: theme code -> language -> name
    themes: Mapping[str, Mapping[str, str]]
    #: the version of the code frame that found them
    frame: str = ""

    @property
    def number(self) -> int:
        return self.release.number

    @property
    def label(self) -> str:
        return self.release.name_in(language())

    def theme(self, code: str, wanted: str | None = None) -> str:
        """A theme's name in the language wanted, or spoken now; one that the frame does not name goes by its code."""
        names = self.themes.get(code, {})
        if "en" not in names:
            return code.replace("_", " ").capitalize()
        return in_words(names, wanted)

    @cached_property
    def by_code(self) -> Mapping[str, Group]:
        return {group.code: group for group in self.groups}

    @cached_property
    def shown(self) -> tuple[Group, ...]:
        """The groups of the tree that have figures of their own, remainders among them."""
        return tuple(group for group in self.tree if group.shown)

    @cached_property
    def tree(self) -> tuple[Group, ...]:
        """The organisation's groups: those of attributes are left out."""
        return tuple(group for group in self.groups if group.attribute is None)

    @cached_property
    def attributes(self) -> tuple[Attribute, ...]:
        """Role and the like, by which the whole organisation is shown; none in an older release."""
        return attributes.found_in(self.instrument, self.groups)

    def splits(self, item: Item) -> bool:
        """Whether an attribute's groups have figures of this item of the round."""
        return attributes.splits(self.instrument, item)

    @property
    def top(self) -> Group:
        """The whole organisation."""
        return next(group for group in self.groups if group.parent is None)

    def group(self, code: str) -> Group:
        """A shown group, of the tree or an answer to an attribute. Raises NoSuchGroup."""
        group = self.by_code.get(code)
        if group is None or not group.shown:
            raise NoSuchGroup(say("There is no such group with figures of its own."))
        return group

    @cached_property
    def _children(self) -> Mapping[str | None, tuple[Group, ...]]:
        found: dict[str | None, list[Group]] = {}
        for group in self.shown:
            found.setdefault(self._shown_above(group), []).append(group)
        return {code: tuple(groups) for code, groups in found.items()}

    def children(self, code: str) -> tuple[Group, ...]:
        """The shown groups of the tree right below, the remainder last; a hidden one in between is passed over."""
        below = self._children.get(code, ())
        return tuple(sorted(below, key=lambda group: (group.kind == "combined", group.position)))

    def within(self, code: str) -> frozenset[str]:
        """The codes of a group and everything below it in the tree, shown or not."""
        found = {code}
        for group in self.tree:  # reading order: a parent stands before its children
            if group.parent in found:
                found.add(group.code)
        return frozenset(found)

    def members(self, code: str) -> tuple[Group, ...]:
        """The hidden groups that are counted together in a shown one."""
        return tuple(group for group in self.groups if group.combined_in == code)

    def path(self, code: str) -> tuple[Group, ...]:
        """The groups above, the whole organisation first."""
        above: list[Group] = []
        parent = self._shown_above(self.by_code[code])
        while parent is not None:
            above.insert(0, self.by_code[parent])
            parent = self._shown_above(self.by_code[parent])
        return tuple(above)

    def _shown_above(self, group: Group) -> str | None:
        parent = group.parent
        while parent is not None and not self.by_code[parent].shown:
            parent = self.by_code[parent].parent
        return parent


def load(people: Session, *, until: int | None = None) -> tuple[Round, ...]:
    """Every published round, the oldest first; none before the first release. ``until``: none after this release."""
    digests = shelf.digests(people, until=until)
    missing = [digest for digest in digests if digest not in _known]
    found = {digest: _known[digest] for digest in digests if digest in _known}
    if missing:
        fresh = _read(people, missing)
        if len(_known) + len(fresh) > _MOST:
            forget()
        _known.update(found | fresh)
        found |= fresh
    return tuple(found[digest] for digest in digests)


def forget() -> None:
    """Keep nothing of what was read, as a process that has just begun."""
    _known.clear()
    _groups.clear()
    _instruments.clear()


def find(rounds: Sequence[Round], wave: str) -> Round:
    """The round of the wave with this code. Raises NoSuchRound."""
    for each in rounds:
        if each.release.wave == wave:
            return each
    raise NoSuchRound(say("Nothing is published of a round with that name."))


def _read(people: Session, digests: Collection[str]) -> dict[str, Round]:
    wanted = (
        select(ReleasePart.name, *shelf.COLUMNS)
        .join(ReleasePart, ReleasePart.release_id == Release.id)
        .where(Release.digest.in_(digests), ReleasePart.name.in_(_PARTS))
    )
    shelved: dict[str, Shelved] = {}
    parts: dict[str, dict[str, bytes]] = {}
    for name, number, wave, kind, day, digest, content in people.execute(wanted):
        parts.setdefault(digest, {})[name] = content
        if name == "wave":
            shelved[digest] = shelf.shelved((number, wave, kind, day, digest, content))
    return {digest: _round(shelved[digest], found) for digest, found in parts.items()}


def _round(release: Shelved, parts: Mapping[str, bytes]) -> Round:
    frame = json.loads(parts["frame"])
    themes = cast("Mapping[str, _Theme]", frame["themes"])
    return Round(
        release=release,
        instrument=_instrument(parts["instrument"]),
        groups=tuple(_group(raw) for raw in json.loads(parts["groups"])),
        pledge=json.loads(parts["pledge"]),
        themes={code: theme["names"] for code, theme in themes.items()},
        frame=str(frame["version"]),
    )


def _instrument(content: bytes) -> Instrument:
    """The same object where the same was asked in the same words."""
    found = _instruments.get(content)
    return found or _instruments.setdefault(content, Instrument.from_document(json.loads(content)))


def _group(raw: Mapping[str, object]) -> Group:
    """The same object for a group that is in every way as it was: most are, from round to round."""
    names = cast("Mapping[str, str]", raw["names"])
    key = (*(value for name, value in raw.items() if name != "names"), *names.items())
    return _groups.get(key) or _groups.setdefault(key, document.group(raw))
