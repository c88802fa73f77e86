"""Guards over the docs: promised tests exist, commands exist, pictures exist and are used."""

import ast
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

TEST = re.compile(r"\b(?P<file>tests/[\w/]+\.py)(?:::(?P<name>\w+))?")
NAMED = re.compile(r"`(?P<name>test_\w+)`")
COMMAND = re.compile(
    r"(?:`|^\s*(?:\$ )?|\.venv/bin/)flask (?P<words>[a-z][a-z-]*(?: [a-z][a-z-]*)?)", re.MULTILINE
)
PICTURE = re.compile(r"!\[[^\]]*\]\((?P<path>[^)]+\.(?:png|svg))\)")


def unkept(promise: str, root: Path) -> list[str]:
    """Promises (numbered sentences) that name no test, or name one that is not there."""
    known = names_of_tests(root)
    found = []
    for line in _promises(promise):
        cited = [(one["file"], one["name"]) for one in TEST.finditer(line)]
        missing = [
            f"{file}::{name}" if name else file
            for file, name in cited
            if not _is_there(root, file, name)
        ]
        missing += [one["name"] for one in NAMED.finditer(line) if one["name"] not in known]
        if not cited and not NAMED.search(line):
            found.append(f"names no test: {line[:90]}")
        found += [f"no such test: {name}" for name in missing]
    return found


def _is_there(root: Path, file: str, name: str | None) -> bool:
    path = root / file
    return path.exists() and (name is None or f"def {name}(" in path.read_text())


def names_of_tests(root: Path) -> set[str]:
    """Every test function and test file under tests/."""
    files = list((root / "tests").rglob("test_*.py"))
    trees = [ast.parse(path.read_text()) for path in files]
    functions = {
        node.name
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }
    return functions | {path.stem for path in files}


def unknown_commands(text: str, known: Iterable[str]) -> list[str]:
    """`flask …` commands in a document that the command line does not have."""
    names = set(known)
    groups = {name.split(" ")[0] for name in names if " " in name}
    found = []
    for one in COMMAND.finditer(text):
        words = one["words"]
        first = words.split(" ")[0]
        if words not in names and not (first in names and first not in groups):
            found.append(f"no such command: flask {words}")
    return found


def commands(group: click.Group, prefix: str = "") -> Iterator[str]:
    """Every command of a command line, as it is typed."""
    for name, command in group.commands.items():
        yield f"{prefix}{name}"
        if isinstance(command, click.Group):
            yield from commands(command, f"{prefix}{name} ")


def broken_pictures(root: Path) -> list[str]:
    """Pictures that a document shows and that are not there, and pictures that none shows."""
    documents = [*sorted((root / "docs").rglob("*.md")), root / "README.md"]
    shown = {
        (path.parent / one["path"]).resolve(): path
        for path in documents
        if path.exists()
        for one in PICTURE.finditer(path.read_text())
        if "://" not in one["path"]
    }
    kept = {path.resolve() for path in (root / "docs" / "pictures").glob("*.*")}
    missing = [
        f"{by.name} shows {path.name}, which is not there"
        for path, by in shown.items()
        if not path.exists()
    ]
    return missing + [f"no document shows {path.name}" for path in sorted(kept - set(shown))]


def _promises(text: str) -> Iterator[str]:
    """Numbered sentences with what is indented below them, as one line each."""
    for block in re.split(r"\n(?=\d+\. |#+ |\n)", text):
        if re.match(r"\d+\. ", block.strip()):
            yield " ".join(block.split())
