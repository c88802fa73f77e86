"""Language texts: everything that workers read, in English and Welsh, for whoever is to sign it off: a page and a file."""

import csv
from io import StringIO

from flask import make_response, render_template
from werkzeug.wrappers import Response

from pulse import catalogue
from pulse.access.permissions import Role, requires
from pulse.catalogue import Text
from pulse.extensions import people
from pulse.office.door import door
from surveys.fieldwork import welsh_names

#: What the council's own names are called beside the parts of the catalogue.
OWN = "names of yours"


@door.get("/languages/texts", endpoint="language_texts")
@requires(Role.OFFICE)
def show_texts() -> str:
    """Every text in both languages, side by side."""
    return render_template(
        "office/language_texts.html", texts=_every(), fingerprint=catalogue.fingerprint()
    )


@door.get("/languages.csv", endpoint="language_file")
@requires(Role.OFFICE)
def texts_to_take_along() -> Response:
    """The same as a file."""
    made = StringIO()
    rows = csv.writer(made)
    rows.writerow(["part", "English", "Welsh"])
    rows.writerows([text.where, text.english, text.welsh] for text in _every())
    response = make_response("\ufeff" + made.getvalue())
    response.headers["Content-Type"] = "text/csv; charset=utf-8"
    response.headers["Content-Disposition"] = 'attachment; filename="pulse-welsh.csv"'
    return response


def _every() -> list[Text]:
    own = [Text(OWN, name.english, name.welsh) for name in welsh_names.every(people())]
    return [*own, *catalogue.texts()]
