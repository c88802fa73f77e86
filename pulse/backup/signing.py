"""The key that signs releases, in a file of its own under a passphrase: for a safe, never beside a backup."""

import os
from pathlib import Path
from typing import Final

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    load_pem_private_key,
)

from surveys.errors import Refusal
from surveys.keyring import Keyring

NAME: Final = "release-signing"
#: Letters of a passphrase: the file may be tried for years by whoever has it.
LEAST: Final = 20


class NoSigningKey(Refusal):
    """The key cannot be saved, or not be read."""


def save(keyring: Keyring, path: Path, passphrase: str) -> None:
    """PKCS#8 under the passphrase, readable by its owner alone. Raises NoSigningKey, KeyGone."""
    if len(passphrase) < LEAST:
        raise NoSigningKey(f"Choose a passphrase of at least {LEAST} letters: four or five words.")
    key = Ed25519PrivateKey.from_private_bytes(keyring.read(NAME))
    locked = BestAvailableEncryption(passphrase.encode())
    content = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, locked)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as fault:
        raise NoSigningKey(f"{path} cannot be written: {fault.strerror}.") from None
    with os.fdopen(handle, "wb") as file:
        file.write(content)


def bring(keyring: Keyring, path: Path, passphrase: str) -> bool:
    """Put the key into the folder of keys. False when this very key is there. Raises NoSigningKey."""
    try:
        key = load_pem_private_key(path.read_bytes(), passphrase.encode())
    except (OSError, ValueError, TypeError):
        raise NoSigningKey(f"{path} is no signing key, or the passphrase is another one.") from None
    if not isinstance(key, Ed25519PrivateKey):
        raise NoSigningKey(f"{path} holds a key that does not sign releases.")
    if not keyring.holds(NAME):
        keyring.write(NAME, key.private_bytes_raw())
        return True
    if keyring.read(NAME) != key.private_bytes_raw():
        raise NoSigningKey(
            "This machine has another signing key already. It stays; nothing was done."
        )
    return False
