"""Guards over source code: who compares thresholds, who commits, who asks what time it is."""

import ast
import re
from collections.abc import Callable, Iterator
from pathlib import Path

Guard = Callable[[str], list[str]]

#: Names under which a threshold goes, and names of what is compared with one.
THRESHOLD = re.compile(r"(\w*_)?threshold|k|k_[a-z]+|[A-Z_]*FLOOR")
PEOPLE_COUNTED = re.compile(r"(\w*_)?(base|headcount|commenters|respondents)")
MAY_COMPARE = ("surveys/fieldwork/pledge.py", "surveys/disclosure/", "surveys/blocks.py")
TIMELESS = tuple(
    f"surveys/{room}/"
    for room in ("fieldwork", "credentials", "responses", "clearing", "comments", "disclosure")
)
MOMENTS = {"now", "utcnow", "today", "time", "time_ns", "fromtimestamp", "localtime", "gmtime"}


def over(
    root: Path, guard: Guard, *, under: tuple[str, ...], but: tuple[str, ...] = ()
) -> list[str]:
    """Run a guard over the Python files whose path begins with one of `under`, not with `but`."""
    found = []
    for path in sorted(root.rglob("*.py")):
        name = path.relative_to(root).as_posix()
        if name.startswith(under) and not name.startswith(but or ("\0",)):
            found += [f"{name}:{fault}" for fault in guard(path.read_text())]
    return found


def thresholds_compared(source: str) -> list[str]:
    """Comparisons with k. Only the pledge, the tree programme and disclosure may make one."""
    return [
        f"{node.lineno}: {ast.unparse(node)}"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Compare) and _is_about_k(node)
    ]


def commits(source: str) -> list[str]:
    """Calls of `.commit(` and `.begin(`: the domain flushes, whoever called it commits."""
    return [
        f"{node.lineno}: {ast.unparse(node)}"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "commit"
    ]


def moments(source: str) -> list[str]:
    """Anything that asks for a moment: only `surveys.clock` knows one, and it gives days."""
    return [fault for node in ast.walk(ast.parse(source)) for fault in _moments_in(node)]


def model_imports(source: str) -> list[str]:
    """Imports of ours: a migration that imports a table changes when the table does."""
    return [
        f"{node.lineno}: {ast.unparse(node)}"
        for node in ast.walk(ast.parse(source))
        if (isinstance(node, ast.Import) and any(_ours(one.name) for one in node.names))
        or (isinstance(node, ast.ImportFrom) and _ours(node.module or ""))
    ]


def _ours(module: str) -> bool:
    return module.split(".", maxsplit=1)[0] in {"surveys", "pulse"}


def _is_about_k(node: ast.Compare) -> bool:
    if all(isinstance(op, ast.In | ast.NotIn | ast.Is | ast.IsNot) for op in node.ops):
        return False
    sides = [node.left, *node.comparators]
    names = [_last_name(side) for side in sides]
    if any(THRESHOLD.fullmatch(name) for name in names):
        return True
    # `base >= 10`, with the threshold written out
    numbers = [
        s for s in sides if isinstance(s, ast.Constant) and isinstance(s.value, int) and s.value > 1
    ]
    return bool(numbers) and any(PEOPLE_COUNTED.fullmatch(name) for name in names)


def _last_name(node: ast.expr) -> str:
    if isinstance(node, ast.Name):
        return node.id
    return node.attr if isinstance(node, ast.Attribute) else ""


def _moments_in(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Import):
        yield from (f"{node.lineno}: import time" for one in node.names if one.name == "time")
    if isinstance(node, ast.ImportFrom) and node.module == "time":
        yield f"{node.lineno}: from time import …"
    if isinstance(node, ast.ImportFrom) and node.module == "datetime":
        names = {one.name for one in node.names} & {"datetime", "time"}
        yield from (f"{node.lineno}: from datetime import {name}" for name in sorted(names))
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        owner = _last_name(node.func.value)
        if node.func.attr in MOMENTS and owner in {"datetime", "date", "time"}:
            yield f"{node.lineno}: {ast.unparse(node)}"
