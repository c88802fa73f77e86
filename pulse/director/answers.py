"""Answers: how every question was answered, in its exact wording."""

from flask import render_template

from pulse.director.asked import asked
from pulse.director.door import door
from pulse.director.figures import for_all_staff, nothing
from pulse.extensions import people
from surveys.reports import answers as distributions
from surveys.reports import picture

TITLE = "Answers"


@door.get("/answers")
@for_all_staff
def answers() -> str:
    """Diverging bars and a table for each question."""
    page = asked()
    if page is None:
        return nothing(TITLE)
    own, found = distributions.table(people(), page.round.release, page.group.code)
    return render_template(
        "director/answers.html",
        title=TITLE,
        asked=page,
        found=[(each, picture.of_answers(each)) for each in found],
        attributions=own.instrument.attributions,
    )
