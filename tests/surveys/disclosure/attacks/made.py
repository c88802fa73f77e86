"""A release made by hand, without the code that builds one: two services, two hidden teams, roles at the top.

Every person is a row (team, role, answer), so that a test can move one person and see what the attacks make of it.
"""

import copy
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Parts = dict[str, Any]
#: team, role ("" for none), answer to "workload"
Person = tuple[str, str, str]

FIVE = ("1", "2", "3", "4", "5")
PARENTS = {"ALL": None, "S1": "ALL", "A": "S1", "B": "S1", "C": "S1", "G": "S1"} | {
    "S2": "ALL",
    "D": "S2",
    "E": "S2",
}
SIZES = {"A": 20, "B": 15, "C": 6, "G": 5, "D": 30, "E": 12}
HIDDEN = ("C", "G")
ROLES = ("sw", "manager", "admin")
WITHHELD: dict[str, Any] = {"status": "withheld", "base": None, "counts": None, "band": None}


def people() -> list[Person]:
    """Roles and answers go round, so that every large group has all of them; admin and no role are few."""
    found = []
    for team, size in SIZES.items():
        for n in range(size):
            place = len(found)
            role = ("sw", "manager", "sw", "sw", "manager", "sw", "admin", "")[place % 8]
            found.append((team, role, FIVE[(place + n // 5) % 5]))
    return found


def release(
    micro: Sequence[Person] | None = None, *, wave: str = "2026-11", hidden: Sequence[str] = HIDDEN
) -> Parts:
    """The parts of a release of these people: teams but ``hidden`` are shown, and the roles sw and manager."""
    micro = people() if micro is None else micro
    inside = dict(_groups(micro, hidden))
    return {
        "wave": {"code": wave, "opens_on": f"{wave}-02", "names": {"en": wave}, "replaces": None},
        "instrument": {"items": copy.deepcopy(ITEMS)},
        "pledge": {"threshold": 10, "sensitive_threshold": 20, "comment_threshold": 10},
        "frame": {"themes": {"pay": {"sensitive": False}}},
        "withheld": {},
        "protection": {"k": 10, "h": 2, "smallest_block": 11, "least": 10},
        "groups": [_row(code, place, hidden) for place, code in enumerate(_codes())],
        "cells": sorted(
            (cell for code, own in inside.items() for cell in _cells(code, own, hidden)),
            key=lambda cell: (cell["group_code"], cell["subject"], cell["measure"]),
        ),
    }


def cells_of(micro: Sequence[Person]) -> dict[str, dict[tuple[str, ...], int]]:
    """What the build knows: for each measure the people of a block with an answer to "role"."""
    counted = Counter((team, role) for team, role, _ in micro)
    return {"workload": dict(counted), "response": dict(counted)}


def put(parts: Parts, code: str, measure: str, **values: object) -> None:
    """Change one figure."""
    row(parts, code, measure).update(values)


def row(parts: Parts, code: str, measure: str) -> dict[str, Any]:
    """One figure of one group."""
    key = (code, measure)
    return next(r for r in parts["cells"] if (r["group_code"], r["measure"]) == key)


def group(parts: Parts, code: str) -> dict[str, Any]:
    return next(row for row in parts["groups"] if row["code"] == code)


def _codes() -> list[str]:
    tree = ["ALL", "S1", "A", "B", "C", "G", "S1~rest", "S2", "D", "E"]
    return [*tree, *(f"role={role}" for role in ROLES), "role=~rest"]


def _row(code: str, position: int, hidden: Sequence[str]) -> dict[str, Any]:
    by_answer = code.startswith("role=")
    combined = code.endswith("~rest")
    away = code in hidden or code == "role=admin"
    parent = "ALL" if by_answer else "S1" if combined else PARENTS[code]
    home = "role=~rest" if by_answer else "S1~rest" if hidden else PARENTS.get(code)
    return {
        "code": code,
        "parent": parent,
        "names": {"en": f"Group {code}"},
        "kind": "combined" if combined else "attribute" if by_answer else "node",
        "attribute": "role" if by_answer else None,
        "teams": 0,
        "status": "combined" if away else "shown",
        "combined_in": home if away else None,
        "depth": 0 if by_answer or code == "ALL" else 1 if code in ("S1", "S2") else 2,
        "position": position,
    }


def _groups(micro: Sequence[Person], hidden: Sequence[str]) -> Iterator[tuple[str, list[Person]]]:
    for code in PARENTS:
        yield code, [one for one in micro if code in (one[0], PARENTS[one[0]], "ALL")]
    yield "S1~rest", [one for one in micro if one[0] in hidden]
    for role in ROLES:
        yield f"role={role}", [one for one in micro if one[1] == role]
    yield "role=~rest", [one for one in micro if one[1] in ("", "admin")]


def _cells(code: str, own: Sequence[Person], hidden: Sequence[str]) -> Iterator[dict[str, Any]]:
    shown = code not in hidden and code != "role=admin" and bool(own)
    counts = Counter(answer for _, _, answer in own)
    invited = {} if code.startswith("role=") else {"invited": 2 * len(own)}
    yield _cell(code, "response", "response", shown, base=len(own), counts=invited)
    yield _cell(
        code,
        "item",
        "workload",
        shown,
        base=len(own),
        counts={five: counts[five] for five in FIVE},
    )
    whole = code == "ALL"
    yield _cell(code, "item", "role", whole, base=sum(bool(role) for _, role, _ in own))
    yield _cell(
        code, "item", "pension", whole, base=len(own), counts={"yes": len(own) - 5, "no": 5}
    )


def _cell(code: str, subject: str, measure: str, shown: bool, **values: object) -> dict[str, Any]:
    cell = {"group_code": code, "subject": subject, "measure": measure} | WITHHELD
    return cell | ({"status": "shown"} | values if shown else {})


def _item(code: str, kind: str, values: Sequence[str], **flags: object) -> dict[str, Any]:
    options = [{"value": value, "score": None} for value in values]
    plain: Mapping[str, object] = {"follows": None, "construct": None, "opinion": False}
    return {"code": code, "kind": kind, "options": options, **plain, **flags}


ITEMS = [
    _item("workload", "scale", FIVE, opinion=True),
    _item("role", "single", ROLES, attribute=True),
    _item("pension", "single", ("yes", "no"), yearly=True),
]
