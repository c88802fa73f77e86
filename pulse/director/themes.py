"""Themes: what comments are about."""

from flask import render_template

from pulse.access import account
from pulse.access.permissions import readers
from pulse.director.asked import asked
from pulse.director.door import door
from pulse.director.figures import for_all_staff, nothing
from pulse.extensions import people
from surveys.reports import picture, theme_trend
from surveys.reports import themes as counted

TITLE = "Themes of comments"


@door.get("/themes")
@for_all_staff
def themes() -> str:
    """Counts with polarity; sensitive themes as bands."""
    page = asked()
    if page is None:
        return nothing(TITLE)
    found = counted.table(people(), page.round.release, page.group.code)
    lines = theme_trend.every_of(people(), page.rounds, page.group)
    return render_template(
        "director/themes.html",
        title=TITLE,
        asked=page,
        found=found,
        spark=picture.small_themes([line for line in lines.values() if line.counted]),
        staff_reads_comments=bool(readers(account.logged_in().role)),
    )
