"""Side by side: one topic over all rounds in every group right below one."""

from flask import render_template, request

from pulse.director.asked import asked_over_time
from pulse.director.door import door
from pulse.director.figures import for_all_staff, nothing
from pulse.extensions import people
from surveys.reports import picture, topics
from surveys.reports import side_by_side as lines


@door.get("/trends/<topic>/groups")
@for_all_staff
def side_by_side(topic: str) -> str:
    """Small pictures on one scale, and one table."""
    page = asked_over_time()
    if page is None:
        return nothing("Groups side by side")
    skip = max(0, request.args.get("from", 0, type=int))
    found = lines.table(people(), page.group.code, topic, skip=skip)
    return render_template(
        "director/side_by_side.html",
        asked=page,
        found=found,
        pictures=picture.of_groups(found),
        topics=topics.scored(page.rounds),
    )
