"""Map: the groups below one group, by topic."""

from flask import render_template, request

from pulse.director.asked import asked
from pulse.director.door import door
from pulse.director.figures import for_all_staff, nothing
from pulse.extensions import people
from surveys.reports import heatmap, split
from surveys.reports.heatmap import Sort

TITLE = "Map"


@door.get("/map", endpoint="map")
@for_all_staff
def heat_map() -> str:
    """One node's children by topic, with a way down; below the whole organisation also its roles."""
    page = asked()
    if page is None:
        return nothing(TITLE)
    skip = max(0, request.args.get("from", 0, type=int))
    found = heatmap.table(people(), page.round.release, page.group.code, skip=skip, sort=_sort())
    whole = page.group.code == page.round.top.code and not skip
    return render_template(
        "director/map.html",
        title=TITLE,
        asked=page,
        found=found,
        whole=whole,
        splits=split.table(people(), page.rounds, page.round) if whole else (),
    )


def _sort() -> Sort | None:
    """From the address: ``sort`` (a topic) and ``order``. A topic that is no column leaves the reading order."""
    topic = request.args.get("sort")
    return Sort(topic, descending=request.args.get("order") == "desc") if topic else None
