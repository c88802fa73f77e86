"""To the stand-in provider and back, as a browser goes."""

from pathlib import Path
from urllib.parse import urlsplit

import requests
from werkzeug.test import TestResponse

from tests.house_client import HouseClient
from tests.pulse.staff.forms import fill, words
from tests.pulse.staff.provider import CLIENT, SECRET

DEE = {
    "sub": "dee",
    "email": "Dee@Council.example",
    "name": "Dee Prakash",
    "groups": ["x", "g-dir"],
}
GRANTS = [
    {"group": "g-dir", "role": "director", "scope": "A"},
    {"group": "g-union", "role": "union"},
    {"group": "g-office", "role": "office", "scope": ""},
    {"group": "g-gone", "role": "director", "scope": "gone"},
]


def settings(issuer: str, file: Path) -> dict[str, str]:
    return {
        "PULSE_OIDC_ISSUER": issuer,
        "PULSE_OIDC_CLIENT_ID": CLIENT,
        "PULSE_OIDC_CLIENT_SECRET": SECRET,
        "PULSE_OIDC_GROUPS": str(file),
        "PULSE_OIDC_NAME": "Westerby account",
    }


def back(client: HouseClient, query: str = "") -> TestResponse:
    """To the provider and back to the page that asks for a tap."""
    sent = client.get(f"/staff/single-sign-on{query}")
    assert sent.status_code == 302, words(sent)
    said = requests.get(sent.location, allow_redirects=False, timeout=5)
    way = urlsplit(said.headers["Location"])
    assert way.netloc == "localhost:8000"
    return client.get(f"{way.path}?{way.query}")


def sign_on(client: HouseClient, query: str = "") -> TestResponse:
    return fill(client, back(client, query))


def is_refused(said: TestResponse) -> bool:
    """One sentence for every lie."""
    return said.status_code == 422 and "Single sign-on did not work" in words(said)
