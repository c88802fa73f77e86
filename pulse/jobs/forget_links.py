"""Forget a wave's links: who had one, which were opened, and every key that made or signed them."""

from sqlalchemy.orm import Session

from surveys.credentials import keys, links
from surveys.fieldwork import invitations
from surveys.fieldwork.letter import LetterRow
from surveys.keyring import Keyring
from surveys.responses import sweep

_TABLES = (
    links.Link.__tablename__,
    invitations.Invitation.__tablename__,
    LetterRow.__tablename__,
)


def run(people: Session, ballot: Session, keyring: Keyring, code: str) -> str:
    """Call it when the ballot database is committed. Commits the people database, then shreds and wipes: a deleted row would tell who opened their link to whoever has
    the letters and the database's files. May be repeated; does nothing where nobody was invited by link.
    """
    blocks = [block.code for block in keys.find(ballot, code).keys.blocks if block.links]
    ballot.rollback()  # who holds both locks takes the people first: else two runners wait for each other
    links.clear(people, code)
    invitations.clear(people, code)
    people.commit()
    links.forget_keys(keyring, code, blocks)
    invitations.forget_key(keyring, code)
    trouble = sweep.wipe(people.get_bind().engine, _TABLES) if blocks else None
    return f"{code}: links forgotten." + (f" {trouble}" if trouble else "")
