"""The council of a simulated year: its files as HR sends them, and how they change from month to month."""

import csv
import io
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

from sqlalchemy import select
from sqlalchemy.orm import Session

from pulse.demonstration import council as made_up
from pulse.extensions import Store
from surveys.fieldwork import (
    address,
    groups,
    organisation,
    roster_file,
    roster_import,
    waves,
)
from surveys.fieldwork.roster import Worker

_DELIMITER = ";"


class Council:
    """Reads ``units.csv`` and ``roster_hr_export.csv`` of a folder, or takes the demonstration's."""

    def __init__(self, folder: Path | None) -> None:
        if folder is None:
            self._units = made_up.units()
            exported = made_up.roster(Random(1))
        else:
            self._units = (folder / "units.csv").read_text(encoding="utf-8-sig")
            exported = (folder / "roster_hr_export.csv").read_text(encoding="utf-8-sig")
        sheet = roster_file.read(exported.encode())
        self._columns = roster_file.guess(sheet.header)
        self._header = list(sheet.header)
        self._rows = [list(row.cells) for row in sheet.rows]
        self._joined = 0

    @contextmanager
    def people(self, store: Store) -> Iterator[Session]:
        """A session on the people database."""
        with Session(store.people, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def ballot(self, store: Store) -> Iterator[Session]:
        """A session on the ballot database."""
        with Session(store.ballot, expire_on_commit=False) as session:
            yield session

    def found(self, people: Session) -> None:
        """The first import of both files."""
        groups.apply(people, groups.plan_import(people, self._units))
        self._import(people)
        row = organisation.the(people)
        assert row is not None
        assert not row.demonstration

    def come_and_go(self, people: Session, random: Random, *, merge: bool) -> None:
        """Six leave, eight join, two change their team; with ``merge`` a team is closed and its people move next door."""
        team = self._columns.team
        assert team is not None
        random.shuffle(self._rows)
        self._rows = self._rows[6:]
        for row in self._rows[:8]:
            self._join(row)
        self._rows[0][team], self._rows[1][team] = self._rows[1][team], self._rows[0][team]
        if merge:
            self._merge(people, team)
        self._import(people)

    def failing(self, people: Session, how_many: int) -> set[str]:
        """Addresses that will be refused from now on."""
        found = select(Worker.email).where(Worker.active, Worker.email.is_not(None))
        return {str(one) for one in people.scalars(found.order_by(Worker.id).limit(how_many))}

    def put_right(self, people: Session, refused: set[str]) -> None:
        """The office finds the right address of three of them; HR's file has it from then on."""
        column = self._columns.email
        assert column is not None
        found = people.scalars(
            select(Worker).where(Worker.came_back.is_not(None), Worker.email.in_(refused))
        ).all()
        current = waves.current(people)
        for number, worker in enumerate(found[:3]):
            new = f"own{number}@home.example"
            for row in self._rows:
                if row[column].strip().lower() == worker.email:
                    row[column] = new
            address.put_right(people, current.code if current else "", worker, email=new, mobile="")

    def _join(self, like: list[str]) -> None:
        self._joined += 1
        number, name, email = (
            self._columns.staff_number,
            self._columns.name,
            self._columns.email,
        )
        assert None not in (number, name, email)
        new = list(like)
        new[number] = f"N{self._joined:05}"  # type: ignore[index]
        new[name] = f"Joined Person{self._joined}"  # type: ignore[index]
        if new[email]:  # type: ignore[index]
            new[email] = f"joined{self._joined}@northmoor.example"  # type: ignore[index]
        if self._columns.mobile is not None and new[self._columns.mobile]:
            new[self._columns.mobile] = f"07700 8{self._joined:05}"
        self._rows.append(new)

    def _merge(self, people: Session, team: int) -> None:
        lines = list(csv.reader(io.StringIO(self._units)))
        teams = [line for line in lines if line[0].count("-") == 1]
        gone, stays = teams[0], teams[1]
        self._units = "\n".join(
            ",".join(f'"{cell}"' for cell in line) for line in lines if line is not gone
        )
        plan = groups.plan_import(people, self._units)
        for row in self._rows:
            if row[team].strip().lower() in (gone[2].lower(), gone[0].lower()):
                row[team] = stays[2]
        groups.apply(people, plan)

    def _import(self, people: Session) -> None:
        content = io.StringIO()
        csv.writer(content, delimiter=_DELIMITER).writerows([self._header, *self._rows])
        sheet = roster_file.read(content.getvalue().encode())
        roster_import.apply(people, roster_import.plan(people, sheet, self._columns))
