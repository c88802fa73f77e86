"""The audit log: what staff did, searched, and carried away with its chain. Nothing of workers is in it."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import cast

from flask import Response, render_template, request
from sqlalchemy import Select, func, select

from pulse.access import audit
from pulse.access.audit import AuditEntry, Line
from pulse.access.permissions import STEWARDS, Role, requires
from pulse.download import download
from pulse.extensions import people
from pulse.office.door import door
from surveys import canonical, clock
from surveys.canonical import Json
from surveys.exports import sheet

A_PAGE = 50
COLUMNS = ("number", "day", "actor", "act", "about", "digest")
#: Letters of a search that are looked at.
_LONGEST = 200


@dataclass(frozen=True)
class Search:
    """Who, what, from which day to which. Empty: everything."""

    who: str
    what: str
    since: date | None
    until: date | None
    #: what is wrong with what was typed: pairs of field and sentence
    errors: tuple[tuple[str, str], ...]

    @classmethod
    def asked(cls, given: Mapping[str, str]) -> "Search":
        errors: list[tuple[str, str]] = []
        days = {name: _day(given.get(name, ""), name, errors) for name in ("from", "to")}
        if days["from"] and days["to"] and days["to"] < days["from"]:
            errors.append(("to", "The last day must not be before the first"))
        texts = [
            given.get(name, "").replace("\x00", "\ufffd").strip()[:_LONGEST]
            for name in ("who", "what")
        ]
        return cls(texts[0], texts[1], days["from"], days["to"], tuple(errors))

    def narrow(self, every: Select[AuditEntry]) -> Select[AuditEntry]:
        if self.who:
            every = every.where(AuditEntry.actor.icontains(self.who, autoescape=True))
        if self.what:
            words = (AuditEntry.act, AuditEntry.about)
            act, about = (each.icontains(self.what, autoescape=True) for each in words)
            every = every.where(act | about)
        if self.since:
            every = every.where(AuditEntry.day >= self.since)
        if self.until:
            every = every.where(AuditEntry.day <= self.until)
        return every


@door.get("/audit")
@requires(Role.OFFICE, *STEWARDS, Role.KEYHOLDER)
def audit_log() -> str | tuple[str, int]:
    """What staff did, the newest first."""
    search, skip = Search.asked(request.args), max(0, request.args.get("skip", 0, type=int))
    found = search.narrow(select(AuditEntry)) if not search.errors else None
    shown, total = ([], 0) if found is None else _shown(found, min(skip, 10**9))
    page = render_template(
        "office/audit.html",
        search=search,
        asked={name: typed.replace("\x00", "\ufffd") for name, typed in request.args.items()},
        errors=search.errors,
        entries=shown,
        total=total,
        next_from=skip + A_PAGE if skip + A_PAGE < total else None,
        skip=skip,
    )
    return (page, 422) if search.errors else page


@door.get("/audit.csv")
@requires(Role.OFFICE, *STEWARDS, Role.KEYHOLDER)
def audit_csv() -> Response:
    """What was searched for, as a table; no cell is a formula."""
    search = Search.asked(request.args)
    rows = people().scalars(search.narrow(select(AuditEntry)).order_by(AuditEntry.id))
    table = sheet.table(COLUMNS, (_cells(Line.of(row)) for row in rows))
    return download(table, f"pulse-audit-{clock.today().isoformat()}.csv")


@door.get("/audit.json")
@requires(Role.OFFICE, *STEWARDS, Role.KEYHOLDER)
def audit_json() -> Response:
    """The whole log with its chain: `flask audit verify FILE` checks it, here or elsewhere."""
    entries = list(audit.every(people()))
    document: Json = {
        "chain": "digest = SHA-256 of the canonical JSON of number, day, actor, act, about and before, the digest of the "
        "entry before (64 zeros for the first)",
        "head": entries[-1].digest if entries else audit.BEGINNING,
        "entries": list(_documents(entries)),
    }
    name = f"pulse-audit-{clock.today().isoformat()}.json"
    answer = Response(canonical.dumps(document), content_type="application/json")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _shown(found: Select[AuditEntry], skip: int) -> tuple[list[Line], int]:
    total = people().scalar(select(func.count()).select_from(found.subquery())) or 0
    rows = people().scalars(found.order_by(AuditEntry.id.desc()).offset(skip).limit(A_PAGE))
    return [Line.of(row) for row in rows], total


def _cells(line: Line) -> tuple[str, ...]:
    document = cast("dict[str, object]", asdict(line))
    return tuple(str(document[name]) for name in COLUMNS)


def _documents(lines: list[Line]) -> Iterator[dict[str, Json]]:
    for line in lines:
        yield {**asdict(line), "day": line.day.isoformat()}


def _day(written: str, name: str, errors: list[tuple[str, str]]) -> date | None:
    """A day as a browser's field writes it, 2026-11-30."""
    if not written.strip():
        return None
    try:
        return date.fromisoformat(written.strip())
    except ValueError:
        errors.append((name, "Enter a day as in 2026-11-30"))
        return None
