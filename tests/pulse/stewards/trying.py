"""What comment readers do in tests on the pages of the themes: try something, wait for the job, save it."""

from flask import Flask
from werkzeug.test import TestResponse

from pulse.jobs import runner
from tests.house_client import HouseClient
from tests.pulse.stewards.hands import said

THEMES = "/stewards/themes"
CASELOAD = f"{THEMES}/theme/caseload"


def works(app: Flask) -> list[str]:
    return list(runner.tick(app.extensions["pulse"]))


def tries(client: HouseClient, phrases: str, **more: str) -> TestResponse:
    """Ask that phrases of the caseload theme be tried."""
    fields = {"phrases": phrases, "polarity": "negative"} | more
    return client.send(client.get(CASELOAD), fields, action=f"{CASELOAD}/try")


def tried(app: Flask, client: HouseClient, phrases: str, **more: str) -> TestResponse:
    """The page of the trial once a job has done it."""
    place = tries(client, phrases, **more).location
    works(app)
    return client.get(place)


def saves(client: HouseClient, page: TestResponse) -> str:
    answer = client.send(page, {}, action=f"{page.request.path}/save")
    return said(client.get(answer.location))
