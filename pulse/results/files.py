"""Files: the figures to carry away, for everybody. The same ones as the directors'."""

from flask import Response

from pulse.download import download
from pulse.extensions import people
from pulse.results.door import door
from surveys.exports import kept


@door.get("/files/<wave>/<name>")
def file(wave: str, name: str) -> Response:
    """Raises NoSuchFile."""
    return download(kept.content(people(), wave, name), f"pulse-{wave}-{name}")
