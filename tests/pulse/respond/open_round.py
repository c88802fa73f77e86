"""An open round with slips in hand, made directly: no roster, no jobs, no command line."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from sqlalchemy.orm import Session

from surveys.credentials import slips
from surveys.fieldwork import organisation, programme
from surveys.fieldwork.pledge import Pledge
from surveys.fieldwork.tree import WaveGroup
from surveys.fieldwork.waves import State, Wave
from surveys.instruments.instrument import Instrument
from surveys.keyring import Keyring
from surveys.responses import box

BLOCK = "north"


@dataclass(frozen=True)
class Open:
    """The wave's code, its instrument and unused codes as printed."""

    wave: str
    instrument: Instrument
    codes: tuple[str, ...]


def open_round(
    people: Session,
    ballot: Session,
    keys: Path,
    *,
    instrument: Instrument | None = None,
    wave: str = "2026-11",
    slips_made: int = 20,
    blocks: int = 1,
) -> Open:
    """A wave, open from 2 to 27 November 2026, committed. Its questions are those of the second turn.

    All codes are of its first block; ``blocks`` makes its key document as long as a council's.
    """
    asked = instrument or programme.instrument_for(2)
    made = Wave(
        code=wave,
        names={"en": "November 2026"},
        state=State.OPEN,
        opens_on=date(2026, 11, 2),
        closes_on=date(2026, 11, 27),
        releases_on=date(2026, 12, 4),
        release_hour=9,
        instrument_document=asked.document(),
        pledge_document=Pledge().document(),
    )
    people.add(made)
    if organisation.the(people) is None:
        organisation.name(people, {"en": "Northshire County Council"})
    people.flush()
    groups = [_block(made, position, slips_made) for position in range(blocks)]
    people.add_all(groups)
    people.flush()
    box.set_up(ballot, Keyring(keys), made, groups)
    codes = slips.make(ballot, wave, {BLOCK: slips_made})[BLOCK]
    people.commit()
    ballot.commit()
    return Open(wave, asked, codes)


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
