"""Control: sealed, opened once and shuffled like the real one, but a ballot is as long as what was said."""

import secrets
import uuid
from collections.abc import Mapping

from cryptography.hazmat.primitives.asymmetric import ec
from sqlalchemy import (
    Column,
    Connection,
    LargeBinary,
    MetaData,
    String,
    Table,
    delete,
    insert,
    select,
)

from surveys.responses import seal
from tests.adversary.controls.storage import Storage
from tests.adversary.people import Person

_BOX = MetaData()


class Unpadded(Storage):
    """Only the padding is missing."""

    name = "unpadded"
    box = Table(
        "box",
        _BOX,
        Column("id", String(36), primary_key=True),
        Column("block", String(60)),
        Column("ciphertext", LargeBinary),
        sqlite_with_rowid=False,
    )
    responses = Table(
        "opened",
        _BOX,
        Column("id", String(36), primary_key=True),
        Column("block", String(60)),
        Column("answers", String),
        sqlite_with_rowid=False,
    )

    def __init__(self) -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())

    def cast(self, ballot: Connection, person: Person) -> int:
        said = person.comment.encode()
        sealed = seal.seal(seal.public_part(self._key), "control", person.block, said)
        row = {"id": str(uuid.uuid4()), "block": person.block, "ciphertext": sealed}
        ballot.execute(insert(self.box), row)
        return len(sealed)

    def finish(self, ballot: Connection) -> None:
        rows = [
            {
                "id": str(uuid.uuid4()),
                "block": row.block,
                "answers": seal.unseal(self._key, "control", row.block, row.ciphertext).decode(),
            }
            for row in ballot.execute(select(self.box)).all()
        ]
        secrets.SystemRandom().shuffle(rows)
        ballot.execute(insert(self.responses), rows)
        ballot.execute(delete(self.box))

    def read(self, ballot: Connection) -> Mapping[str, object]:
        rows = ballot.execute(select(self.responses.c.answers, self.responses.c.id)).all()
        return {answers[:32]: row for answers, row in rows}
