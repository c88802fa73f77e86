"""Rules about files: keys, secrets and databases are their owner's alone."""

from collections.abc import Iterator
from pathlib import Path
from stat import S_IRWXG, S_IRWXO, S_IXGRP, S_IXOTH

from pulse.config import Settings
from pulse.safety.finding import Finding
from pulse.safety.settings import file_of

OTHERS = S_IRWXG | S_IRWXO


def findings(settings: Settings) -> Iterator[Finding]:
    """Every file or folder of this process that somebody else may open."""
    if settings.data is not None:
        yield from _own("PULSE_DATA", settings.data)
        yield from _own("PULSE_DATA", settings.data / "secret-key")
    if settings.keys is not None:
        yield from _own("PULSE_KEYS", settings.keys)
        for key in sorted(settings.keys.glob("*")):
            yield from _own("PULSE_KEYS", key)
    yield from _database("PULSE_DATABASE_URL", file_of(settings.database_url))
    yield from _database("PULSE_BALLOT_URL", file_of(settings.ballot_url))


def _own(setting: str, path: Path) -> Iterator[Finding]:
    if path.exists() and path.stat().st_mode & OTHERS:
        mode = "700" if path.is_dir() else "600"
        yield Finding(setting, f"others may open {path}; run: chmod {mode} {path}")


def _database(setting: str, file: Path | None) -> Iterator[Finding]:
    """A file that others may open is still safe in a folder that they may not enter."""
    if file is None or not file.exists():
        return
    if file.parent.stat().st_mode & (S_IXGRP | S_IXOTH) and file.stat().st_mode & OTHERS:
        yield Finding(setting, f"others may open {file}; run: chmod 600 {file}*")
