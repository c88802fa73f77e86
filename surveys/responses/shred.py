"""Shredding: on the stated day a wave's raw answers become noise, in the database and in every backup of it.

Keeps docs/promise.md#destroyed.
"""

from surveys.keyring import Keyring
from surveys.responses import opened, seal


def shred(keyring: Keyring, wave: str) -> None:
    """Destroy the keys that are left of a wave: the reading key, and of a stopped wave the others. May be repeated."""
    for name in (opened.key_name, seal.key_name, seal.handover_key_name):
        keyring.shred(name(wave))
