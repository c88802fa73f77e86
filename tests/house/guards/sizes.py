"""Guard: files and functions stay small enough to be read in one go (docs/architecture.md)."""

import ast
from pathlib import Path

MODULE, FUNCTION, CONFTEST, TEMPLATE = 250, 40, 150, 120
#: Not migrations: each is read once, beside the tables it made, and never grows again.
FOLDERS = ("surveys", "pulse", "tests", "tools", "bench")


def too_long(root: Path) -> list[str]:
    """Modules, functions and templates over their limit."""
    found = []
    for folder in FOLDERS:
        for path in sorted((root / folder).rglob("*.py")):
            found += _in_module(path.read_text(), path.relative_to(root))
    for path in sorted((root / "pulse" / "templates").rglob("*.html")):
        lines = len(path.read_text().splitlines())
        if lines > TEMPLATE:
            found.append(f"{path.relative_to(root)} has {lines} lines (limit {TEMPLATE})")
    return found


def _in_module(source: str, name: Path) -> list[str]:
    limit = CONFTEST if name.name == "conftest.py" else MODULE
    lines = len(source.splitlines())
    found = [f"{name} has {lines} lines (limit {limit})"] if lines > limit else []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            if length > FUNCTION:
                found.append(f"{name}: {node.name} has {length} lines (limit {FUNCTION})")
    return found
