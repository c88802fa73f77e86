"""The keyring: private keys as files outside both databases and their backups (custody level 1).

Keeps docs/promise.md#destroyed: what is shredded here cannot be read again from any backup of a database.
A journalling disk, a snapshot or a whole-machine backup may still hold a copy: docs/threats.md says so.
"""

import os
import re
import secrets
from collections.abc import Iterator
from pathlib import Path

from surveys.errors import Refusal

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}")


class KeyGone(Refusal):
    """The key is not on this machine: it was destroyed on its day, or never made here."""


class Keyring:
    """Named keys in one folder, readable by the owner alone."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def write(self, name: str, key: bytes) -> None:
        """Keep a new key durably. Raises FileExistsError rather than replace one."""
        path = self._path(name)
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(key)
            file.flush()
            os.fsync(file.fileno())
        self._sync_folder()

    def read(self, name: str) -> bytes:
        """The key's bytes. Raises KeyGone."""
        try:
            return self._path(name).read_bytes()
        except FileNotFoundError:
            raise KeyGone(
                "The key for this is no longer on this machine. "
                "It was destroyed on its day, or the folder of keys is another one."
            ) from None

    def holds(self, name: str) -> bool:
        return self._path(name).exists()

    def names(self, beginning: str = "") -> tuple[str, ...]:
        """The names of the keys that are here and begin like this, in order."""
        return tuple(path.name for path in self.files() if path.name.startswith(beginning))

    def contents(self, beginning: str = "") -> Iterator[bytes]:
        """The bytes of the keys that are here and begin like this; one that is shredded meanwhile is left out."""
        for name in self.names(beginning):
            try:
                yield self.read(name)
            except KeyGone:
                continue

    def files(self) -> tuple[Path, ...]:
        """Every file of the folder, in order."""
        there = self._folder.iterdir() if self._folder.is_dir() else ()
        return tuple(sorted(path for path in there if path.is_file()))

    def is_writable(self) -> bool:
        """Whether a key could be made here. The folder itself is made with the first key."""
        there = self._folder if self._folder.exists() else self._folder.parent
        return os.access(there, os.W_OK | os.X_OK)

    def shred(self, name: str) -> None:
        """Overwrite and remove a key. Shredding one that is gone is no error: a killed job comes back here, and a
        runner that lost its lease may be here at the same moment.
        """
        path = self._path(name)
        try:
            with path.open("r+b") as file:
                file.write(secrets.token_bytes(os.fstat(file.fileno()).st_size))
                file.flush()
                os.fsync(file.fileno())
        except FileNotFoundError:
            return
        path.unlink(missing_ok=True)
        self._sync_folder()

    def _path(self, name: str) -> Path:
        if not _NAME.fullmatch(name):
            raise ValueError("A key's name has letters, digits, dots and dashes only.")
        return self._folder / name

    def _sync_folder(self) -> None:
        handle = os.open(self._folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
