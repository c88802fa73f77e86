"""Control: responses are counted and carry the time, as in most survey software."""

import time
from collections.abc import Mapping

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Integer,
    MetaData,
    String,
    Table,
    insert,
    select,
    update,
)

from tests.adversary.controls.storage import ISSUE, Storage, digest, message
from tests.adversary.people import Person

_ISSUES, _BOX = MetaData(), MetaData()


class Counted(Storage):
    """An id that counts up and the time of arrival, on both sides."""

    name = "autoincrement and time"
    issues = Table(
        "issue",
        _ISSUES,
        *(Column(column.name, column.type, primary_key=column.primary_key) for column in ISSUE.c),
        Column("at", BigInteger),
    )
    box = responses = Table(
        "response",
        _BOX,
        Column("id", Integer, primary_key=True),
        Column("at", BigInteger),
        Column("block", String(60)),
        Column("answers", String),
        sqlite_autoincrement=True,
    )

    def sign(self, people: Connection, person: Person) -> None:
        own = self.issues.c.digest == digest(person)
        signed = {"signed": message(person), "at": time.time_ns()}
        people.execute(update(self.issues).where(own).values(**signed))

    def cast(self, ballot: Connection, person: Person) -> int:
        row = {"at": time.time_ns(), "block": person.block, "answers": person.comment}
        ballot.execute(insert(self.box), row)
        return 8192

    def read(self, ballot: Connection) -> Mapping[str, object]:
        rows = ballot.execute(select(self.box.c.answers, self.box.c.id)).all()
        return {answers[:32]: row for answers, row in rows}
