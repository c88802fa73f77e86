"""Guard: in the templates of workers' rooms every word goes through a translation; the Welsh of each says the same gaps.

Templates are parsed, not searched: what stands between expressions is put together again, with a mark where each was.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from jinja2 import Environment, nodes

ROOMS = ("respond", "pages", "results", "optout", "errors")
LAYOUTS = ("base.html", "worker.html")
LETTERS = ("invitation.txt", "reminder.txt", "text_invitation.txt", "text_reminder.txt")
SAID = frozenset({"_", "ngettext"})
#: Names, and what no language changes.
SAME = re.compile(r"Pulse|tel:|/results|\d|[^\w]|_")
_ATTRIBUTES = re.compile(r'\s(aria-label|alt|title|placeholder|data-title)="([^"]*)"')
_TAG = re.compile(r"<!--.*?-->|<[^<>]*>", re.DOTALL)
_HOLE = "\x00"
#: A text in an expression: it begins with a capital, or has several words.
_SENTENCE = re.compile(r"^[A-Z“][a-z’]{2,}|[A-Za-z]{2,} [a-z]{2,}")
_PATH = re.compile(r"^[\w/-]+\.(html|js|css|svg)$|govuk-|pulse-")
_PLACEHOLDER = re.compile(r"%\((\w+)\)s")


def templates(root: Path) -> list[Path]:
    """Those of the rooms, and every component that one of them draws, however deep."""
    found = [path for room in ROOMS for path in sorted((root / room).glob("*.html"))]
    found += [root / name for name in LAYOUTS] + [root / "letters" / name for name in LETTERS]
    for path in found:  # grows while it is walked
        for name in re.findall(r'(?:from|include) "(components/[^"]+)"', path.read_text()):
            if root / name not in found:
                found.append(root / name)
    return found


def untranslated(source: str) -> Iterator[str]:
    """Words that stand outside a translation."""
    tree = Environment(extensions=["jinja2.ext.i18n"], autoescape=True).parse(source)
    page = "".join(_pieces(tree))
    for _, value in _ATTRIBUTES.findall(page):
        yield from _words(value)
    for text in _TAG.split(page):
        yield from _words(text)
    yield from _in_expressions(tree)


def gaps(text: str) -> tuple[list[str], list[str]]:
    """What a message leaves open, and the tags in it."""
    return sorted(set(_PLACEHOLDER.findall(text))), sorted(_TAG.findall(text))


def _pieces(tree: nodes.Node) -> Iterator[str]:
    for output in tree.find_all(nodes.Output):
        for piece in output.nodes:
            yield piece.data if isinstance(piece, nodes.TemplateData) else _HOLE


def _words(text: str) -> Iterator[str]:
    left = SAME.sub("", re.sub(r"&\w+;", "", text.replace(_HOLE, "")))
    if left:
        yield " ".join(text.replace(_HOLE, "…").split())


def _in_expressions(tree: nodes.Node) -> Iterator[str]:
    said = {
        id(text)
        for call in tree.find_all(nodes.Call)
        if isinstance(call.node, nodes.Name) and call.node.name in SAID
        for text in call.find_all(nodes.Const)
    }
    for text in tree.find_all(nodes.Const):
        if not isinstance(text.value, str) or id(text) in said:
            continue
        if _SENTENCE.search(text.value) and not _PATH.search(text.value):
            yield text.value
