"""The bundle: comments as CSV, and beside them the codebook and what the file is. A ZIP, because a CSV is one table."""

import io
import zipfile

from surveys.exports import codebook, comments
from surveys.exports.carried import Carried
from surveys.exports.package import timeless


def file(carried: Carried) -> bytes:
    """Three parts: what this is, the comments, the codebook with what was promised and what is withheld."""
    made = io.BytesIO()
    about = "".join(f"{line}\r\n" for line in carried.about)
    with zipfile.ZipFile(made, "w") as bundle:
        bundle.writestr("about.txt", about.encode("utf-8-sig", errors="replace"))
        bundle.writestr("comments.csv", comments.file(carried.comments))
        bundle.writestr("codebook.csv", codebook.file(carried.codebook))
    return timeless(made.getvalue())
