"""Trends: every topic over all rounds, and one topic with its questions."""

from flask import render_template

from pulse.director.asked import Asked, asked_over_time
from pulse.director.door import door
from pulse.director.figures import for_all_staff, nothing
from pulse.extensions import people
from surveys.reports import baseline, change, picture, response, share_trend
from surveys.reports import trends as lines
from surveys.reports.change import Change
from surveys.reports.picture import Pictures
from surveys.reports.remembered import remembered
from surveys.reports.share_trend import ShareTrend
from surveys.reports.trends import OneTopic, Trends

TITLE = "Trends"


@door.get("/trends")
@for_all_staff
def trends() -> str:
    """Every topic of one group."""
    page = asked_over_time()
    if page is None:
        return nothing(TITLE)
    found, pictures, shares = remembered(
        page.rounds, (TITLE, page.group.code), lambda: _drawn(page)
    )
    return render_template(
        "director/trends.html",
        title=TITLE,
        asked=page,
        found=found,
        pictures=pictures,
        shares=shares,
    )


def _drawn(page: Asked) -> tuple[Trends, dict[str, Pictures], tuple[ShareTrend, ...]]:
    """With their pictures, by topic; and questions without points."""
    found = lines.topics(people(), page.group.code)
    pictures = {each.code: picture.of_trend(trend, page.name) for each, trend in found.topics}
    return found, pictures, share_trend.every_of(people(), page.group.code)


@door.get("/trends/<topic>")
@for_all_staff
def topic(topic: str) -> str:
    """One topic of one group, and the questions it rests on."""
    page = asked_over_time()
    if page is None:
        return nothing(TITLE)
    found = lines.topic(people(), page.group.code, topic)
    name, items = page.name, found.items
    return render_template(
        "director/topic.html",
        asked=page,
        topic=found.topic,
        trend=found.trend,
        items=items,
        pictures={each.code: picture.of_trend(each, name) for each in items},
        own=picture.of_trend(found.trend, name),
        changes=_changes(page, found),
        responses=response.over_rounds(people(), page.group.code),
        below=page.is_current and page.round.children(page.group.code),
    )


def _changes(page: Asked, found: OneTopic) -> list[tuple[str, Change]]:
    """Of the topic since the round before and since a year ago, each judged among all topics of the group."""
    ways = (("The round before", baseline.PREVIOUS), ("A year ago", baseline.YEAR))
    return [
        (name, each)
        for name, against in ways
        for each in change.of_lines(found.lines, page.rounds, page.round, against)
        if each.topic.code == found.topic.code
    ]
