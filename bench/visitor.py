"""A visitor of the website: a browser without script that keeps its cookies and follows redirects."""

import http.client
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import unescape
from urllib.parse import urlencode, urljoin, urlsplit

from bench import form
from bench.council import WentWrong
from bench.form import Control, Form

_LINK = re.compile(r'<a\b[^>]*?\bhref="(/[^"#]*)')
_REDIRECTS = (301, 302, 303, 307, 308)
#: The last two say: the same again, elsewhere.
_SAME_AGAIN = (307, 308)


@dataclass(frozen=True)
class Page:
    """What came back, after redirects."""

    status: int
    path: str
    body: bytes
    content_type: str

    @property
    def html(self) -> str:
        return self.body.decode()

    @property
    def text(self) -> str:
        return form.text(self.html)

    @property
    def links(self) -> list[str]:
        """Links within this site, in order."""
        return [unescape(found) for found in _LINK.findall(self.html)]

    def form(self, action: str) -> Form:
        """The form that goes to a path that begins so. Raises WentWrong."""
        for one in form.forms(self.html):
            if one.action.startswith(action):
                return one
        raise WentWrong(f"{self.path} ({self.status}) has no form for {action}: {self.text[:300]}")

    def has_form(self, action: str) -> bool:
        return any(one.action.startswith(action) for one in form.forms(self.html))

    def expect(self, words: str, status: int = 200) -> "Page":
        """This page, if it says these words with this status. Raises WentWrong."""
        if self.status != status or words not in self.text:
            raise WentWrong(
                f"{self.path} answered {self.status}, not {status} with “{words}”: {self.text[:400]}"
            )
        return self


@dataclass
class Visitor:
    """One browser. A new connection for each request, as a phone on a bad line has it."""

    port: int
    cookies: dict[str, str] = field(default_factory=dict)

    def get(self, path: str) -> Page:
        return self._go("GET", path, None)

    def post(self, path: str, fields: Sequence[tuple[str, str]]) -> Page:
        return self._go("POST", path, urlencode(fields).encode())

    def submit(
        self, page: Page, filled: Form, fields: Sequence[tuple[str, str]], button: Control | None
    ) -> Page:
        """Send a form of this page to where it, or the button, says."""
        action = button.action if button else filled.action
        return self.post(urljoin(page.path, action), fields)

    def log_in(self, email: str, password: str) -> Page:
        """The first page of this member of staff. Raises WentWrong."""
        page = self.get("/staff/log-in")
        found = page.form("/staff/log-in")
        fields = found.filled({"email": [email], "password": [password]})
        arrived = self.submit(page, found, fields, None)
        if arrived.status != 200 or "/log-in" in arrived.path:
            raise WentWrong(f"{email} cannot log in: {arrived.text[:300]}")
        return arrived

    def _go(self, method: str, path: str, body: bytes | None) -> Page:
        for _ in range(6):
            page, target = self._once(method, path, body)
            if target is None:
                return page
            path = urljoin(path, target)
            if page.status not in _SAME_AGAIN:
                method, body = "GET", None
        raise WentWrong(f"{path} redirects in a circle.")

    def _once(self, method: str, path: str, body: bytes | None) -> tuple[Page, str | None]:
        """A page, and where it sends us on to."""
        headers = {"Host": f"localhost:{self.port}"}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{k}={v}" for k, v in self.cookies.items())
        split = urlsplit(path)
        target = split.path + (f"?{split.query}" if split.query else "")
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            connection.request(method, target, body, headers)
            response = connection.getresponse()
            content = response.read()
        finally:
            connection.close()
        for line in response.headers.get_all("Set-Cookie") or ():
            name, _, value = line.partition(";")[0].partition("=")
            self.cookies[name] = value
        page = Page(response.status, target, content, response.headers.get("Content-Type") or "")
        return page, response.headers["Location"] if response.status in _REDIRECTS else None
