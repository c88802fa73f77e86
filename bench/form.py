"""A form as a browser without script sees it: read from the page's HTML, filled in, ready to be sent."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser

#: Item -> the values with which a question follows it.
Follows = tuple[str, frozenset[str]]


@dataclass
class Control:
    """One input, text area or button."""

    name: str
    kind: str
    value: str = ""
    checked: bool = False
    #: of a checkbox: stands beside no other
    alone: bool = False
    #: of a button: sends the form elsewhere
    action: str = ""
    follows: Follows | None = None


@dataclass
class Form:
    """Where it goes, and its controls in the order of the page."""

    action: str
    controls: list[Control] = field(default_factory=list)

    def buttons(self, action: str) -> list[Control]:
        """Buttons that send the form there."""
        return [c for c in self.controls if c.kind == "submit" and c.action == action]

    def choices(self) -> dict[str, list[Control]]:
        """Question -> its radios or checkboxes, in order."""
        found: dict[str, list[Control]] = {}
        for control in self.controls:
            if control.kind in ("radio", "checkbox"):
                found.setdefault(control.name, []).append(control)
        return found

    def texts(self) -> list[str]:
        """Names of the boxes for own words."""
        return [control.name for control in self.controls if control.kind == "textarea"]

    def filled(
        self, given: Mapping[str, Sequence[str]], button: Control | None = None
    ) -> list[tuple[str, str]]:
        """What a browser would send. What is not given stays as the page had it."""
        pairs: list[tuple[str, str]] = []
        for control in self.controls:
            pairs += [(control.name, value) for value in _sent(control, given, button)]
        return pairs


def _sent(
    control: Control, given: Mapping[str, Sequence[str]], button: Control | None
) -> Sequence[str]:
    if not control.name:
        return ()
    if control.kind == "submit":
        return (control.value,) if control is button else ()
    chosen = given.get(control.name)
    if control.kind in ("radio", "checkbox"):
        on = control.checked if chosen is None else control.value in chosen
        return (control.value,) if on else ()
    return (control.value,) if chosen is None else chosen[:1]


def forms(html: str) -> list[Form]:
    """Every form of a page."""
    reader = _Reader()
    reader.feed(html)
    return reader.forms


def text(html: str) -> str:
    """What a page says, white space folded."""
    reader = _Reader()
    reader.feed(html)
    return " ".join("".join(reader.said).split())


class _Reader(HTMLParser):
    """Walks the page once. Relies on well-formed HTML, which a test of every page demands."""

    def __init__(self) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self.said: list[str] = []
        self._open: Form | None = None
        self._area: Control | None = None
        #: one entry for each open <div>: what the questions in it follow
        self._divs: list[Follows | None] = []
        self._silent = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form":
            self._open = Form(given.get("action", ""))
            self.forms.append(self._open)
        elif tag == "div":
            self._divs.append(_follows(given))
        elif tag in ("script", "style", "svg"):
            self._silent = True
        elif tag in ("input", "textarea", "button") and self._open is not None:
            self._control(tag, given, self._open)
        self._gap(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None
        elif tag == "textarea":
            self._area = None
        elif tag == "div":
            self._divs.pop()
        elif tag in ("script", "style", "svg"):
            self._silent = False
        self._gap(tag)

    def handle_data(self, data: str) -> None:
        if self._area is not None:
            # a browser ignores a line end right after the tag
            self._area.value += data if self._area.value else data.removeprefix("\n")
        elif not self._silent:
            self.said.append(data)

    def _gap(self, tag: str) -> None:
        """An inline element is no gap between words."""
        if tag not in ("a", "b", "em", "mark", "span", "strong"):
            self.said.append(" ")

    def _control(self, tag: str, given: Mapping[str, str], form: Form) -> None:
        plain = {"textarea": "textarea", "button": "submit"}.get(tag, "text")
        kind = given.get("type", plain) if tag != "textarea" else plain
        made = Control(
            name=given.get("name", ""),
            kind=kind,
            value=given.get("value", "on" if kind in ("radio", "checkbox") else ""),
            checked="checked" in given,
            alone="data-alone" in given,
            action=given.get("formaction", form.action),
            follows=next((each for each in reversed(self._divs) if each), None),
        )
        form.controls.append(made)
        if tag == "textarea":
            self._area = made


def _follows(given: Mapping[str, str]) -> Follows | None:
    if "data-follows" not in given:
        return None
    return given["data-follows"], frozenset(json.loads(given["data-when"]))
