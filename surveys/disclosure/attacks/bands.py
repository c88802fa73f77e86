"""Attack 16 on bands: each leaves a range of people exposed, and ranges of groups within one another narrow each other."""

from collections.abc import Mapping
from typing import TypeAlias

from surveys.disclosure.attacks.finding import Trial
from surveys.disclosure.attacks.known import Known
from surveys.disclosure.attacks.programme import Column, Programme, Row
from surveys.disclosure.attacks.reading import Reading, number, text
from surveys.disclosure.attacks.reading import Row as Figure

#: least and most people
Range: TypeAlias = tuple[int, int]


def stage(known: Known, trial: Trial) -> None:
    """Every sensitive figure: where one number of people exposed is left, the band has told it. Reported."""
    release = known.release
    for measure, held in release.measures.items():
        if not release.guarded(measure):
            continue
        for attribute in sorted({str(release.attribute(code)) for code in held}):
            own = {c: cell for c, cell in held.items() if str(release.attribute(c)) == attribute}
            if release.top in held:
                own[str(release.top)] = held[str(release.top)]
            for code, exposed in _told(release, own, trial):
                trial.report(
                    f"{release.figure(own[code])}: the bands together leave {exposed} people exposed."
                )


def width(band: str, base: int) -> Range:
    """How many of ``base`` people can be exposed: under 10 %, 10 to under 25 %, 25 % or more."""
    tenth, quarter = -(-base // 10), -(-base // 4)
    if band == "under_10":
        return 0, max(0, tenth - 1)
    return (tenth, max(tenth, quarter - 1)) if band == "10_24" else (quarter, base)


def _told(release: Reading, held: Mapping[str, Figure], trial: Trial) -> list[tuple[str, int]]:
    """Groups of which one number alone is possible, and that number. Unknown: the exposed of each left-over piece."""
    bases = {code: number(cell, "base") or 0 for code, cell in held.items()}
    ranges = {code: width(text(cell, "band"), bases[code]) for code, cell in held.items()}
    inside = {sum_.whole: sum_.inside for sum_ in release.sums(held) if sum_.inside}
    pieces = {c: bases[c] - sum(bases[i] for i in inside.get(c, ())) for c in held}
    places = {code: place for place, code in enumerate(held)}
    columns = [Column(0, 0, max(0, pieces[code]), whole=True) for code in held]
    rows = [
        Row({places[each]: 1.0 for each in _within(code, inside)}, *ranges[code]) for code in held
    ]
    programme = Programme(columns, rows)
    found = []
    for code in held:
        trial.tried += 1
        within = _within(code, inside)
        least, most = (_extreme(programme, [places[e] for e in within], sign) for sign in (1, -1))
        if least and least == most:
            found.append((code, least))
    return found


def _within(code: str, inside: Mapping[str, tuple[str, ...]]) -> list[str]:
    """The group's own piece and those of all groups inside it."""
    found = [code]
    for each in found:
        found += [inner for inner in inside.get(each, ()) if inner not in found]
    return found


def _extreme(programme: Programme, columns: list[int], sign: int) -> int | None:
    programme.price(dict.fromkeys(columns, sign))
    values = programme.solve()
    programme.price(dict.fromkeys(columns, 0))
    return None if values is None else round(sum(values[column] for column in columns))
