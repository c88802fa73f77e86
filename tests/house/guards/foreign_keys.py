"""Guard: no foreign key leads from what was said, or from what is published, to a person."""

from collections.abc import Iterator

from sqlalchemy import MetaData, Table

#: Tables (or beginnings of their names) that are about somebody.
PERSONS = ("worker", "invitation", "staff_", "audit_entry")
#: Tables (or beginnings) from which no path may reach a person.
CONFIDENTIAL = ("sealed_", "ballot_", "clearing_", "release", "wave")


def paths_to_people(metadata: MetaData) -> list[str]:
    """Every path of foreign keys from a confidential table to a table of people."""
    return [
        " -> ".join(path)
        for table in metadata.sorted_tables
        if table.name.startswith(CONFIDENTIAL)
        for path in _paths(metadata, (table.name,))
        if path[-1].startswith(PERSONS)
    ]


def ways_out(metadata: MetaData, allowed: frozenset[str] = frozenset({"ballot_wave"})) -> list[str]:
    """Every foreign key of the ballot database that leads anywhere but to a wave."""
    return [
        f"{table.name} -> {target}"
        for table in metadata.tables.values()
        for target in _targets(table)
        if target not in allowed
    ]


def _paths(metadata: MetaData, path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    yield path
    table = metadata.tables.get(path[-1])
    for target in _targets(table) if table is not None else ():
        if target not in path:
            yield from _paths(metadata, (*path, target))


def _targets(table: Table) -> set[str]:
    """Names, not tables: a key into the other database names a table that is not here."""
    return {key.target_fullname.rsplit(".", 1)[0] for key in table.foreign_keys}
