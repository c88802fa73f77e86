"""Control: responses have random ids and no time, in an ordinary table."""

import uuid
from collections.abc import Mapping

from sqlalchemy import Column, Connection, MetaData, String, Table, insert, select

from tests.adversary.controls.storage import Storage
from tests.adversary.people import Person

_BOX = MetaData()


class RandomId(Storage):
    """A random UUID and the answers. What many would call anonymous."""

    name = "random UUID"
    box = responses = Table(
        "response",
        _BOX,
        Column("id", String(36), primary_key=True),
        Column("block", String(60)),
        Column("answers", String),
    )

    def cast(self, ballot: Connection, person: Person) -> int:
        row = {"id": str(uuid.uuid4()), "block": person.block, "answers": person.comment}
        ballot.execute(insert(self.box), row)
        return 8192

    def read(self, ballot: Connection) -> Mapping[str, object]:
        rows = ballot.execute(select(self.box.c.answers, self.box.c.id)).all()
        return {answers[:32]: row for answers, row in rows}
