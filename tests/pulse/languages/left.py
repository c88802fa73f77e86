"""What is left of a page in a made-up language: texts that went through no translation."""

import re
from collections.abc import Iterator

from bs4 import BeautifulSoup, Comment, Doctype

#: What no language changes: the product, digits and codes, languages' own names.
SAME = re.compile(r"Pulse|English|Cymraeg|/results|SHA-256|\b(?:CSV|SVG|PNG|kB)\b|[\W\d_]")
READ_OUT = ("aria-label", "alt", "title", "placeholder", "data-title")
WRAPPED = re.compile(r"⟦[^⟦⟧]*⟧")


def left(page: str, data: frozenset[str]) -> list[str]:
    """Texts of a page, and of what is read out, that went through no translation and are no data."""
    return sorted({text for text in _texts(page) if _rest(text, data)})


def _texts(page: str) -> Iterator[str]:
    soup = BeautifulSoup(page, "html.parser")
    for tag in soup(["script", "style", "code", "option"]):
        tag.decompose()
    for english in soup.select('[lang="en"], .pulse-words, .pulse-written, mark'):
        english.decompose()
    # A sentence may have a link in it: blocks are read as a whole.
    for block in soup.find_all(["a", "strong", "span", "b"]):
        block.unwrap()
    soup.smooth()
    for text in soup.find_all(string=True):
        if not isinstance(text, Comment | Doctype):
            yield " ".join(text.split())
    for tag in soup.find_all(True):
        yield from (str(tag[name]) for name in READ_OUT if tag.get(name))


def _rest(text: str, data: frozenset[str]) -> str:
    before = None
    while before != text:
        before, text = text, WRAPPED.sub("", text)
    for known in sorted(data, key=len, reverse=True):
        text = text.replace(known, "")
    return SAME.sub("", text)
