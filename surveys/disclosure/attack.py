"""The attack: what somebody with nothing but a finished release can work out about a few people.

Keeps docs/promise.md#small-numbers. It reads the release's parts alone, shares no code with what built them and can only
refuse. Linked groups (roles), answers all alike and bounds of hidden counts are not attacked yet."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeAlias

#: Whatever a pledge says, below this nothing may be shown.
FLOOR = 5
SERVICE_DEPTH = 1
BANDS = frozenset({"under_10", "10_24", "25_plus"})

Row: TypeAlias = Mapping[str, object]


@dataclass(frozen=True)
class Finding:
    """Something the release gives away. ``figure`` names it without a number; ``sentence`` shows how it is done."""

    figure: str
    sentence: str


def attack(parts: Row, earlier: Sequence[Row] = ()) -> tuple[Finding, ...]:
    """Everything found in a release (part name -> content), knowing ``earlier`` releases of the same wave.

    For a supplement, ``earlier`` must hold the wave's figures. No finding: it may be published.
    """
    if "cells" not in parts:
        return tuple(_attack_comments(parts, earlier))
    release = _Release(parts)
    return (*release.attack_rows(), *release.attack_measures())


@dataclass
class _Release:
    """The parts of a figures release, as the attacker reads them."""

    parts: Row
    groups: dict[str, Row] = field(init=False)
    items: dict[str, Row] = field(init=False)
    #: (subject, measure) -> group -> the row that holds a number
    measures: dict[tuple[str, str], dict[str, Row]] = field(init=False)

    def __post_init__(self) -> None:
        self.groups = {_text(group, "code"): group for group in _rows(self.parts, "groups")}
        self.items = {
            _text(item, "code"): item for item in _rows(_row(self.parts, "instrument"), "items")
        }
        self.measures = {}
        for cell in _rows(self.parts, "cells"):
            if any(cell.get(number) is not None for number in ("base", "counts", "band")):
                key = _text(cell, "subject"), _text(cell, "measure")
                self.measures.setdefault(key, {})[_text(cell, "group_code")] = cell

    def threshold(self, name: str = "threshold") -> int:
        return max(FLOOR, _number(_row(self.parts, "pledge"), name) or FLOOR)

    def attack_rows(self) -> Iterator[Finding]:
        """Numbers where there should be none."""
        for cell in _rows(self.parts, "cells"):
            held = [name for name in ("base", "counts", "band") if cell.get(name) is not None]
            figure = self._figure(cell)
            code = _text(cell, "group_code")
            if cell.get("status") == "withheld" and held:
                yield Finding(figure, f"{figure} is marked as withheld and holds a number.")
            elif held and self.groups.get(code, {}).get("status") != "shown":
                yield Finding(figure, f"{figure} has a number, but the group is not a shown one.")

    def attack_measures(self) -> Iterator[Finding]:
        """Measure by measure: small groups, small differences, and what may not be said of it."""
        for (subject, measure), rows in sorted(self.measures.items()):
            yield from self._attack_measure(subject, measure, rows)

    def _attack_measure(
        self, subject: str, measure: str, rows: Mapping[str, Row]
    ) -> Iterator[Finding]:
        item = self.items.get(measure, {}) if subject == "item" else {}
        guarded = bool(item.get("sensitive")) or self._sensitive_theme(subject, measure)
        floor = self.threshold("sensitive_threshold" if guarded else "threshold")
        bases = {code: _number(row, "base") for code, row in rows.items()}
        yield from self._subtract(f"{measure} ({subject})", bases, floor)
        for code, row in rows.items():
            yield from self._look_at(row, item, guarded=guarded)
            yield from self._follow_up(code, item)
        if subject == "response":
            invited = {code: _number(_row(row, "counts"), "invited") for code, row in rows.items()}
            yield from self._subtract("invited", invited, self.threshold())
        elif not guarded:
            yield from self._add_up(measure, rows, item)
            yield from self._score(measure, rows, item)

    def _subtract(
        self, what: str, totals: Mapping[str, int | None], floor: int
    ) -> Iterator[Finding]:
        """A group below the floor, or a group minus all shown groups in it that leaves a few people."""
        inside: dict[str, list[str]] = {code: [] for code in totals}
        for code in totals:
            above = self._nearest_above(code, totals)
            if above is not None:
                inside[above].append(code)
        for code, total in totals.items():
            figure = f"{what}, {self._name(code)}"
            if total is None or total < floor:
                yield Finding(figure, f"{what}: {self._name(code)} = {total} people")
                continue
            left = total - sum(totals[child] or 0 for child in inside[code])
            if left != 0 and left < floor:
                sum_ = " − ".join(self._name(each) for each in (code, *inside[code]))
                yield Finding(figure, f"{what}: {sum_} = {left} people")

    def _look_at(self, row: Row, item: Row, *, guarded: bool) -> Iterator[Finding]:
        figure = self._figure(row)
        group = self.groups.get(_text(row, "group_code"), {})
        depth = _number(group, "depth") or 0
        counts = row.get("counts")
        if guarded and (counts is not None or row.get("band") not in BANDS):
            yield Finding(figure, f"{figure} is sensitive and is not shown as a band.")
        if (guarded or row.get("subject") == "theme") and depth > SERVICE_DEPTH:
            yield Finding(figure, f"{figure} may not be shown below the services.")
        after = self.items.get(_text(_row(item, "follows"), "item"), {})
        if (item.get("attribute") or item.get("yearly") or after.get("sensitive")) and depth > 0:
            yield Finding(figure, f"{figure} may be shown for the whole organisation only.")
        if item.get("attribute") and counts:
            yield Finding(figure, f"{figure} counts who answers, which can point at a few people.")

    def _follow_up(self, code: str, item: Row) -> Iterator[Finding]:
        follows = item.get("follows")
        if isinstance(follows, Mapping):
            parent = _text(follows, "item")
            if code not in self.measures.get(("item", parent), {}):
                figure = f"{_text(item, 'code')} (item), {self._name(code)}"
                yield Finding(figure, f"{figure} is shown where the question before it is not.")

    def _add_up(self, measure: str, rows: Mapping[str, Row], item: Row) -> Iterator[Finding]:
        """Counts that contradict their base, or the counts of the groups inside."""
        left: dict[str, dict[str, int]] = {}
        for code, row in rows.items():
            counts, base = _numbers(row.get("counts")), _number(row, "base") or 0
            several = item.get("kind") == "multiple"
            total = max(counts.values(), default=0) if several else sum(counts.values())
            exact = item.get("kind") in ("scale", "single") and not item.get("attribute")
            if min(counts.values(), default=0) < 0 or total > base or (exact and total != base):
                yield _wrong(self._figure(row), "has counts that do not fit its base")
            left[code] = dict(counts)
        for code in rows:
            above = self._nearest_above(code, rows)
            for option, count in _numbers(rows[code].get("counts")).items():
                if above is not None:
                    left[above][option] = left[above].get(option, 0) - count
        for code, rest in left.items():
            if min(rest.values(), default=0) < 0:
                what = f"{measure}, {self._name(code)}"
                yield _wrong(what, "has fewer answers of one kind than the groups inside it")

    def _score(self, measure: str, rows: Mapping[str, Row], item: Row) -> Iterator[Finding]:
        """A score rests on those answers alone that have one."""
        scored = {_text(o, "value") for o in _rows(item, "options") if o.get("score") is not None}
        totals: dict[str, int | None] = {
            code: sum(n for value, n in _numbers(row.get("counts")).items() if value in scored)
            for code, row in rows.items()
        }
        if scored and not item.get("attribute"):
            yield from self._subtract(
                f"answers with a score to {measure}", totals, self.threshold()
            )

    def _nearest_above(self, code: str, among: Mapping[str, object]) -> str | None:
        above = self.groups.get(code, {}).get("parent")
        while isinstance(above, str) and above not in among:
            above = self.groups.get(above, {}).get("parent")
        return above if isinstance(above, str) else None

    def _sensitive_theme(self, subject: str, measure: str) -> bool:
        if subject != "theme":
            return False
        theme = _row(_row(self.parts, "frame"), "themes").get(measure)
        return not isinstance(theme, Mapping) or theme.get("sensitive") is not False

    def _name(self, code: str) -> str:
        names = self.groups.get(code, {}).get("names")
        return str(names.get("en", code)) if isinstance(names, Mapping) else code

    def _figure(self, cell: Row) -> str:
        name = self._name(_text(cell, "group_code"))
        return f"{_text(cell, 'measure')} ({_text(cell, 'subject')}), {name}"


def _attack_comments(parts: Row, earlier: Sequence[Row]) -> Iterator[Finding]:
    wave = _row(parts, "wave").get("code")
    known = [one for one in earlier if "cells" in one and _row(one, "wave").get("code") == wave]
    for comment in _rows(parts, "comments"):
        code = _text(comment, "group_code")
        figure = f"a comment attributed to {code}"
        if comment.get("reader") not in ("union", "union_psw", "directors"):
            yield Finding(figure, f"{figure} was not opened to any reader by its author.")
        for phrase in _phrases(comment):
            if phrase.casefold() not in _text(comment, "text").casefold():
                yield Finding(figure, f"{figure}: a theme's phrase holds words the text hides.")
        if not known:
            yield Finding(figure, f"{figure} stands without the figures of its round.")
            continue
        release = _Release(known[0])
        group = release.groups.get(code, {})
        depth = _number(group, "depth")
        if group.get("status") != "shown" or depth is None or depth > SERVICE_DEPTH:
            yield Finding(figure, f"{figure} names a team, or a group that is not shown.")
        commented = [
            _number(rows[code], "base") or 0
            for (subject, _), rows in release.measures.items()
            if subject == "theme" and code in rows
        ]
        if max(commented, default=0) < release.threshold("comment_threshold"):
            yield Finding(figure, f"{figure}: too few people commented there.")


def _wrong(figure: str, what: str) -> Finding:
    return Finding(figure, f"{figure} {what}: the release contradicts itself.")


def _phrases(comment: Row) -> Iterator[str]:
    for theme in _row(comment, "themes").values():
        found = theme.get("phrases") if isinstance(theme, Mapping) else None
        yield from map(str, found if isinstance(found, list) else ())


def _rows(holder: Row, name: str) -> list[Row]:
    found = holder.get(name)
    return [row for row in found if isinstance(row, Mapping)] if isinstance(found, list) else []


def _row(holder: Row, name: str) -> Row:
    found = holder.get(name)
    return found if isinstance(found, Mapping) else {}


def _text(row: Row, name: str) -> str:
    return str(row.get(name))


def _number(row: Row, name: str) -> int | None:
    found = row.get(name)
    return found if isinstance(found, int) else None


def _numbers(found: object) -> dict[str, int]:
    counts = found if isinstance(found, Mapping) else {}
    return {str(option): count for option, count in counts.items() if isinstance(count, int)}
