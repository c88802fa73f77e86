"""A tab of a browser that speaks WebDriver: what a person does with it, and what stands in it.

`bench/marionette.py` and `bench/webkit.py` start the browsers. A command has Marionette's short name ("Navigate").
"""

import json
import time
from collections.abc import Callable
from typing import Protocol, TypeVar

from playwright.sync_api import Error

T = TypeVar("T")

PATIENCE = 15  # seconds until what does not show up is missing
PHONE = {"width": 360, "height": 800}  # or as narrow as the browser's window goes
ELEMENT = "element-6066-11e4-a52e-4f735466cecf"  # the standard's own name for a reference
#: What an XPath finds and a person can see.
SEEN = """
const found = document.evaluate(arguments[0], document, null, XPathResult.ORDERED_NODE_SNAPSHOT_TYPE, null)
for (let at = 0; at < found.snapshotLength; at++) {
  const element = found.snapshotItem(at)
  if (!element.getClientRects().length) continue
  element.scrollIntoView({ block: 'center' }) // WebKitWebDriver does not reach what is just below the screen
  return element
}
return null
"""
SHOWN = """
return [...document.querySelectorAll(arguments[0])].filter(one => one.getClientRects().length).map(one => one.textContent.trim().replace(/\\s+/g, ' '))
"""


class Driver(Protocol):
    """A running browser, and whatever passes commands on to it."""

    version: str

    def command(self, name: str, **given: object) -> object:
        """The command's value. Raises playwright's Error with the browser's words."""
        ...


class Tab:
    """The one tab of a browser that nobody has used before."""

    def __init__(self, driver: Driver) -> None:
        self._driver = driver
        self.version = driver.version
        driver.command("SetTimeouts", script=300_000)
        driver.command("SetWindowRect", **PHONE)

    def goto(self, address: str) -> None:
        self._driver.command("Navigate", url=address)

    def reload(self) -> None:
        self._driver.command("Refresh")

    def press(self, button: str) -> None:
        """Press the button with this name, once there is one."""
        self._click(f"//button[normalize-space()={json.dumps(button)}]")

    def choose(self, label: str) -> None:
        """Tick the answer with this label."""
        self._click(f"//label[normalize-space()={json.dumps(label)}]")

    def write(self, field: str, text: str) -> None:
        """Type into the field with this id."""
        found = self._see(f"//*[@id={json.dumps(field)}]")
        self._driver.command("ElementSendKeys", id=found, text=text)

    def reads(self, selector: str, text: str) -> None:
        """Wait until something that the selector finds says this. Raises AssertionError."""
        self._until(
            lambda: self.texts(selector), lambda said: any(text in one for one in said), text
        )

    def gives(self, expression: str, wanted: object) -> None:
        """Wait until an expression of the page has this value. Raises AssertionError."""
        self._until(lambda: self.script(f"return {expression}"), lambda got: got == wanted, wanted)

    def texts(self, selector: str) -> list[str]:
        """What can be seen of everything that the selector finds."""
        said = self.script(SHOWN, selector)
        assert isinstance(said, list)
        return said

    def script(self, body: str, *given: object) -> object:
        """What the body of a function returns."""
        return self._driver.command("ExecuteScript", script=body, args=list(given))

    def evaluate(self, function: str, given: object = None) -> object:
        """What an async function of one argument returns, as JSON. Raises playwright's Error for what it throws."""
        body = (
            f"const done = arguments[1]; ({function})(arguments[0]).then("
            "value => done(JSON.stringify({ value })), error => done(JSON.stringify({ error: `${error}` })))"
        )
        said = json.loads(
            str(self._driver.command("ExecuteAsyncScript", script=body, args=[given]))
        )
        if "error" in said:
            raise Error(said["error"])
        return said.get("value")

    def _click(self, path: str) -> None:
        self._driver.command("ElementClick", id=self._see(path))

    def _see(self, path: str) -> str:
        found = self._until(lambda: self.script(SEEN, path), lambda it: isinstance(it, dict), path)
        assert isinstance(found, dict)
        return str(found[ELEMENT])

    def _until(self, look: Callable[[], T], right: Callable[[T], bool], wanted: object) -> T:
        until = time.monotonic() + PATIENCE
        while not right(found := look()):
            page = self.texts("main")
            assert time.monotonic() < until, (
                f"{found!r}, not {wanted!r}, on a page that says {page}"
            )
            time.sleep(0.05)
        return found
