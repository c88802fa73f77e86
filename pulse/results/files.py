"""Files: the figures to carry away, for everybody. The same ones as the directors'."""

from flask import Response

from pulse.download import download
from pulse.extensions import people
from pulse.figure_file import figure_file
from pulse.results.door import door
from surveys.exports import kept


@door.get("/files/<wave>/<name>")
def file(wave: str, name: str) -> Response:
    """Raises NoSuchFile."""
    return download(kept.content(people(), wave, name), f"pulse-{wave}-{name}")


@door.get("/figures/<kind>/<code>.<ending>")
def figure(kind: str, code: str, ending: str) -> Response:
    """One figure of a page. Raises NoSuchFile, NoSuchGroup, NoSuchRound and NoSuchTopic."""
    return figure_file(kind, code, ending)
