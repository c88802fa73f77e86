"""The board paper as a PDF that screen readers can read (PDF/UA-1)."""

import html
import re
from dataclasses import asdict
from pathlib import Path
from typing import Final, cast

from surveys import typeset
from surveys.canonical import Json
from surveys.exports.package import sayable
from surveys.exports.paper import Figured, Paper

_TEMPLATE: Final = Path(__file__).parent / "paper.typ"
_DESCRIBED: Final = re.compile(r"<title[^>]*>(.*?)</title><desc[^>]*>(.*?)</desc>", re.DOTALL)


def file(paper: Paper) -> bytes:
    """The whole file."""
    data = cast("dict[str, Json]", _sayable(asdict(paper)))
    data["alts"] = [alt(section.figure) if section.figure else None for section in paper.sections]
    return typeset.pdf(_TEMPLATE, data)


def alt(figure: Figured) -> str:
    """The words that stand for a picture: its own name and description."""
    found = _DESCRIBED.search(figure.svg)
    return html.unescape(": ".join(found.groups())) if found else figure.caption


def _sayable(part: object) -> object:
    if isinstance(part, dict):
        return {key: _sayable(each) for key, each in part.items()}
    if isinstance(part, list | tuple):
        return [_sayable(each) for each in part]
    return sayable(part) if isinstance(part, str) else part
