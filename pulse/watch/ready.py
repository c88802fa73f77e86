"""Whether the process can do its work: each database answers and is up to date, and a key could be made."""

from collections.abc import Iterator

from flask import Response
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from migrations.heads import head
from pulse.extensions import Store, store
from pulse.watch.door import door
from surveys import db


@door.get("/ready")
def ready() -> Response:
    """200, or 503 with a sentence for each thing that is not. No name of a server, a file or a role is in them."""
    missing = list(_missing(store()))
    if missing:
        return Response("".join(f"{one}\n" for one in missing), 503, mimetype="text/plain")
    return Response("This process is ready.\n", mimetype="text/plain")


def _missing(held: Store) -> Iterator[str]:
    """Of what this process holds. What none of its doors needs is another process's business."""
    known = held.settings
    if known.database_url is not None:
        yield from _of_database("people", held.people)
    if known.ballot_url is not None:
        yield from _of_database("ballot", held.ballot)
    if known.keys is not None and not held.keyring.is_writable():
        yield "The folder of keys cannot be written."


def _of_database(name: str, engine: Engine) -> Iterator[str]:
    try:
        found = db.revision(engine)
    except SQLAlchemyError:
        yield f"The {name} database does not answer."
        return
    if found != head(name):
        yield (
            f"The tables of the {name} database are not those of this program, or this process may not ask: "
            "run flask db upgrade, and the grants after it."
        )
