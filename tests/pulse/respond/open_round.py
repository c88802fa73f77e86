"""An open round with slips in hand, made directly: no roster, no jobs, no command line."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from secrets import token_bytes

from sqlalchemy.orm import Session

from surveys.credentials import links, slips
from surveys.credentials.key_document import Invited
from surveys.fieldwork import invitations, organisation, programme
from surveys.fieldwork.pledge import Pledge
from surveys.fieldwork.tree import WaveGroup
from surveys.fieldwork.waves import State, Wave
from surveys.instruments.instrument import Instrument
from surveys.keyring import Keyring
from surveys.responses import box
from tests.surveys.credentials import blind_vectors

BLOCK = "north"


@dataclass(frozen=True)
class Open:
    """The wave's code, its instrument and unused codes as printed."""

    wave: str
    instrument: Instrument
    codes: tuple[str, ...]
    #: block -> what stands behind the # of its personal links
    links: Mapping[str, tuple[str, ...]]


def open_round(
    people: Session,
    ballot: Session,
    keys: Path,
    *,
    instrument: Instrument | None = None,
    wave: str = "2026-11",
    slips_made: int = 20,
    links_made: int = 0,
    blocks: int = 1,
) -> Open:
    """A wave, open from 2 to 27 November 2026, committed. Its questions are those of the second turn.

    All codes are of its first block; ``blocks`` makes its key document as long as a council's. Links are of the first
    two blocks, so many of each, and their keys are those of the tests; the other blocks' keys are there and sign nothing.
    """
    asked = instrument or programme.instrument_for(2)
    made = _wave(wave, asked)
    people.add(made)
    if organisation.the(people) is None:
        organisation.name(people, {"en": "Northshire County Council"})
    people.flush()
    groups = [_block(made, position, slips_made + links_made) for position in range(blocks)]
    people.add_all(groups)
    people.flush()
    secrets = {g.code: [token_bytes(16) for _ in range(links_made)] for g in groups[:2]}
    invited = _invited(people, Keyring(keys), made, secrets) if links_made else {}
    invited |= {g.code: Invited(b"\x80" + token_bytes(383), 0) for g in groups[2:] if links_made}
    document = box.set_up(ballot, Keyring(keys), made, groups, invited=invited).key_document
    codes = slips.make(ballot, wave, {BLOCK: slips_made})[BLOCK]
    people.commit()
    ballot.commit()
    fragments = {
        block: tuple(invitations.fragment(secret, document) for secret in several)
        for block, several in secrets.items()
    }
    return Open(wave, asked, codes, fragments)


def _wave(code: str, asked: Instrument) -> Wave:
    return Wave(
        code=code,
        names={"en": "November 2026"},
        state=State.OPEN,
        opens_on=date(2026, 11, 2),
        closes_on=date(2026, 11, 27),
        releases_on=date(2026, 12, 4),
        release_hour=9,
        instrument_document=asked.document(),
        pledge_document=Pledge().document(),
    )


def _invited(
    people: Session, keyring: Keyring, wave: Wave, secrets: Mapping[str, Sequence[bytes]]
) -> dict[str, Invited]:
    for block, stored in zip(secrets, blind_vectors.stored_keys(), strict=False):
        keyring.write(links.key_name(wave.code, block), stored)
    links.add(people, wave.code, {s: block for block, several in secrets.items() for s in several})
    moduli = links.make_keys(keyring, wave.code, list(secrets))
    return {block: Invited(moduli[block], len(several)) for block, several in secrets.items()}


def _block(wave: Wave, position: int, headcount: int) -> WaveGroup:
    code = BLOCK if position == 0 else f"{BLOCK}-{position}"
    return WaveGroup(
        wave_id=wave.id,
        code=code,
        parent_code=None,
        names={"en": code.title()},
        units=[code],
        headcount=headcount,
        is_block=True,
        position=position,
    )
