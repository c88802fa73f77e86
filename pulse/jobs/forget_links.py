"""Forget a wave's links: who had one, which were opened, and every key that made or signed them."""

from sqlalchemy.orm import Session

from surveys.credentials import keys, links
from surveys.fieldwork import invitations
from surveys.keyring import Keyring


def run(people: Session, ballot: Session, keyring: Keyring, code: str) -> str:
    """Commits the people database, then shreds. May be repeated; does nothing where nobody was invited by link."""
    blocks = [block.code for block in keys.find(ballot, code).keys.blocks if block.links]
    links.clear(people, code)
    invitations.clear(people, code)
    people.commit()
    links.forget_keys(keyring, code, blocks)
    invitations.forget_key(keyring, code)
    return f"{code}: links forgotten."
