"""The last revision of each chain, for those who only ask: it takes no Alembic."""

from pathlib import Path

HERE = Path(__file__).parent

#: One chain a database.
CHAINS = ("people", "ballot")


def head(chain: str) -> str:
    """A line in a file, so that two branches that both add a revision conflict at once."""
    return (HERE / chain / "HEAD").read_text(encoding="ascii").strip()


def revisions(chain: str) -> frozenset[str]:
    """Every revision that this program knows."""
    return frozenset(path.stem for path in (HERE / chain / "versions").glob("[0-9]*.py"))
