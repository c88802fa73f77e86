"""The union's poster of a round: its four words, to be compared and hung up."""

from flask import Response, current_app

from pulse import language
from pulse.access.permissions import Role, requires
from pulse.extensions import ballot, people
from pulse.office.door import door
from surveys.credentials import keys, poster
from surveys.fieldwork import organisation


@door.get("/rounds/<code>/poster")
@requires(Role.OFFICE)
def poster_of(code: str) -> Response:
    """The PDF. A GET: it makes nothing that was not there, and holds no secret."""
    asking = organisation.the(people())
    made = poster.pdf(
        keys.find(ballot(), code).key_document,
        organisation=asking.names if asking else {"en": "Pulse"},
        address=current_app.config["PULSE_ADDRESS"],
        languages=language.spoken(people()),
    )
    headers = {"Content-Disposition": f'attachment; filename="poster-{code}.pdf"'}
    return Response(made, mimetype="application/pdf", headers=headers)
