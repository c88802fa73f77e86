"""Shredding: on the stated day a wave's raw answers become noise, in the database and in every backup of it.

Keeps docs/promise.md#destroyed.
"""

from surveys.keyring import Keyring
from surveys.responses import opened, seal


def shred(keyring: Keyring, wave: str) -> None:
    """Destroy the keys that are left of a wave: the reading key, and of a stopped wave the sealing key. May be repeated."""
    keyring.shred(opened.key_name(wave))
    keyring.shred(seal.key_name(wave))
