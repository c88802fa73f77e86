"""Fresh databases for each test: the tables are made once a run, then every test gets a copy."""

import importlib
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL
from sqlalchemy.orm import DeclarativeBase, Session

from migrations import chain
from surveys import db
from tests.postgres import Server

ROOT = Path(__file__).resolve().parent.parent
BASES: dict[str, type[DeclarativeBase]] = {"people": db.People, "ballot": db.Ballot}

#: Gives a new database ("people" or "ballot") each time it is called.
Maker = Callable[[str], URL]


def load_tables() -> None:
    """Import every module that declares a table, and no others: pandas and NLTK stay asleep."""
    for package in ("surveys", "pulse"):
        for path in sorted((ROOT / package).rglob("*.py")):
            if "__tablename__" in path.read_text():
                importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))


def create(url: URL, kind: str) -> None:
    """Make the tables of `kind` in the empty database at `url`, by its migrations, as in earnest."""
    engine = db.engine(url.render_as_string(hide_password=False))
    chain.upgrade(kind, engine)
    engine.dispose()


@contextmanager
def sqlite(folder: Path) -> Iterator[Maker]:
    """Copies of two template files made in `folder`."""
    for kind in BASES:
        create(_file(folder / kind), kind)
    made: list[Path] = []

    def copy(kind: str) -> URL:
        path = folder / f"{kind}-{len(made)}.sqlite"
        made.append(path)
        shutil.copyfile(folder / kind, path)
        return _file(path)

    yield copy


@contextmanager
def postgres(server: Server) -> Iterator[Maker]:
    """Copies of two template databases made on `server`."""
    templates = {kind: server.database() for kind in BASES}
    for kind, url in templates.items():
        create(url, kind)
    yield lambda kind: server.database(template=str(templates[kind].database))


@contextmanager
def session(url: URL) -> Iterator[Session]:
    """A session on a database of its own engine."""
    engine = db.engine(url.render_as_string(hide_password=False))
    with Session(engine) as opened:
        yield opened
    engine.dispose()


def _file(path: Path) -> URL:
    return URL.create("sqlite", database=str(path))
