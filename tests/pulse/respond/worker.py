"""A worker in tests: fills in the form that stands on the page, and taps a button."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from bs4 import BeautifulSoup, Tag
from werkzeug.test import TestResponse

from tests.filled_form import filled
from tests.house_client import HouseClient

Fields = Mapping[str, object]


@dataclass
class Worker:
    """A browser of one person: the last page, and what its forms would send."""

    client: HouseClient
    code: str
    script: bool = False
    page: TestResponse = field(init=False)

    @property
    def text(self) -> str:
        return " ".join(self.soup.get_text(" ").split())

    @property
    def soup(self) -> BeautifulSoup:
        return BeautifulSoup(self.page.get_data(as_text=True), "html.parser")

    @property
    def heading(self) -> str:
        heading = self.soup.h1
        assert heading is not None
        return heading.get_text(strip=True)

    def opens(self) -> "Worker":
        """The code page, the code typed, Continue."""
        self.page = self.client.get("/answer")
        return self.taps(code=self.code, **({"script": "1"} if self.script else {}))

    def taps(self, button: str = "", **fields: object) -> "Worker":
        """Fill these fields in, then tap the button of that text; the first one when none is named."""
        html = self.page.get_data(as_text=True)
        form = filled(html)
        tapped = self._button(button)
        sent: dict[str, object] = {**form.fields, **fields}
        if tapped.get("name"):
            sent[str(tapped["name"])] = str(tapped["value"])
        address = str(tapped.get("formaction") or form.action)
        self.page = self.client.post(address, data=sent)
        return self

    def answers(self, answers: Fields) -> "Worker":
        """Go through the questions to the check page, answering these."""
        for _ in range(50):
            if "/answer/check" in self._action():
                break
            self.taps(**self._asked_here(answers))
        return self.taps(**self._asked_here(answers))

    def sends(self) -> "Worker":
        """Send, and go where that leads."""
        self.taps("Send my answers")
        if self.page.status_code == 303:
            self.page = self.client.get(self.page.headers["Location"])
        return self

    def error(self) -> str:
        """What stands beside the field in error."""
        found = self.soup.select(".govuk-error-message")
        return " ".join(" ".join(one.get_text().split()) for one in found)

    def _asked_here(self, answers: Fields) -> dict[str, object]:
        here = {str(one.get("name")) for one in self.soup.select("main [name]")}
        return {name: value for name, value in answers.items() if name in here}

    def _action(self) -> str:
        return filled(self.page.get_data(as_text=True)).action

    def _button(self, text: str) -> Tag:
        buttons = self.soup.select("form button")
        fit = [one for one in buttons if text in " ".join(one.get_text().split())]
        assert fit, f"no button {text!r} on {self.heading!r}"
        return fit[0]
