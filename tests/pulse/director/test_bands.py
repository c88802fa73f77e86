"""Beside every band stands what it counts, and directors find the pages that show them."""

import re

from sqlalchemy.orm import Session

from surveys.reports import rounds as published
from tests.pulse.director.conftest import LogIn, Publish
from tests.pulse.director.test_figures import words

FAIRLY = "If I reported bullying here, it would be dealt with fairly"
NOT_FAIRLY = "answered “Strongly disagree” or “Disagree”"
BAND = "(under 10%|10% to 24%|25% or more)"


def test_beside_every_band_stand_the_answers_it_counts(
    log_in: LogIn, publish: Publish, people: Session
) -> None:
    """A band beside a favourable statement alone would say the opposite."""
    publish()
    asked_in = next(
        each.release.wave
        for each in published.load(people)
        if any(item.text_in("en") == FAIRLY for item in each.instrument.closed)
    )
    client = log_in()
    for path in ("/director/", "/results", "/director/answers?round=ROUND"):
        said = words(client, path.replace("ROUND", asked_in))
        assert re.search(f"{FAIRLY}.{{0,40}} {BAND} {NOT_FAIRLY}", said), path
    assert f"{FAIRLY} Round Share who {NOT_FAIRLY}" in words(client, "/director/trends")
    said = words(client, f"/director/map?round={asked_in}")
    assert f"{FAIRLY} Share who {NOT_FAIRLY}" in said


def test_beside_the_band_of_a_theme_stands_that_it_is_of_critical_comments(
    log_in: LogIn, publish: Publish
) -> None:
    publish(1)
    client = log_in()
    for path in ("/director/themes", "/results"):
        said = words(client, path)
        assert re.search(f"Threats and violence {BAND} of comments criticise this", said), path


def test_directors_find_answers_and_themes_in_the_navigation(
    log_in: LogIn, publish: Publish
) -> None:
    publish(1)
    client = log_in()
    for path, name in (("/director/answers", "Answers"), ("/director/themes", "Themes")):
        html = client.get(path).get_data(as_text=True)
        assert re.search(rf'href="{path}"\s+aria-current="page">{name}<', html)
