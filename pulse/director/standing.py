"""Where we stand: the first page of a director."""

from flask import render_template

from pulse.director.asked import asked
from pulse.director.door import door
from pulse.director.figures import for_all_staff, nothing
from pulse.extensions import people
from pulse.wording import day
from surveys.reports import picture
from surveys.reports.standing import standing as where_we_stand

TITLE = "Where we stand"


@door.get("/")
@for_all_staff
def standing() -> str:
    """Response, weakest topics, movements, every topic's score."""
    page = asked(newest=True)
    if page is None:
        return nothing(TITLE)
    found = where_we_stand(people(), page.group.code, beside=False)
    return render_template(
        "director/standing.html",
        title=TITLE,
        asked=page,
        found=found,
        published=day(page.round.release.published_on),
        spark={each.topic.code: picture.small(each.trend) for each in found.topics + found.earlier},
    )
