"""A test client that inspects every page it fetches, so that no test can read a bad one.

It knows no exceptions: a page that is wrong fails whichever test happened to fetch it.
"""

from collections.abc import Iterator, Mapping
from urllib.parse import urljoin

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.filled_form import filled
from tests.page_faults import WORKER, faults

UNSAFE = ("'unsafe-inline'", "'unsafe-eval'", "http:", "https:", "*")
WANTED = {"Referrer-Policy": "no-referrer", "X-Content-Type-Options": "nosniff"}


class BadPage(AssertionError):
    """A page broke a rule of the house; the message lists every broken rule."""


class HouseClient(FlaskClient):
    """Flask's client; every response, redirects on the way included, is inspected."""

    def open(self, *args: object, **kwargs: object) -> TestResponse:  # type: ignore[override]
        """Fetch, inspect, hand on. Raises BadPage."""
        response = super().open(*args, **kwargs)  # type: ignore[arg-type]
        for one in (*response.history, response):
            inspect(one)
        return response

    def send(
        self, page: TestResponse, fields: Mapping[str, object], *, action: str | None = None
    ) -> TestResponse:
        """Fill in the form on `page` and send it, as a browser would: its hidden fields go along.

        With several forms on the page, `action` says which. `fields` replaces what the form holds;
        a list stands for several values of one name, None takes a name away.
        """
        form = filled(page.get_data(as_text=True), action)
        data = {k: v for k, v in (form.fields | dict(fields)).items() if v is not None}
        address = urljoin(page.request.path, form.action)
        if form.method == "get":
            return self.get(address, query_string=data)
        return self.post(address, data=data)


def inspect(response: TestResponse) -> None:
    """Raise BadPage when anything about the response is wrong."""
    path = response.request.path
    found = list(_header_faults(response.headers, path=path, html=_is_html(response)))
    if _is_html(response):
        policy = response.headers.get("Content-Security-Policy", "")
        text = response.get_data(as_text=True)
        found += faults(text, path=path, content_security_policy=policy)
    if found:
        raise BadPage(f"{response.request.method} {path}:\n  " + "\n  ".join(found))


def _is_html(response: TestResponse) -> bool:
    is_redirect = 300 <= response.status_code < 400
    return response.mimetype == "text/html" and not is_redirect


def _header_faults(headers: Mapping[str, str], *, path: str, html: bool) -> Iterator[str]:
    if WORKER.fullmatch(path) and "Set-Cookie" in headers:
        yield "a worker's page sets a cookie"
    for name, value in WANTED.items():
        if headers.get(name) != value:
            yield f"{name} is {headers.get(name)!r}, not {value!r}"
    if html:
        yield from _page_header_faults(headers)


def _page_header_faults(headers: Mapping[str, str]) -> Iterator[str]:
    if "no-store" not in headers.get("Cache-Control", ""):
        yield f"Cache-Control is {headers.get('Cache-Control')!r}, without no-store"
    policy = headers.get("Content-Security-Policy", "")
    if not policy:
        yield "no Content-Security-Policy"
        return
    words = set(policy.replace(";", " ").split())
    yield from (f"Content-Security-Policy allows {bad}" for bad in UNSAFE if bad in words)
    for needed in ("default-src", "frame-ancestors", "form-action", "base-uri"):
        if needed not in words:
            yield f"Content-Security-Policy says nothing about {needed}"
