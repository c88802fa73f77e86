"""Control: padded and sealed like the real one, but the box keeps its order and its key lies beside it for good."""

from collections.abc import Mapping

from sqlalchemy import (
    Column,
    Connection,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    insert,
    select,
)

from surveys.responses import packing, seal
from tests.adversary.controls.storage import Storage
from tests.adversary.people import Person

_BOX = MetaData()


class KeptKey(Storage):
    """Nobody opens, shuffles and destroys: whoever has the database reads the box as it lies."""

    name = "key kept with an ordered box"
    box = responses = Table(
        "box",
        _BOX,
        Column("id", Integer, primary_key=True),
        Column("block", String(60)),
        Column("ciphertext", LargeBinary),
    )
    keys = Table(
        "box_key", _BOX, Column("id", Integer, primary_key=True), Column("key", LargeBinary)
    )

    def __init__(self) -> None:
        self._new = seal.new_key()

    def cast(self, ballot: Connection, person: Person) -> int:
        if ballot.execute(select(self.keys)).first() is None:
            ballot.execute(insert(self.keys), {"id": 1, "key": self._new})
        packed = packing.pack({"canary": person.canary}, [])
        public = seal.public_part(seal.load_key(self._new))
        sealed = seal.seal(public, "control", person.block, packed)
        ballot.execute(insert(self.box), {"block": person.block, "ciphertext": sealed})
        return len(sealed)

    def read(self, ballot: Connection) -> Mapping[str, object]:
        key = seal.load_key(bytes(ballot.execute(select(self.keys.c.key)).scalar_one()))
        found = {}
        for row in ballot.execute(select(self.box)).all():
            opened = seal.unseal(key, "control", row.block, bytes(row.ciphertext))
            found[str(packing.unpack(opened).answers["canary"])] = row.id
        return found
