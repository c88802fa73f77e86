"""Where we stand: the first page of a director."""

from flask import render_template

from pulse.director.asked import Asked, asked
from pulse.director.door import door
from pulse.director.figures import for_all_staff, nothing
from pulse.extensions import people
from pulse.wording import day
from surveys.reports import picture
from surveys.reports.remembered import remembered
from surveys.reports.standing import WhereWeStand
from surveys.reports.standing import standing as where_we_stand

TITLE = "Where we stand"


@door.get("/")
@for_all_staff
def standing() -> str:
    """Response, weakest topics, movements, every topic's score."""
    page = asked(newest=True)
    if page is None:
        return nothing(TITLE)
    found, spark = remembered(page.rounds, (TITLE, page.group.code), lambda: _drawn(page))
    return render_template(
        "director/standing.html",
        title=TITLE,
        asked=page,
        found=found,
        published=day(page.round.release.published_on),
        spark=spark,
    )


def _drawn(page: Asked) -> tuple[WhereWeStand, dict[str, str]]:
    """With the small pictures of its trends, by topic."""
    found = where_we_stand(people(), page.group.code, beside=False)
    return found, {
        each.topic.code: picture.small(each.trend) for each in found.topics + found.earlier
    }
