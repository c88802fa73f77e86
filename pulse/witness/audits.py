"""A round's audit: what this server counts, and the two files with which anybody can count again without it."""

from flask import Response, render_template

from pulse.access.permissions import STEWARDS, requires
from pulse.extensions import people
from pulse.witness.checks import demand_whole
from pulse.witness.door import door
from surveys.credentials import recount
from surveys.fieldwork import waves
from surveys.responses import audit


@door.get("/audit/<code>")
@requires(*STEWARDS)
def audit_of(code: str) -> str:
    """The recount as a table, with its files."""
    demand_whole()
    wave, found = waves.find(people(), code), audit.find(people(), code)
    return render_template(
        "witness/audit.html",
        wave=wave,
        found=recount.recount(found.content, found.key_document),
        invites=wave.invites,
    )


@door.get("/audit/<code>/audit.json")
@requires(*STEWARDS)
def audit_file(code: str) -> Response:
    """The audit, byte for byte as it was made at the close."""
    demand_whole()
    return _download(audit.find(people(), code).content, f"audit-{code}.json")


@door.get("/audit/<code>/keys.json")
@requires(*STEWARDS)
def audit_keys(code: str) -> Response:
    """The round's key document, byte for byte as everybody could get it."""
    demand_whole()
    return _download(audit.find(people(), code).key_document, f"keys-{code}.json")


def _download(content: bytes, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, mimetype="application/json", headers=headers)
