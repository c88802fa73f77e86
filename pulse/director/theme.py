"""Theme: how often comments are about one theme, over all rounds."""

from flask import render_template

from pulse.access import account
from pulse.access.permissions import readers
from pulse.director.asked import asked_over_time
from pulse.director.door import door
from pulse.director.figures import for_all_staff, nothing
from pulse.extensions import people
from surveys.reports import picture, theme_trend


@door.get("/themes/<theme>")
@for_all_staff
def theme(theme: str) -> str:
    """A picture and a table; of a sensitive theme a table of bands."""
    page = asked_over_time()
    if page is None:
        return nothing("Theme of comments")
    found = theme_trend.of(people(), page.group.code, theme)
    return render_template(
        "director/theme.html",
        asked=page,
        found=found,
        drawn=picture.of_theme(found) if found.counted else None,
        staff_reads_comments=bool(readers(account.logged_in().role)),
    )
