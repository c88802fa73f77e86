"""Building releases: the figures on the announced hour, and supplements with the comments cleared since.

Keeps docs/promise.md#same-moment and #small-numbers: nothing before its hour, nothing twice, nothing the attack finds fault
with.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import TypedDict, cast

from sqlalchemy import select
from sqlalchemy.orm import Session

from surveys import canonical, clock
from surveys.canonical import Json
from surveys.clearing import decisions, queue
from surveys.clearing.queue import Queued
from surveys.disclosure import attribution, draft, evidence
from surveys.disclosure import rehearse as rehearsal
from surveys.disclosure.attack import attack
from surveys.disclosure.draft import Built
from surveys.disclosure.evidence import Evidence, Remark
from surveys.errors import Refusal
from surveys.fieldwork import organisation
from surveys.fieldwork.waves import State, Wave, WrongState
from surveys.keyring import Keyring
from surveys.releases import publish as press
from surveys.releases import shelf
from surveys.releases.document import Comment, Draft
from surveys.releases.release import Kind, Release
from surveys.releases.shelf import Shelved
from surveys.responses.opened import key_name


class TooEarly(Refusal):
    """The announced hour has not come."""


class NotTheSame(Refusal):
    """A second build differs from what is published."""


class CannotAttribute(Refusal):
    """A cleared comment is not among the opened ones."""


def publish(people: Session, ballot: Session, keyring: Keyring, wave: Wave) -> Release:
    """Build, attack and publish the wave's figures; prepared -> released.

    Published already: builds once more and returns what is published if every byte is the same.
    Raises TooEarly, WrongState, GivesAway, NotTheSame, KeyGone, NotOpened.
    """
    if clock.hour() < wave.release_moment:
        raise TooEarly(
            f"The results of round {wave.code} were announced for {wave.releases_on:%d.%m.%Y}, "
            f"{wave.release_hour:02d}:00. Nobody sees them before."
        )
    published = _published(people, wave)
    if published is not None:
        _compare(people, published, evidence.read(people, ballot, keyring, wave), wave)
        return published
    if wave.state is not State.PREPARED:
        raise WrongState(
            f"Round {wave.code} is {wave.state}. Only a prepared round can be published."
        )
    found = evidence.read(people, ballot, keyring, wave)
    asking = organisation.the(people)
    made_up = asking is not None and asking.demonstration
    built = rehearsal.rehearse(
        found,
        wave,
        published_on=clock.today(),
        demonstration=made_up,
        earlier=rehearsal.earlier(people),
    )
    release = press.publish(people, keyring, built.draft)
    wave.move(State.RELEASED)
    people.flush()
    return release


def supplement(people: Session, ballot: Session, keyring: Keyring, wave: Wave) -> Release | None:
    """Publish the comments approved so far and empty the queue of what is decided; None when none is approved.

    Raises WrongState before the figures are out; GivesAway, KeyGone, CannotAttribute.
    """
    figures = _figures(people, wave)
    approved = decisions.approved(people, wave.code)
    if not approved:
        return None
    withheld: dict[str, Json] = {
        "topic_only": dict(decisions.topic_only_by_reason(people, wave.code))
    }
    comments = _attributed(people, ballot, keyring, wave, figures, approved)
    release = _publish_comments(people, keyring, figures, withheld, comments)
    decisions.empty(people, wave.code)
    return release


def last_supplement(
    people: Session, ballot: Session, keyring: Keyring, wave: Wave
) -> Release | None:
    """Before the reading key is destroyed: publish what is cleared and how many comments nobody cleared, and empty the
    queue of all of them, in one transaction, so that none is counted twice. None when the queue is empty.

    Raises what ``supplement`` raises.
    """
    figures = _figures(people, wave)
    approved = decisions.approved(people, wave.code)
    topic_only = decisions.topic_only_by_reason(people, wave.code)
    gone = queue.drop(people, wave.code)
    if not gone:
        return None
    withheld: dict[str, Json] = {
        "topic_only": dict(topic_only),
        "uncleared": gone - len(approved) - sum(topic_only.values()),
    }
    comments = _attributed(people, ballot, keyring, wave, figures, approved) if approved else ()
    return _publish_comments(people, keyring, figures, withheld, comments)


def _publish_comments(
    people: Session,
    keyring: Keyring,
    figures: Shelved,
    withheld: Mapping[str, Json],
    comments: Sequence[Comment],
) -> Release:
    about = shelf.part(people, figures, "wave")
    parts: dict[str, Json] = {"wave": about, "withheld": dict(withheld)}
    made = Draft(figures.wave, Kind.COMMENTS, clock.today(), parts, comments=comments)
    known = [rehearsal.parts(people, figures.number)]
    rehearsal.refuse(attack(rehearsal.as_file(made), known))
    return press.publish(people, keyring, made)


def _figures(people: Session, wave: Wave) -> Shelved:
    """The round's figures, which its comments follow. Raises WrongState."""
    published = _published(people, wave)
    if published is None:
        raise WrongState(f"Comments of round {wave.code} follow its figures. Publish those first.")
    return shelf.find(people, published.number)


def _published(people: Session, wave: Wave) -> Release | None:
    return people.scalar(
        select(Release).where(Release.wave == wave.code, Release.kind == Kind.FIGURES)
    )


def _compare(people: Session, published: Release, found: Evidence, wave: Wave) -> None:
    figures = shelf.find(people, published.number)
    again = _rebuilt(people, figures, found, wave).draft.documents()
    signed = json.loads(published.manifest)["parts"]
    if {name: canonical.fingerprint(part) for name, part in again.items()} != signed:
        raise NotTheSame(
            f"Building round {wave.code} again gives something else than was published. "
            "What is published stays; nothing was changed."
        )


def _rebuilt(people: Session, figures: Shelved, found: Evidence, wave: Wave) -> Built:
    """The figures as they were built on the day; what the release says of itself is taken from it."""
    about = cast(Mapping[str, Json], shelf.part(people, figures, "wave"))
    depths = {
        group.code: group.depth
        for group in shelf.groups(people, figures)
        if group.attribute is None
    }
    return draft.figures(
        replace(found, depths=depths, key_document=_key_document(people, figures)),
        wave,
        published_on=date.fromisoformat(str(about["released_on"])),
        demonstration=figures.demonstration,
        **_as_proven(people, figures),
    )


class _Proven(TypedDict, total=False):
    method: str
    coarser: dict[str, int]


def _as_proven(people: Session, figures: Shelved) -> _Proven:
    """What a release says of how it was made; nothing in one from before it did."""
    try:
        proven = cast(_Proven, shelf.part(people, figures, "protection"))
    except shelf.NoSuchRelease:
        return {}
    return {"method": proven["method"], "coarser": proven["coarser"]}


def _key_document(people: Session, figures: Shelved) -> str | None:
    """What a release says of what was promised; nothing in one from before it did."""
    try:
        proven = cast(Mapping[str, Json], shelf.part(people, figures, "protection"))
    except shelf.NoSuchRelease:
        return None
    said = proven.get("key_document")
    return str(said) if said else None


def _attributed(
    people: Session,
    ballot: Session,
    keyring: Keyring,
    wave: Wave,
    figures: Shelved,
    approved: Sequence[Queued],
) -> tuple[Comment, ...]:
    found = evidence.read(people, ballot, keyring, wave)
    built = _rebuilt(people, figures, found, wave)
    remarks = attribution.keyed(keyring.read(key_name(wave.code)), found.remarks)
    return tuple(_comments(approved, remarks, built, wave))


def _comments(
    approved: Sequence[Queued], remarks: Mapping[str, Remark], built: Built, wave: Wave
) -> Iterable[Comment]:
    """In the order of the keys, which is a shuffle."""
    for position, entry in enumerate(sorted(approved, key=lambda one: one.key)):
        if entry.key not in remarks:
            raise CannotAttribute(
                f"A cleared comment of round {wave.code} is not among its opened comments. "
                "Nothing was published: the two databases may be of different rounds."
            )
        family = built.attribution[entry.item]
        block = remarks[entry.key].opened.block
        yield Comment(
            position=position,
            wave=wave.code,
            group_code=attribution.place(block, family, built.arrangement),
            item=entry.item,
            reader=entry.reader.value,
            text=entry.text,
            themes=entry.themes,
        )
