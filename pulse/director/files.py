"""Files: every round's figures to carry away."""

from flask import Response, render_template

from pulse.director.door import door
from pulse.director.figures import for_all_staff, nothing
from pulse.download import download
from pulse.extensions import people
from pulse.figure_file import figure_file
from surveys.exports import kept
from surveys.reports import rounds as published

TITLE = "Download"


@door.get("/files")
@for_all_staff
def files() -> str:
    """The same files as everybody's."""
    rounds = published.load(people())
    if not rounds:
        return nothing(TITLE)
    return render_template(
        "director/files.html", title=TITLE, rounds=rounds, files=kept.of_rounds(people())
    )


@door.get("/files/<wave>/<name>")
@for_all_staff
def file(wave: str, name: str) -> Response:
    """One of them. Raises NoSuchFile."""
    return download(kept.content(people(), wave, name), f"pulse-{wave}-{name}")


@door.get("/figures/<kind>/<code>.<ending>")
@for_all_staff
def figure(kind: str, code: str, ending: str) -> Response:
    """One figure of a page. Raises NoSuchFile, NoSuchGroup, NoSuchRound and NoSuchTopic."""
    return figure_file(kind, code, ending)
