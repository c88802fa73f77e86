"""The file of a backup: both databases and a manifest, side by side and not packed, so that any byte can be looked for."""

import hashlib
import os
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType
from typing import Final

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from migrations import heads
from pulse.access import audit
from pulse.backup import manifest, postgres_copy, rounds, sqlite_copy
from pulse.backup.manifest import BadBackup, Manifest, Part
from pulse.extensions import Store
from surveys import clock, db
from surveys.errors import Refusal
from surveys.responses import left

_MANIFEST: Final = "manifest.json"
_CHUNK: Final = 1024 * 1024
SYSTEMS: Final = {"sqlite": sqlite_copy, "postgresql": postgres_copy}


class NotSaved(Refusal):
    """No backup was made."""


def make(store: Store, path: Path) -> Manifest:
    """Write a backup, readable by its owner alone, and look whether any private key of this machine is in it.

    The people database is copied first: a job commits the ballot database first, so what the copies lack is what a killed
    job lacks, and the job runner knows how to go on from there. Raises NotSaved, and what copying raises.
    """
    if path.exists():
        raise NotSaved(
            f"{path} is there already. A backup never replaces one: choose another name."
        )
    _demand_tables(store)
    with tempfile.TemporaryDirectory(prefix=".pulse-backup-", dir=_folder(path)) as name:
        folder, under_way = Path(name), rounds.under_way(store)
        parts = {chain: _copy(getattr(store, chain), folder / chain) for chain in heads.CHAINS}
        with Session(db.reading(store.people)) as people:
            log = audit.check(audit.every(people))
        made = Manifest(clock.today(), parts, under_way, log.entries, log.head)
        whole = folder / "whole"
        _write(whole, made, folder)
        _refuse_keys(store, whole)
        whole.rename(path)
    return made


@contextmanager
def opened(path: Path) -> Iterator[tuple[Manifest, dict[str, Path]]]:
    """A backup, taken apart into a folder that goes afterwards: its manifest, and chain -> the copy of its database.

    Every byte has been compared with the manifest, and every copy looked at. Raises BadBackup, NewerBackup.
    """
    with tempfile.TemporaryDirectory(prefix=".pulse-restore-", dir=_folder(path)) as name:
        folder = Path(name)
        try:
            with zipfile.ZipFile(path) as packed:
                found = manifest.read(packed.read(_MANIFEST))
                for chain in heads.CHAINS:
                    packed.extract(chain, folder)
        except (OSError, zipfile.BadZipFile, LookupError, RuntimeError):
            raise BadBackup(f"{path} is no backup of Pulse, or it is damaged.") from None
        copies = {chain: folder / chain for chain in heads.CHAINS}
        for chain, part in found.parts.items():
            if (part.sha256, part.bytes) != (_sha256(copies[chain]), copies[chain].stat().st_size):
                raise BadBackup(f"The {chain} database in this backup is not as it was saved.")
            copier(part.system).check(copies[chain])
        yield found, copies


def copier(system: str) -> ModuleType:
    """Who copies databases of this system. Raises BadBackup."""
    if system not in SYSTEMS:
        raise BadBackup("This backup is of a database that Pulse does not know.")
    return SYSTEMS[system]


def _demand_tables(store: Store) -> None:
    for chain in heads.CHAINS:
        if db.revision(getattr(store, chain)) != heads.head(chain):
            raise NotSaved(
                f"The tables of the {chain} database are not those of this program. Save them with the program that "
                "made them, or run flask db upgrade first."
            )


def _copy(engine: Engine, file: Path) -> Part:
    system = engine.dialect.name
    copier(system).save(engine, file)
    return _part(system, str(db.revision(engine)), file)


def _part(system: str, revision: str, file: Path) -> Part:
    return Part(system, revision, _sha256(file), file.stat().st_size)


def _write(whole: Path, made: Manifest, folder: Path) -> None:
    handle = os.open(whole, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_STORED) as packed:
            packed.writestr(_MANIFEST, made.dumps())
            for chain in heads.CHAINS:
                packed.write(folder / chain, chain)
        file.flush()
        os.fsync(file.fileno())


def _refuse_keys(store: Store, whole: Path) -> None:
    """A backup with a key in it opens answers. None can be there; this looks."""
    raw = [left.middle(key) for key in store.keyring.contents()]
    keys = [
        form for key in raw if key for form in (key, key.hex().encode())
    ]  # a dump writes bytes as hex
    if left.found_in([whole], keys):
        raise NotSaved(
            "A private key stands in a database. No backup was made: tell who wrote Pulse."
        )


def _folder(path: Path) -> Path:
    folder = path.absolute().parent
    if not folder.is_dir():
        raise NotSaved(f"There is no folder {folder}.")
    return folder


def _sha256(file: Path) -> str:
    digest = hashlib.sha256()
    with file.open("rb") as content:
        while chunk := content.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
