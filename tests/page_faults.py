"""What is wrong with a page of ours: one pure function, `faults`, over its HTML and headers.

Each check is a generator over the parsed page; adding one is adding a function to CHECKS.
"""

import base64
import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from xml.etree.ElementTree import Element

from html5lib import HTMLParser, constants

#: Pages of people without an account. Nothing on them may tell one visitor from another.
WORKER = re.compile(
    r"/|/(answer|stop/|promise|results|how-|help|accessibility|whistleblowing)[^?]*|/i([/#%][^?]*)?"
)
CONTROLS = {"input", "select", "textarea"}
UNLABELLED = {"hidden", "submit", "button", "image", "reset"}
REFERENCES = ("aria-labelledby", "aria-describedby", "aria-controls", "for", "headers", "list")
#: What stands before a form's token; digest of a page -> what is wrong with it.
_TOKEN = re.compile(r'(name="csrf_token"[^>]*value=")[^"]+')
_known: dict[bytes, list[str]] = {}
SPOKEN = ("title", "alt", "value", "content", "datetime")


@dataclass(frozen=True)
class Page:
    """A fetched page: its root element, what the parser complained about, where it came from."""

    root: Element
    complaints: tuple[str, ...]
    path: str
    policy: Mapping[str, tuple[str, ...]]

    @property
    def is_workers(self) -> bool:
        return WORKER.fullmatch(self.path) is not None

    def every(self, *tags: str) -> Iterator[Element]:
        """The elements of these tags, or all of them, in the order of the page."""
        return (one for one in self.root.iter() if not tags or one.tag in tags)

    def ids(self) -> Counter[str]:
        return Counter(one.attrib["id"] for one in self.every() if "id" in one.attrib)


def faults(html: str, *, path: str, content_security_policy: str = "") -> list[str]:
    """Everything wrong with a page, in words; an empty list for a good one.

    Pages that differ by a form's token alone are one: tests fetch the same page again and again.
    """
    html = _TOKEN.sub(r"\g<1>token", html)
    key = hashlib.sha256(repr((html, path, content_security_policy)).encode()).digest()
    if key not in _known:
        _known[key] = _faults(html, path, content_security_policy)
    return list(_known[key])


def _faults(html: str, path: str, content_security_policy: str) -> list[str]:
    root, complaints = _parse(html)
    page = Page(root, complaints, path, _policy(content_security_policy))
    return [fault for check in CHECKS for fault in check(page)]


@lru_cache(maxsize=32)
def _parse(html: str) -> tuple[Element, tuple[str, ...]]:
    """The questionnaire is the same bytes for everybody, so one parse serves many fetches."""
    parser = HTMLParser(namespaceHTMLElements=False)
    root = parser.parse(html)
    _drop_templates(root)
    said = (
        f"line {position[0]}: {constants.E.get(code, code) % data}"
        for position, code, data in parser.errors
    )
    return root, tuple(said)


def _drop_templates(root: Element) -> None:
    """What a script may show later is no part of this page; it is looked at when it is shown, in a browser."""
    for parent in list(root.iter()):
        for template in [child for child in parent if child.tag == "template"]:
            parent.remove(template)


def _policy(header: str) -> dict[str, tuple[str, ...]]:
    parts = (part.split() for part in header.split(";") if part.strip())
    return {name: tuple(values) for name, *values in parts}


def _text(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def _well_formed(page: Page) -> Iterator[str]:
    yield from (f"malformed HTML: {one}" for one in page.complaints)


def _language(page: Page) -> Iterator[str]:
    if not page.root.get("lang"):
        yield "<html> names no language"


def _heading(page: Page) -> Iterator[str]:
    headings = [_text(one) for one in page.every("h1")]
    titles = [_text(one) for one in page.every("title") if "svg" not in str(one.tag)]
    if len(headings) != 1:
        yield f"{len(headings)} h1 headings instead of one: {headings}"
    elif not headings[0] or headings[0].casefold() not in titles[0].casefold():
        yield f"the h1 {headings[0]!r} is not in the title {titles[0]!r}"


def _ids(page: Page) -> Iterator[str]:
    ids = page.ids()
    yield from (f"id {name!r} is used {times} times" for name, times in ids.items() if times > 1)
    for one in page.every():
        for attribute in REFERENCES:
            for name in one.get(attribute, "").split():
                if name not in ids:
                    yield f"{attribute}={name!r} on <{one.tag}> points to nothing"


def _labels(page: Page) -> Iterator[str]:
    labelled = {one.get("for") for one in page.every("label") if _text(one)}
    wrapped = {inner for label in page.every("label") if _text(label) for inner in label.iter()}
    for one in page.every(*CONTROLS):
        named = one.get("aria-label") or one.get("aria-labelledby") or one.get("id") in labelled
        if one.get("type") not in UNLABELLED and not named and one not in wrapped:
            yield f"<{one.tag} name={one.get('name')!r}> has no label"
    for one in page.every("button", "a"):
        pictures = [inner for inner in one.iter("img") if inner.get("alt")]
        if not (_text(one) or one.get("aria-label") or pictures):
            yield f"a <{one.tag}> without words"


def _images(page: Page) -> Iterator[str]:
    yield from (
        f"image {one.get('src')!r} has no alt"
        for one in page.every("img")
        if "alt" not in one.attrib
    )


def _forms(page: Page) -> Iterator[str]:
    for form in page.every("form"):
        if not form.get("action"):
            yield "a form has no action"
        tokens = [one for one in form.iter("input") if one.get("name") == "csrf_token"]
        posts = form.get("method", "get").lower() == "post"
        if posts and not page.is_workers and not (tokens and tokens[0].get("value")):
            yield f"the staff form to {form.get('action')!r} has no csrf_token"
        if page.is_workers and tokens:
            yield f"the worker's form to {form.get('action')!r} has a csrf_token (it wants a cookie)"


def _inline(page: Page) -> Iterator[str]:
    for one in page.every("script", "style"):
        is_code = one.get("type", "module") in {"module", "text/javascript", "text/css"}
        if is_code and not one.get("src") and not _allowed(one, page):
            yield f"an inline <{one.tag}> that the policy does not allow"
    for one in page.every():
        for name, value in one.attrib.items():
            if name == "style" or name.startswith("on"):
                yield f"inline {name}= on <{one.tag}>"
            if name in {"href", "action", "src"} and value.strip().lower().startswith(
                "javascript:"
            ):
                yield f"a javascript: address on <{one.tag}>"


def _allowed(inline: Element, page: Page) -> bool:
    rule = page.policy.get(f"{inline.tag}-src", page.policy.get("default-src", ()))
    digest = hashlib.sha256("".join(inline.itertext()).encode()).digest()
    nonce = inline.get("nonce")
    return f"'sha256-{base64.b64encode(digest).decode()}'" in rule or (
        nonce is not None and f"'nonce-{nonce}'" in rule
    )


def _strangers(page: Page) -> Iterator[str]:
    for one in page.every("script", "link", "img", "iframe", "use", "source"):
        address = one.get("src") or one.get("href") or ""
        if re.match(r"(https?:)?//", address):
            yield f"<{one.tag}> fetches from elsewhere: {address}"


def _withheld(page: Page) -> Iterator[str]:
    for one in page.every():
        if "withheld" not in one.get("class", "").split():
            continue
        for inner in one.iter():
            spoken = [inner.get(name, "") for name in SPOKEN]
            spoken += [v for k, v in inner.attrib.items() if k.startswith(("aria-label", "data-"))]
            words = [inner.text or "", *spoken, *((inner.tail or "",) if inner is not one else ())]
            if any(re.search(r"\d", word) for word in words):
                yield f"a number in a withheld <{one.tag}>: {_text(one)!r} {inner.attrib}"


CHECKS: tuple[Callable[[Page], Iterator[str]], ...] = (
    _well_formed,
    _language,
    _heading,
    _ids,
    _labels,
    _images,
    _forms,
    _inline,
    _strangers,
    _withheld,
)
