"""Open a wave: freeze its tree, make its keys and key document, and invite by link where it does."""

from collections.abc import Mapping, Sequence
from typing import cast

from sqlalchemy.orm import Session

from pulse.access import audit
from surveys import clock
from surveys.credentials import key_document, keys, links
from surveys.credentials.key_document import Invited
from surveys.errors import Refusal
from surveys.fieldwork import freeze, headcounts, invitations, sealing_keys, unit_change, waves
from surveys.fieldwork.tree import WaveGroup
from surveys.fieldwork.waves import Wave
from surveys.governance import rounds
from surveys.keyring import Keyring
from surveys.responses import box


class NotYet(Refusal):
    """The day that was announced has not come."""


class AnotherOpen(Refusal):
    """One round at a time: a page that takes a code or a link asks for one round."""


def _invite(
    people: Session, keyring: Keyring, wave: Wave, blocks: Sequence[WaveGroup]
) -> Mapping[str, Invited]:
    """Block -> who of it answers by link. Their letters go out by a job of their own."""
    if not wave.invites:
        return {}
    links.clear(people, wave.code)  # of a call that was killed
    links.add(
        people, wave.code, invitations.make(people, keyring, wave.code, blocks, texts=wave.texts)
    )
    asked = invitations.per_block(people, wave.code)
    moduli = links.make_keys(keyring, wave.code, asked)
    return {block: Invited(moduli[block], count) for block, count in asked.items()}


def _told(ballot: Session, code: str) -> int | None:
    """The days of the directors' reply in the key document that a killed opening has left, if any."""
    left = next((each for each in keys.unopened(ballot) if each.wave == code), None)
    days = keys.find(ballot, code).keys.pledge.get("reply_days") if left else None
    return cast("int | None", days)


def run(people: Session, ballot: Session, keyring: Keyring, code: str) -> str:
    """Open it on its day, with the blocks that a second person has confirmed and no others (NotConfirmed).

    It promises at least what the rules in force say (WeakerThanTheRules, BadRules).

    The ballot database commits first: a killed job finds its own work and goes on.
    """
    wave = waves.find(people, code)
    if wave.state is waves.State.OPEN:
        return f"{code} is open already."
    if clock.today() < wave.opens_on:
        raise NotYet(f"{code} opens on {wave.opens_on:%d %B %Y}. It cannot open before.")
    other = waves.current(people)
    if other is not None:
        raise AnotherOpen(f"{other.code} is still open. Close it first: one round at a time.")
    rounds.lift(people, wave)
    rounds.demand(people, wave)
    wave.move(waves.State.OPEN)
    freeze.promise_reply(people, wave, _told(ballot, code))
    tree = freeze.freeze(people, wave)
    headcounts.demand(people, wave, tree)
    unit_change.settle(people)
    blocks = [group for group in tree if group.is_block]
    invited = _invite(people, keyring, wave, blocks)
    key = sealing_keys.of(people, wave)
    public_key = key.public_key if key else None
    made = box.set_up(ballot, keyring, wave, blocks, invited=invited, public_key=public_key)
    words = key_document.four_words(made.key_document)
    audit.record(people, "job", "round opened", f"{code}, key document: {words}")
    ballot.commit()
    people.commit()
    return f"{code} is open: {len(blocks)} blocks, {sum(b.headcount for b in blocks)} people."
