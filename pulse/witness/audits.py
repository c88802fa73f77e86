"""A round's audit: what this server counts, and the two files with which anybody can count again without it."""

from typing import Final

from flask import Response, render_template

from pulse.access.permissions import STEWARDS, requires
from pulse.extensions import people
from pulse.witness.checks import demand_whole
from pulse.witness.door import door
from surveys.credentials import recount
from surveys.credentials.recount import Line, Recount
from surveys.fieldwork import waves
from surveys.responses import audit

LINKS: Final = ("Links", "Given up for paper", "Rights signed", "Answers by link")
SLIPS: Final = ("Slips printed", "Slips used", "Answers")


@door.get("/audit/<code>")
@requires(*STEWARDS)
def audit_of(code: str) -> str:
    """The recount as a table, with its files."""
    demand_whole()
    wave, found = waves.find(people(), code), audit.find(people(), code)
    counted = recount.recount(found.content, found.key_document)
    head, rows = _table(counted)
    return render_template("witness/audit.html", wave=wave, found=counted, head=head, rows=rows)


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


def _table(counted: Recount) -> tuple[list[str], list[list[object]]]:
    """A row a block, the whole organisation first; without the columns about links where nobody had one."""
    linked = any(line.count.links or line.by_link for line in counted.lines)
    cells = [_cells(line, linked) for line in counted.lines]
    total = [sum(column) for column in zip(*cells, strict=True)]
    rows = [[line.name, *each] for line, each in zip(counted.lines, cells, strict=True)]
    return ["Block", "People", *(LINKS if linked else ()), *SLIPS], [
        ["Whole organisation", *total],
        *rows,
    ]


def _cells(line: Line, linked: bool) -> list[int]:
    c = line.count
    links = [c.links, c.given_up, c.signed, line.by_link] if linked else []
    return [c.headcount, *links, c.slips_printed, c.slips_used, c.cast]


def _download(content: bytes, name: str) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, mimetype="application/json", headers=headers)
