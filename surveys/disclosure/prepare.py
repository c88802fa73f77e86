"""Preparing a closed and opened wave: comments into the clearing queue, and a rehearsal of its release.

What the rehearsal builds is thrown away: until the announced hour nobody sees a figure.
"""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from surveys.clearing import queue
from surveys.clearing.queue import Queued
from surveys.coding import frames
from surveys.disclosure import attribution, evidence
from surveys.disclosure.draft import Built
from surveys.disclosure.evidence import Evidence
from surveys.disclosure.rehearse import earlier, rehearse
from surveys.fieldwork.waves import State, Wave, WrongState
from surveys.keyring import Keyring
from surveys.releases.release import Status
from surveys.responses.opened import key_name


@dataclass(frozen=True)
class Prepared:
    """What was counted: answers tabulated, comments read, comments now waiting for a steward, groups and figures."""

    tabulated: int
    comments: int
    queued: int
    groups_shown: int
    groups_combined: int
    figures_shown: int
    figures_withheld: int


def prepare(people: Session, ballot: Session, keyring: Keyring, wave: Wave) -> Prepared:
    """Redact, tag, tabulate, fill the clearing queue, rehearse the build and the attack; closed -> prepared.

    Prepared already: counts again and changes nothing. Raises WrongState, NotOpened, KeyGone, GivesAway.
    """
    if wave.state not in (State.CLOSED, State.PREPARED):
        raise WrongState(
            f"Round {wave.code} is {wave.state}. It is prepared once it is closed and its box is open."
        )
    found = evidence.read(people, ballot, keyring, wave)
    built = rehearse(
        found,
        wave,
        published_on=wave.releases_on,
        demonstration=False,
        earlier=earlier(people),
    )
    queued = 0
    if wave.state is State.CLOSED:
        queued = queue.fill(people, wave.code, _entries(found, built, keyring, wave))
        frames.note(people, wave.code, found.frame.version)
        wave.move(State.PREPARED)
        people.flush()
    return _counted(found, built, queued)


def _entries(found: Evidence, built: Built, keyring: Keyring, wave: Wave) -> list[Queued]:
    remarks = attribution.keyed(keyring.read(key_name(wave.code)), found.remarks)
    return [
        Queued(
            key,
            remark.opened.item,
            remark.opened.reader,
            remark.text,
            remark.themes,
            kept=remark.kept,
        )
        for key, remark in remarks.items()
        if attribution.may_be_read(built.attribution, remark)
    ]


def _counted(found: Evidence, built: Built, queued: int) -> Prepared:
    groups, cells = built.arrangement.groups, built.draft.cells
    shown = sum(group.shown for group in groups)
    withheld = sum(cell.status is Status.WITHHELD for cell in cells)
    return Prepared(
        tabulated=found.answered,
        comments=len(found.remarks),
        queued=queued,
        groups_shown=shown,
        groups_combined=len(groups) - shown,
        figures_shown=len(cells) - withheld,
        figures_withheld=withheld,
    )
