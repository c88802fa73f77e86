"""Guard: templates import no macro they do not use, say no style of their own, and compare no k."""

import re
from collections.abc import Iterator
from pathlib import Path

IMPORT = re.compile(r"{%-?\s*from\s+[\"'][^\"']+[\"']\s+import\s+(?P<names>.*?)\s*-?%}", re.DOTALL)
WHOLE = re.compile(r"{%-?\s*import\s+[\"'][^\"']+[\"']\s+as\s+(?P<name>\w+)")
COMPARISON = re.compile(
    r"\b(\w*threshold|base|headcount|commenters)\b\s*(<|>|==)|(<|>|==)=?\s*\w*\.?threshold"
)

#: SVG that `surveys.charts` drew and escaped itself.
DRAWN = frozenset({"narrow", "wide", "chart", "picture"})


def faults(root: Path) -> list[str]:
    """What is wrong in the templates under `root`, file by file."""
    return [
        f"{path.relative_to(root)}: {fault}"
        for path in sorted(root.rglob("*.html"))
        for fault in of_template(path.read_text())
    ]


def of_template(source: str) -> Iterator[str]:
    """Unused imports; style attributes; thresholds compared."""
    for name in _imported(source):
        # once in the import itself
        if len(re.findall(rf"\b{name}\b", source)) < 2:
            yield f"imports {name} and does not use it"
    for statement in re.findall(r"{[%{].*?[%}]}", source, re.DOTALL):
        if COMPARISON.search(statement):
            yield f"compares a threshold: {statement}"
    if re.search(r"<[a-z][^>]*\sstyle=", source):
        yield "has a style attribute"
    for name in re.findall(r"([\w.\[\]]+)\s*\|\s*safe\b", source):
        if name not in DRAWN:
            yield f"marks {name} as safe; pass Markup from Python instead"


def _imported(source: str) -> Iterator[str]:
    for found in IMPORT.finditer(source):
        names = re.sub(r"\bwith(out)? context\b", "", found["names"])
        for one in names.split(","):
            yield one.split(" as ")[-1].strip()
    yield from (found["name"] for found in WHOLE.finditer(source))
