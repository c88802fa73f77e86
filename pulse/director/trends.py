"""Trends: every topic over all rounds, and one topic with its questions."""

from flask import render_template

from pulse.director.asked import asked_over_time
from pulse.director.door import door
from pulse.director.figures import for_all_staff, nothing
from pulse.extensions import people
from surveys.reports import picture
from surveys.reports import trends as lines

TITLE = "Trends"


@door.get("/trends")
@for_all_staff
def trends() -> str:
    """Every topic of one group."""
    page = asked_over_time()
    if page is None:
        return nothing(TITLE)
    found = lines.topics(people(), page.group.code)
    name = page.name
    return render_template(
        "director/trends.html",
        title=TITLE,
        asked=page,
        found=found,
        pictures={topic.code: picture.of_trend(trend, name) for topic, trend in found.topics},
    )


@door.get("/trends/<topic>")
@for_all_staff
def topic(topic: str) -> str:
    """One topic of one group, and the questions it rests on."""
    page = asked_over_time()
    if page is None:
        return nothing(TITLE)
    found, trend, items = lines.topic(people(), page.group.code, topic)
    name = page.name
    return render_template(
        "director/topic.html",
        asked=page,
        topic=found,
        trend=trend,
        items=items,
        pictures={each.code: picture.of_trend(each, name) for each in items},
        own=picture.of_trend(trend, name),
    )
