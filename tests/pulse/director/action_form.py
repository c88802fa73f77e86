"""The form of a new action, as tests fill it in."""

from werkzeug.test import TestResponse

from tests.house_client import HouseClient

PAGE = "/director/actions"
HOSTILE = "</textarea><script>alert(1)</script>{{ 7 * 7 }}\"'&"
TYPED = {
    "about": "topic:caseload",
    "group": "S1",
    "round": "2026-04",
    "state": "planned",
    "what": "Two more administrators.",
    "post": "Head of service",
    "due-day": "1",
    "due-month": "2",
    "due-year": "2027",
}


def new(client: HouseClient, **fields: str | None) -> TestResponse:
    """Send the form of a new action."""
    page = client.get(PAGE + "/new")
    return client.send(page, TYPED | fields, action=PAGE + "/new")
