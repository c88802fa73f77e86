"""Publishing what two sides have agreed to withdraw: a supplement that says where and why, at once, and nothing else.

Keeps docs/promise.md#same-moment: it is signed and chained like every release, and no figure is touched. It is made of
releases alone, so it can be made long after the answers are destroyed.
"""

import json

from sqlalchemy.orm import Session

from surveys import clock
from surveys.canonical import Json
from surveys.clearing import withdrawal
from surveys.disclosure import rehearse as rehearsal
from surveys.disclosure.attack import attack
from surveys.errors import Refusal
from surveys.keyring import Keyring
from surveys.releases import publish as press
from surveys.releases import release_file, shelf, withdrawn
from surveys.releases.document import Draft
from surveys.releases.release import Kind, Release
from surveys.releases.shelf import Shelved
from surveys.releases.withdrawn import Withdrawn


class CannotWithdraw(Refusal):
    """The attack found fault with what is to be withdrawn."""


def publish(people: Session, keyring: Keyring, wave: str) -> Release | None:
    """Withdraw everything of the wave that is agreed and not published yet; None when there is nothing.

    Raises CannotWithdraw when a line points at no published comment of the wave, or at one that is withdrawn already.
    """
    agreed = [row for row in withdrawal.to_publish(people) if row.wave == wave]
    if not agreed:
        return None
    lines = (Withdrawn(row.release, row.position, row.reason.value) for row in agreed)
    return supplement(people, keyring, shelf.of_wave(people, wave), withdrawn.part(lines))


def supplement(people: Session, keyring: Keyring, figures: Shelved, lines: list[Json]) -> Release:
    """Attack the supplement with these lines and publish it. Raises CannotWithdraw, and nothing is published."""
    parts: dict[str, Json] = {
        "wave": shelf.part(people, figures, "wave"),
        withdrawn.PART: lines,
    }
    made = Draft(figures.wave, Kind.COMMENTS, clock.today(), parts)
    findings = attack(
        rehearsal.as_file(made),
        [rehearsal.parts(people, figures.number)],
        supplements=_before(people, figures.wave),
    )
    if findings:
        raise CannotWithdraw(f"Nothing was withdrawn. {findings[0].sentence}")
    return press.publish(people, keyring, made)


def _before(people: Session, wave: str) -> dict[int, rehearsal.Parts]:
    """The wave's supplements by number, with their comments: what a line can point at."""
    saved = {
        each.number: release_file.export(people, each.number, with_comments=True)
        for each in shelf.releases(people, Kind.COMMENTS)
        if each.wave == wave
    }
    return {number: json.loads(content)["parts"] for number, content in saved.items()}
