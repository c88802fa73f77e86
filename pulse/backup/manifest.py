"""What a backup says of itself: which databases, at which revision, with which SHA-256, made on which day."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from migrations import heads
from pulse.backup.rounds import UnderWay
from surveys import canonical
from surveys.errors import Refusal
from surveys.fieldwork.waves import Kept, State

FORMAT: Final = "pulse-backup/1"


class BadBackup(Refusal):
    """The file is no whole backup. Nothing was touched."""


class NewerBackup(Refusal):
    """It was made by a newer program. Nothing was touched."""


@dataclass(frozen=True)
class Part:
    """One database in a backup."""

    #: as PostgreSQL or SQLite wrote it; they cannot read each other's
    system: str
    #: of its migrations
    revision: str
    sha256: str
    bytes: int


@dataclass(frozen=True)
class Manifest:
    """Chain ("people", "ballot") -> its database; and the log as it stood, to be compared by hand."""

    made_on: date
    parts: Mapping[str, Part]
    rounds: tuple[UnderWay, ...]
    audit_entries: int
    audit_head: str

    def dumps(self) -> bytes:
        """Canonical JSON."""
        return canonical.dumps(
            {
                "format": FORMAT,
                "made_on": self.made_on.isoformat(),
                "audit": {"entries": self.audit_entries, "head": self.audit_head},
                "rounds": [
                    {"code": one.code, "state": one.state, "kept": one.kept} for one in self.rounds
                ],
                "databases": {
                    name: {
                        "system": part.system,
                        "revision": part.revision,
                        "sha256": part.sha256,
                        "bytes": part.bytes,
                    }
                    for name, part in self.parts.items()
                },
            }
        )


def read(content: bytes) -> Manifest:
    """Raises BadBackup, NewerBackup."""
    try:
        said = json.loads(content)
        if said["format"] != FORMAT:
            raise NewerBackup("This backup was made by another program, or by a newer Pulse.")
        return _checked(
            Manifest(
                made_on=date.fromisoformat(said["made_on"]),
                parts={name: Part(**said["databases"][name]) for name in heads.CHAINS},
                rounds=tuple(
                    UnderWay(str(one["code"]), State(one["state"]), Kept(one["kept"]))
                    for one in said["rounds"]
                ),
                audit_entries=int(said["audit"]["entries"]),
                audit_head=str(said["audit"]["head"]),
            )
        )
    except (ValueError, LookupError, TypeError):
        raise BadBackup("This is no backup of Pulse, or it is damaged.") from None


def _checked(manifest: Manifest) -> Manifest:
    for name, part in manifest.parts.items():
        if part.revision not in heads.revisions(name):
            raise NewerBackup(
                f"The {name} database of this backup is at {part.revision}, which this Pulse does not know. "
                "Install the version that made it, or a later one."
            )
    return manifest
