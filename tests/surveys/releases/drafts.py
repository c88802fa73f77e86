"""Drafts of releases, to publish in tests."""

from datetime import date

from surveys.releases.document import Cell, Comment, Draft
from surveys.releases.release import Kind, Status, Subject


def figures(wave: str = "2026-11", *, base: int = 40) -> Draft:
    """The figures of a small council: the whole, one service, one team that is counted with others."""
    return Draft(
        wave=wave,
        kind=Kind.FIGURES,
        published_on=date(2026, 12, 1),
        parts={
            "wave": about(wave),
            "groups": [
                group("ALL", None, depth=0, position=0),
                group("S1", "ALL", depth=1, position=1),
                group("T1", "S1", depth=2, position=2, combined_in="S1"),
            ],
        },
        cells=[
            Cell(
                "S1",
                Subject.ITEM,
                "workload",
                Status.SHOWN,
                base=base,
                counts={"agree": base - 30, "disagree": 30},
            ),
            Cell("ALL", Subject.ITEM, "bullied", Status.BAND, base=base, band="under_10"),
            Cell("S1", Subject.ITEM, "bullied", Status.WITHHELD),
        ],
    )


def supplement(wave: str = "2026-11", *, text: str = "The forms are endless") -> Draft:
    return Draft(
        wave=wave,
        kind=Kind.COMMENTS,
        published_on=date(2026, 12, 8),
        parts={"wave": about(wave)},
        comments=[
            Comment(0, wave, "S1", "open", "directors", text, {"bureaucracy": {}}),
            Comment(1, wave, "ALL", "open", "union", "Only for us", {}),
        ],
    )


def about(wave: str) -> dict[str, object]:
    return {
        "code": wave,
        "names": {"en": "November 2026"},
        "opens_on": "2026-11-02",
        "closes_on": "2026-11-20",
        "released_on": "2026-12-01",
        "release_hour": 9,
        "demonstration": False,
        "replaces": None,
    }


def group(
    code: str,
    parent: str | None,
    *,
    depth: int,
    position: int,
    combined_in: str | None = None,
) -> dict[str, object]:
    return {
        "code": code,
        "parent": parent,
        "names": {"en": f"Group {code}"},
        "kind": "node",
        "teams": 1,
        "status": "combined" if combined_in else "shown",
        "combined_in": combined_in,
        "depth": depth,
        "position": position,
    }
