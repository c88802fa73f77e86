"""A hand at a browser that counts what it does: clicks, fields, keys, words met, and seconds that pages took to come."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from time import monotonic

from playwright.sync_api import Locator, Page

#: The keystroke-level model (Card, Moran and Newell 1980): seconds for a key of an average typist, to point, to press a
#: button, to bring the hand to keyboard or mouse, to make up one's mind. Reading: words a second (Brysbaert 2019).
KEY, POINT, BUTTON, HOME, MIND, READ = 0.28, 1.1, 0.1, 0.4, 1.35, 238 / 60


@dataclass(frozen=True)
class Effort:
    """What something took."""

    pages: int = 0
    clicks: int = 0
    fields: int = 0
    keys: int = 0
    words: int = 0
    #: until the pages stood
    seconds: float = 0.0

    def __add__(self, other: "Effort") -> "Effort":
        return Effort(
            self.pages + other.pages,
            self.clicks + other.clicks,
            self.fields + other.fields,
            self.keys + other.keys,
            self.words + other.words,
            self.seconds + other.seconds,
        )

    @property
    def minutes(self) -> float:
        """Of a person who reads every line once, and knows what to type."""
        acting = self.clicks * (POINT + BUTTON + MIND) + self.fields * (HOME + MIND)
        return (acting + self.keys * KEY + self.words / READ + self.seconds) / 60


@dataclass
class Hand:
    """One person at one browser."""

    page: Page
    live: str
    #: what is done with every page that comes
    look: Callable[[Page], None] = lambda _page: None
    steps: dict[str, Effort] = field(default_factory=dict)
    _own: Effort = field(default_factory=Effort)
    _read: set[str] = field(default_factory=set)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """What is done inside counts as this step."""
        self._own = Effort()
        yield
        self.steps[name] = self._own

    def go(self, path: str) -> None:
        """To an address that was given: no click."""
        begun = monotonic()
        self.page.goto(path if path.startswith("http") else self.live + path)
        self._came(monotonic() - begun)

    def press(self, target: Locator) -> None:
        """A click that leads to another page."""
        begun = monotonic()
        with self.page.expect_navigation():
            target.click()
        self._own = replace(self._own, clicks=self._own.clicks + 1)
        self._came(monotonic() - begun)

    def tap(self, target: Locator) -> None:
        """A click that stays on the page."""
        target.click()
        self._own = replace(self._own, clicks=self._own.clicks + 1)

    def button(self, name: str) -> None:
        self.press(self.page.get_by_role("button", name=name, exact=True))

    def link(self, name: str) -> None:
        self.press(self.page.get_by_role("link", name=name).first)

    def type(self, label: str, text: str) -> None:
        """Into a field, in place of what stood there."""
        self.page.get_by_label(label, exact=True).fill(text)
        self._own = replace(self._own, fields=self._own.fields + 1, keys=self._own.keys + len(text))

    def bring(self, label: str, name: str, content: str) -> None:
        """A file: three clicks in the window that the browser opens."""
        self.page.get_by_label(label).set_input_files(
            files=[{"name": name, "mimeType": "text/csv", "buffer": content.encode()}]
        )
        self._own = replace(self._own, clicks=self._own.clicks + 3)

    def _came(self, seconds: float) -> None:
        self._own = replace(
            self._own,
            pages=self._own.pages + 1,
            words=self._own.words + self._new_words(),
            seconds=self._own.seconds + seconds,
        )
        self.look(self.page)

    def _new_words(self) -> int:
        """Of lines that have not stood on a page before; nobody reads the same list seven times."""
        main = self.page.locator("main")
        unseen = main.locator(".govuk-visually-hidden").all_inner_texts()
        lines = set(main.inner_text().splitlines()) - self._read - set(unseen)
        self._read |= lines
        return sum(len(line.split()) for line in lines)
