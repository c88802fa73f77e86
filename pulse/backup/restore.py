"""Making an installation from a backup: everything that can be refused is refused before anything is touched."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Engine, inspect, select, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from migrations import heads
from pulse.access.audit import AuditEntry
from pulse.backup import file
from pulse.backup.manifest import BadBackup, Manifest
from pulse.extensions import Store
from surveys import db
from surveys.errors import Refusal
from surveys.fieldwork import stopping
from surveys.releases.release import Release

#: Tables with a row as soon as somebody set something up.
_SIGNS = ("audit_entry", "staff_account", "wave", "worker", "reporting_group", "ballot_wave")


class NotEmpty(Refusal):
    """There is an installation here already."""


@dataclass(frozen=True)
class Before:
    """What is known of the installation that is to be replaced. Nothing, where there is none or it cannot be read."""

    readable: bool
    #: codes by which people stopped letters: they stay stopped
    stopped: Collection[str] = ()
    #: entries of its log and releases that the backup does not know
    entries_lost: int = 0
    releases_lost: int = 0

    def lines(self) -> Iterator[str]:
        """What replacing it loses."""
        if self.entries_lost:
            yield f"{self.entries_lost} entries of the log here came after the backup: they are lost."
        if self.releases_lost:
            yield (
                f"{self.releases_lost} releases here were published on its day or later. Save each first, so that what "
                "everybody has read is kept: flask release save."
            )


def look(store: Store, found: Manifest, *, replace: bool) -> Before:
    """What is here. Raises BadBackup, and NotEmpty unless ``replace``."""
    for chain, part in found.parts.items():
        here = getattr(store, chain).dialect.name
        if here != part.system:
            raise BadBackup(
                f"The {chain} database of this backup is of {part.system}, the one here of {here}. They cannot read each other."
            )
    if not any(_is_used(getattr(store, chain)) for chain in heads.CHAINS):
        return Before(readable=False)
    if not replace:
        raise NotEmpty(
            "There is a survey here already. Stop the website and the job runner, read docs/backup.md, "
            "and use --replace to lose what is here."
        )
    return _before(store.people, found)


def put(store: Store, found: Manifest, copies: Mapping[str, Path]) -> Iterator[str]:
    """Replace both databases and bring their tables up to date. Killed between the two: do it again."""
    from migrations.chain import upgrade

    for chain in reversed(heads.CHAINS):  # the box first: until the people are there no job runs
        engine: Engine = getattr(store, chain)
        file.copier(found.parts[chain].system).put(copies[chain], engine)
        before, after = upgrade(chain, engine)
        yield f"{chain} database: brought back at {before}" + (
            "." if before == after else f", now at {after}."
        )


def _is_used(engine: Engine) -> bool:
    """Whether anything was ever set up there. In doubt it was."""
    try:
        with db.reading(engine).connect() as line:
            there = set(inspect(line).get_table_names())
            return any(
                line.execute(text(f"SELECT 1 FROM {name} LIMIT 1")).first() is not None  # noqa: S608 - our own words
                for name in _SIGNS
                if name in there
            )
    except SQLAlchemyError:
        return True


def _before(engine: Engine, found: Manifest) -> Before:
    try:
        with Session(db.reading(engine)) as people:
            entries = people.scalars(select(AuditEntry.id)).all()
            later = people.scalars(
                select(Release.id).where(Release.published_on >= found.made_on)
            ).all()
            return Before(
                readable=True,
                stopped=stopping.codes(people),
                entries_lost=max(0, len(entries) - found.audit_entries),
                releases_lost=len(later),
            )
    except SQLAlchemyError:
        return Before(readable=False)
